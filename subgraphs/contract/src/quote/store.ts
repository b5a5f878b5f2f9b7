import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import { fromJson, toJson } from '../contract/store.ts';
import type { QuoteState } from '../events.ts';
import type { Proposal, Quote } from './quote.ts';
import { type ProposalRow, proposalTable, type QuoteRow, quoteTable } from './table.ts';

const readQuotes = rowReader(quoteTable);
const readProposals = rowReader(proposalTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });
const toQuote = ({ onceKey: _, ...quote }: QuoteRow): Quote => quote;

/** Quotes by id; those out of reach are left out. */
export const findQuotes = async (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Quote[]> =>
  (await readQuotes(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]))).map(toQuote);

/** One quote, or null when it is out of reach or does not exist: the difference is not told. */
export const findQuote = async (em: EntityManager, viewer: Viewer, id: string): Promise<Quote | null> =>
  (await findQuotes(em, viewer, [id]))[0] ?? null;

/** The quote that this key of the account has opened already. */
export const findOnce = async (
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  key: string,
): Promise<Quote | null> => {
  const where = [equals('t.account_id', 'account', accountId), equals('t.once_key', 'key', key), inReach(viewer)];
  return (await readQuotes(em, allOf(where))).map(toQuote)[0] ?? null;
};

/** What a list of quotes may be narrowed by. */
export interface QuoteFilter {
  readonly accountId?: string | null | undefined;
  readonly contractId?: string | null | undefined;
  readonly states?: readonly QuoteState[] | null | undefined;
}

/** One page, newest first, with one row more than asked for when there is more. */
export const listQuotes = async (
  em: EntityManager,
  viewer: Viewer,
  filter: QuoteFilter,
  page: { first: number; after: PageKey | null },
): Promise<Quote[]> => {
  const where = allOf([
    inReach(viewer),
    equals('t.account_id', 'account', filter.accountId),
    equals('t.contract_id', 'contract', filter.contractId),
    oneOf('t.state', 'states', filter.states),
    olderThan('t.created_at', 't.id', page.after),
  ]);
  return (await readQuotes(em, where, `ORDER BY t.created_at DESC, t.id DESC LIMIT ${page.first + 1}`)).map(toQuote);
};

/** All that both sides have proposed, oldest first, of quotes in reach. */
export async function proposalsOf(em: EntityManager, viewer: Viewer, quoteIds: readonly string[]): Promise<Proposal[]> {
  const { sql, parameters } = withinReach(viewer, { account: 'q.account_id' });
  const reach = { sql: `EXISTS (SELECT 1 FROM quote q WHERE q.id = t.quote_id AND ${sql})`, parameters };
  const where = allOf([oneOf('t.quote_id', 'ids', quoteIds), reach]);
  return (await readProposals(em, where, 'ORDER BY t.quote_id, t.round')).map(toProposal);
}

const toProposal = ({ terms, name, validFrom, validTo, ...row }: ProposalRow): Proposal => ({
  ...row,
  terms: { name, validFrom, validTo, ...fromJson(terms) },
});

/** Writes a new negotiation with its first proposal. */
export async function insertQuote(
  em: EntityManager,
  quote: Quote,
  proposal: Proposal,
  onceKey: string | null,
): Promise<void> {
  await insertRows(em, quoteTable, [{ ...quote, onceKey }]);
  await insertProposal(em, proposal);
}

/** Adds what a side has proposed. */
export async function insertProposal(em: EntityManager, { terms, ...proposal }: Proposal): Promise<void> {
  const { name, validFrom, validTo } = terms;
  await insertRows(em, proposalTable, [{ ...proposal, name, validFrom, validTo, terms: toJson(terms) }]);
}

/** @throws AppError CONFLICT when somebody else was faster. */
export async function saveQuote(em: EntityManager, quote: Quote): Promise<Quote> {
  const { id, version, ...change } = quote;
  await guardedUpdate(em, quoteTable, { id, version }, change);
  return { ...quote, version: version + 1 };
}
