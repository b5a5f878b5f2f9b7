import { ruleOf } from '@quayside/customer/parameter-events';
import { parameterOf } from '@quayside/shared/db/parameter-store';
import { reachesAccount } from '@quayside/shared/db/reach';
import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY, localDate } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { gapFault } from '../agreed-change/agreed-change.ts';
import { currencyFault } from '../contract/catalogue.ts';
import type { Contract, Terms } from '../contract/contract.ts';
import { findContract } from '../contract/store.ts';
import { QUOTE_CHANGED } from '../events.ts';
import { rateCardsOf } from '../rate/store.ts';
import { concluded, contractOfQuote } from './conclude-commands.ts';
import { mayBind, sideOf } from './policy.ts';
import {
  accept,
  end,
  type NewProposal,
  openedQuote,
  proposalFault,
  propose,
  type Quote,
  type QuoteSide,
  quoteFacts,
} from './quote.ts';
import { findOnce, findQuote, insertProposal, insertQuote, proposalsOf, saveQuote } from './store.ts';

/** What opens a negotiation. */
export interface OpenQuote {
  readonly accountId: string;
  /** The contract that it shall renew or change; left out for a new one. */
  readonly contractId: string | null;
  readonly terms: Terms;
  readonly note: string | null;
  /** YYYY-MM-DD; the usual validity of the branch when left out. */
  readonly validUntil: string | null;
  /** The same key of the same account opens one quote, however often it is sent. */
  readonly idempotencyKey: string | null;
}

const USUAL_VALIDITY = ruleOf('QUOTE_EXPIRY_DAYS');

/** Asks for a quote (a customer) or makes one (our commercial side). */
export function openQuote(ctx: CommandContext, input: OpenQuote): Promise<Result<Quote>> {
  const side = requireSide(ctx, 'negotiate contracts');
  return ctx.db.write(async (em) => {
    const { accountId } = input;
    if (!(await reachesAccount(em, ctx.viewer, accountId))) throw notFound('The account');
    const known = input.idempotencyKey ? await findOnce(em, ctx.viewer, accountId, input.idempotencyKey) : null;
    if (known) return ok(known);
    const contract = input.contractId ? await contractToChange(em, ctx, input.contractId, accountId) : ok(null);
    if (!contract.ok) return contract;
    const proposal = await proposalOf(em, ctx, { side, accountId }, input, contract.value?.tier ?? null);
    const fault = await faultOf(em, ctx, proposal, contract.value);
    if (fault) return fault;
    const frame = {
      id: newId(),
      number: numbered('QT', await nextNumber(em, 'quote')),
      accountId,
      contractId: contract.value?.id ?? null,
      contractVersion: contract.value?.version ?? null,
      createdAt: ctx.now(),
    };
    const quote = openedQuote(frame, proposal);
    await insertQuote(em, quote, placed(ctx, quote, proposal), input.idempotencyKey);
    await tell(em, ctx, quote);
    return ok(quote);
  });
}

async function contractToChange(
  em: EntityManager,
  ctx: CommandContext,
  id: string,
  accountId: string,
): Promise<Result<Contract>> {
  const contract = await findContract(em, ctx.viewer, id);
  if (!contract || contract.accountId !== accountId) throw notFound('The contract');
  return contract.state === 'TERMINATED'
    ? refuse('CONTRACT_STATE', `Contract ${contract.number} is terminated.`, { fix: 'Ask for a new contract.' })
    : ok(contract);
}

/** The first thing that is wrong with a proposal, by itself or beside the contract that it is to change; or null. */
const faultOf = async (
  em: EntityManager,
  ctx: CommandContext,
  proposal: NewProposal,
  contract: Contract | null,
): Promise<Result<never> | null> =>
  proposalFault(proposal, today(ctx)) ??
  (contract ? await besideFault(em, ctx, contract, proposal.terms) : null) ??
  partiesFault(em, ctx, proposal.terms);

async function besideFault(
  em: EntityManager,
  ctx: CommandContext,
  contract: Contract,
  terms: Terms,
): Promise<Result<never> | null> {
  // A customer that proposes does not see the cards of a draft; they hold all the same.
  const cards = await rateCardsOf(em, systemViewer('Quotes'), [contract.id]);
  return gapFault(contract, terms, today(ctx)) ?? currencyFault(terms.catalogue, cards, 'catalogue');
}

async function partiesFault(em: EntityManager, ctx: CommandContext, { parties }: Terms): Promise<Result<never> | null> {
  for (const { accountId } of parties) {
    if (accountId && !(await reachesAccount(em, ctx.viewer, accountId)))
      return refuse('PARTY_UNKNOWN', `There is no account ${accountId}.`, { field: 'parties' });
  }
  return null;
}

/** A customer proposes terms, but the tier is ours to give: whatever stands now stays. */
const proposalOf = async (
  em: EntityManager,
  ctx: CommandContext,
  { side, accountId }: { readonly side: QuoteSide; readonly accountId: string },
  { terms, note, validUntil }: Pick<OpenQuote, 'terms' | 'note' | 'validUntil'>,
  tier: Terms['tier'],
): Promise<NewProposal> => ({
  side,
  terms: side === 'CUSTOMER' ? { ...terms, tier } : terms,
  note: note?.trim() || null,
  validUntil: validUntil ?? localDate(ctx.now() + (await parameterOf(em, USUAL_VALIDITY, accountId)) * DAY),
});

/** A counter-proposal, or a better one. */
export interface ProposeQuote extends Pick<OpenQuote, 'terms' | 'note' | 'validUntil'> {
  readonly id: string;
  /** The version that it answers. */
  readonly version: number;
}

/** Puts terms on the table. @throws AppError CONFLICT when the other side was faster. */
export const proposeQuote = (ctx: CommandContext, input: ProposeQuote): Promise<Result<Quote>> =>
  turn(ctx, input, 'negotiate contracts', async (em, quote, side) => {
    const last = (await proposalsOf(em, ctx.viewer, [quote.id])).at(-1);
    const proposal = await proposalOf(em, ctx, { side, accountId: quote.accountId }, input, last?.terms.tier ?? null);
    const contract = await contractOfQuote(em, quote);
    const fault = await faultOf(em, ctx, proposal, contract);
    if (fault) return fault;
    const proposed = propose(quote, proposal);
    if (!proposed.ok) return proposed;
    const current = { ...proposed.value, contractVersion: contract?.version ?? null };
    await insertProposal(em, placed(ctx, current, proposal));
    return ok(current);
  });

/** Takes the offer that is on the table: it becomes a contract, or the next version of one, once. */
export function acceptQuote(ctx: CommandContext, input: { id: string; version: number }): Promise<Result<Quote>> {
  return turn(ctx, input, 'accept quotes', async (em, quote, side) => {
    if (!mayBind(ctx.viewer)) {
      const fix = 'Ask an administrator of your company to accept it.';
      return refuse('QUOTE_BINDS', 'A yes binds your company: its administrator says it.', { fix });
    }
    const accepted = accept(quote, side, today(ctx));
    if (!accepted.ok) return accepted;
    const offer = (await proposalsOf(em, ctx.viewer, [quote.id])).at(-1);
    if (!offer) throw new TypeError(`the quote ${quote.id} has no proposal`);
    const contract = await concluded(em, ctx, accepted.value, offer.terms);
    if (!contract.ok) return contract;
    return ok({ ...accepted.value, contractId: contract.value.id });
  });
}

/** Withdraws one's own proposal, or declines that of the other side. */
export const endQuote = (
  ctx: CommandContext,
  input: { id: string; version: number; reason: string },
): Promise<Result<Quote>> => turn(ctx, input, 'end quotes', async (_, quote, side) => end(quote, side, input.reason));

async function turn(
  ctx: CommandContext,
  { id, version }: { id: string; version: number },
  doing: string,
  rule: (em: EntityManager, quote: Quote, side: QuoteSide) => Promise<Result<Quote>>,
): Promise<Result<Quote>> {
  return ctx.db.write(async (em) => {
    const quote = await findQuote(em, ctx.viewer, id);
    if (!quote) throw notFound('The quote');
    const side = requireSide(ctx, doing);
    if (quote.version !== version)
      throw new AppError('CONFLICT', `The quote has version ${quote.version} now. Load it again.`);
    const changed = await rule(em, quote, side);
    if (!changed.ok) return changed;
    const saved = await saveQuote(em, changed.value);
    await tell(em, ctx, saved);
    return ok(saved);
  });
}

function requireSide(ctx: CommandContext, doing: string): QuoteSide {
  const side = sideOf(ctx.viewer);
  if (!side) throw forbidden(doing);
  return side;
}

const today = (ctx: CommandContext): string => localDate(ctx.now());

const placed = (ctx: CommandContext, quote: Quote, proposal: NewProposal) => ({
  ...proposal,
  quoteId: quote.id,
  round: quote.round,
  actor: ctx.viewer.name,
  at: ctx.now(),
});

const tell = (em: EntityManager, ctx: CommandContext, quote: Quote): Promise<void> =>
  appendEvents(em, [
    {
      type: QUOTE_CHANGED,
      accountId: quote.accountId,
      subject: quote.id,
      seq: quote.version,
      at: ctx.now(),
      correlationId: ctx.correlationId,
      data: quoteFacts(quote, ctx.viewer),
    },
  ]);
