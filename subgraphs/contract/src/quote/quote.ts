import { ok, type Result, refuse } from '@quayside/shared/result';
import type { Terms } from '../contract/contract.ts';
import { termsFault } from '../contract/terms.ts';
import type { QuoteFacts, QuoteState } from '../events.ts';
import { isOpen, mayBecome } from './transitions.ts';

/** The two who negotiate. */
export type QuoteSide = 'CUSTOMER' | 'PROVIDER';

/** What one side wants to agree on; kept for ever, also when the other side did not take it. */
export interface Proposal {
  readonly quoteId: string;
  /** From 1, without gap. */
  readonly round: number;
  readonly side: QuoteSide;
  readonly terms: Terms;
  readonly note: string | null;
  /** YYYY-MM-DD: its side stands by it until then. */
  readonly validUntil: string;
  readonly actor: string;
  readonly at: number;
}

/** A negotiation with the proposal that is on the table. */
export interface Quote {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly state: QuoteState;
  /** The proposal that is on the table. */
  readonly round: number;
  readonly name: string;
  readonly validUntil: string;
  /** The contract that it shall change; once accepted, the one that it became or changed. */
  readonly contractId: string | null;
  /** Version of that contract when the proposal was written; null for a new contract. */
  readonly contractVersion: number | null;
  /** Why it ended. */
  readonly reason: string | null;
  readonly createdAt: number;
  readonly version: number;
}

/** A proposal before it has its place in the negotiation. */
export type NewProposal = Pick<Proposal, 'side' | 'terms' | 'note' | 'validUntil'>;

const LONGEST_NOTE = 5_000;
const LONGEST_OFFER_DAYS = 366;
const DAY_MS = 86_400_000;

/** What is wrong with a proposal, whoever makes it; null when it may go on the table. @param today YYYY-MM-DD */
export function proposalFault({ terms, note, validUntil }: NewProposal, today: string): Result<never> | null {
  if ((note ?? '').length > LONGEST_NOTE) {
    return refuse('TEXT_LENGTH', `A note has ${LONGEST_NOTE} characters at most.`, {
      field: 'note',
      figures: { most: LONGEST_NOTE },
    });
  }
  const days = (Date.parse(validUntil) - Date.parse(today)) / DAY_MS;
  if (days < 0 || days > LONGEST_OFFER_DAYS) {
    const fix = 'Name a day from today on, within a year.';
    return refuse('QUOTE_VALIDITY', `Nobody can stand by an offer until ${validUntil}.`, { field: 'validUntil', fix });
  }
  if (terms.validTo < today) {
    return refuse('CONTRACT_PERIOD_PAST', `The contract would end on ${terms.validTo}, before it began.`, {
      field: 'validTo',
    });
  }
  return termsFault(terms);
}

/** The state in which a side's proposal leaves the negotiation. A first word of the customer is a request. */
const stateAfter = (side: QuoteSide, before: QuoteState | null): QuoteState => {
  if (side === 'PROVIDER') return 'OFFERED';
  return before === null || before === 'REQUESTED' ? 'REQUESTED' : 'COUNTERED';
};

/** The first word of a negotiation. */
export const openedQuote = (
  frame: Pick<Quote, 'id' | 'number' | 'accountId' | 'contractId' | 'contractVersion' | 'createdAt'>,
  { side, terms, validUntil }: NewProposal,
): Quote => ({
  ...frame,
  state: stateAfter(side, null),
  round: 1,
  name: terms.name,
  validUntil,
  reason: null,
  version: 1,
});

/** Puts a proposal on the table in place of the last one. Either side may better its own. */
export function propose(quote: Quote, { side, terms, validUntil }: NewProposal): Result<Quote> {
  const state = stateAfter(side, quote.state);
  if (!mayBecome(quote.state, state)) return isOver(quote);
  return ok({ ...quote, state, round: quote.round + 1, name: terms.name, validUntil });
}

/** Takes what the other side has proposed. @param today YYYY-MM-DD */
export function accept(quote: Quote, side: QuoteSide, today: string): Result<Quote> {
  if (!isOpen(quote.state)) return isOver(quote);
  const waitsFor = quote.state === 'OFFERED' ? 'CUSTOMER' : 'PROVIDER';
  if (quote.state === 'REQUESTED' || waitsFor !== side) {
    return refuse('QUOTE_NOT_YOUR_TURN', `${quote.number} has no offer of the other side that could be accepted.`, {
      fix: 'Wait for the answer, or make a proposal of your own.',
    });
  }
  if (quote.validUntil < today) {
    return refuse('QUOTE_LAPSED', `The offer was valid until ${quote.validUntil}.`, {
      fix: 'Ask for it again, or make a proposal of your own.',
      figures: { until: quote.validUntil },
    });
  }
  return ok({ ...quote, state: 'ACCEPTED' });
}

/** Ends a negotiation: whose proposal is on the table withdraws it, the other side declines it. */
export function end(quote: Quote, side: QuoteSide, reason: string): Result<Quote> {
  if (!isOpen(quote.state)) return isOver(quote);
  const said = reason.trim();
  if (!said) return refuse('REASON_MISSING', 'Say why.', { field: 'reason' });
  if (said.length > LONGEST_NOTE) {
    return refuse('TEXT_LENGTH', `A reason has ${LONGEST_NOTE} characters at most.`, {
      field: 'reason',
      figures: { most: LONGEST_NOTE },
    });
  }
  const own = (quote.state === 'OFFERED') === (side === 'PROVIDER');
  return ok({ ...quote, state: own ? 'WITHDRAWN' : 'DECLINED', reason: said });
}

const isOver = (quote: Quote): Result<never> =>
  refuse('QUOTE_OVER', `${quote.number} is ${quote.state.toLowerCase()}.`, { fix: 'Open a new one.' });

/** What others are told. */
export const quoteFacts = (quote: Quote, actor: { readonly id: string; readonly name: string }): QuoteFacts => ({
  quoteId: quote.id,
  number: quote.number,
  accountId: quote.accountId,
  name: quote.name,
  state: quote.state,
  validUntil: quote.validUntil,
  contractId: quote.contractId,
  actorId: actor.id,
  actor: actor.name,
});
