import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { allOf, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { Agreement } from './agreement.ts';
import { type Fact, type FactKind, monthOf, standing } from './fact.ts';
import { agreementTable, factTable, type MonthRow, monthTable } from './table.ts';
import { addFact, emptyTally, type Tally } from './tally.ts';

const facts = rowReader(factTable);
const months = rowReader(monthTable);
const agreements = rowReader(agreementTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });

/** What a list of evidence is narrowed to. */
export interface EvidenceFilter {
  readonly accountId: string;
  readonly kinds: readonly FactKind[];
  /** Epoch milliseconds, both included; null for no bound. */
  readonly from: number | null;
  readonly to: number | null;
}

/** The facts behind a figure, newest first, with one row more than asked for when there is more. */
export function listFacts(
  em: EntityManager,
  viewer: Viewer,
  { accountId, kinds, from, to }: EvidenceFilter,
  page: { first: number; after: PageKey | null },
): Promise<Fact[]> {
  const bounds: Predicate[] = [
    ...(from === null ? [] : [{ sql: 't.at >= :from', parameters: { from } }]),
    ...(to === null ? [] : [{ sql: 't.at <= :to', parameters: { to } }]),
  ];
  return facts(
    em,
    allOf([
      inReach(viewer),
      equals('t.account_id', 'account', accountId),
      oneOf('t.kind', 'kinds', kinds),
      ...bounds,
      olderThan('t.at', 't.id', page.after),
    ]),
    `ORDER BY t.at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );
}

/** The months of accounts, oldest first. For rules that have looked at the viewer's reach already. */
export const monthsOf = (em: EntityManager, accountIds: readonly string[]): Promise<MonthRow[]> =>
  months(em, oneOf('t.account_id', 'accounts', accountIds), 'ORDER BY t.account_id, t.month');

/** The contracts of accounts, those that end last first. */
export const agreementsOf = (em: EntityManager, accountIds: readonly string[]): Promise<Agreement[]> =>
  agreements(em, oneOf('t.account_id', 'accounts', accountIds), 'ORDER BY t.account_id, t.valid_to DESC, t.id');

/** Keeps a contract as it was last told. */
export const keepAgreement = async (em: EntityManager, agreement: Agreement): Promise<void> => {
  await em.getRepository(agreementTable).upsert({ ...agreement }, ['id']);
};

const rowId = (accountId: string, month: string): string => `${accountId}:${month}`;

/**
 * Keeps facts and adds them to their months; what is known already changes nothing.
 * @param told in their order: one batch may tell a payment, take it back and tell another.
 * @returns the accounts whose figures are others now.
 */
export async function keepFacts(em: EntityManager, told: readonly Fact[]): Promise<Set<string>> {
  const known = new Map<string, Fact>();
  const ids = [...new Set(told.map(({ id }) => id))];
  for (let from = 0; from < ids.length; from += 500) {
    for (const fact of await facts(em, oneOf('t.id', 'ids', ids.slice(from, from + 500)))) known.set(fact.id, fact);
  }
  const now = new Map<string, Fact | undefined>(known);
  for (const fact of told) now.set(fact.id, standing(now.get(fact.id), fact));
  const changed = ids.filter((id) => now.get(id) !== known.get(id));
  const [gone, come] = [changed.flatMap((id) => known.get(id) ?? []), changed.flatMap((id) => now.get(id) ?? [])];
  await insertRows(
    em,
    factTable,
    come.filter(({ id }) => !known.has(id)),
  );
  for (const { id, ...change } of come) if (known.has(id)) await updateWhere(em, factTable, change, { id });
  for (const { id } of gone) if (!now.get(id)) await em.getRepository(factTable).delete({ id });
  const changes = [
    ...gone.map((fact) => ({ fact, sign: -1 as const })),
    ...come.map((fact) => ({ fact, sign: 1 as const })),
  ];
  await addToMonths(em, changes);
  return new Set(changes.map(({ fact }) => fact.accountId));
}

async function addToMonths(
  em: EntityManager,
  changes: readonly { readonly fact: Fact; readonly sign: 1 | -1 }[],
): Promise<void> {
  if (changes.length === 0) return;
  const ids = [...new Set(changes.map(({ fact }) => rowId(fact.accountId, monthOf(fact.at))))];
  const rows = new Map<string, MonthRow>();
  for (let from = 0; from < ids.length; from += 500) {
    for (const row of await months(em, oneOf('t.id', 'ids', ids.slice(from, from + 500)))) rows.set(row.id, row);
  }
  const known = new Set(rows.keys());
  for (const { fact, sign } of changes) {
    const month = monthOf(fact.at);
    const id = rowId(fact.accountId, month);
    const row = rows.get(id) ?? { id, accountId: fact.accountId, month, tally: emptyTally() };
    rows.set(id, row);
    addFact(row.tally, fact, sign);
  }
  await insertRows(
    em,
    monthTable,
    [...rows.values()].filter(({ id }) => !known.has(id)),
  );
  for (const { id, tally } of rows.values()) if (known.has(id)) await updateWhere(em, monthTable, { tally }, { id });
}

/** All months of the store, in the order of accounts, some thousands at a time. */
export async function* everyMonth(em: EntityManager): AsyncGenerator<MonthRow> {
  let after = '';
  for (;;) {
    const rows = await months(em, { sql: 't.id > :after', parameters: { after } }, 'ORDER BY t.id LIMIT 2000');
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Puts what the logs tell in the place of what is kept, for one account. */
export async function replaceMonths(
  em: EntityManager,
  accountId: string,
  tallies: ReadonlyMap<string, Tally>,
): Promise<void> {
  await em.getRepository(monthTable).delete({ accountId });
  await insertRows(
    em,
    monthTable,
    [...tallies].map(([month, tally]) => ({ id: rowId(accountId, month), accountId, month, tally })),
  );
}
