import { ruleOf } from '@quayside/customer/parameter-events';
import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { branchesOf, parametersAt } from '@quayside/shared/db/parameter-store';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import { accountOf, unitOf, type Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import { type CollectionRule, type Receivable, ruleBy } from './receivable.ts';
import type { Remittance } from './remittance.ts';
import {
  type CollectionRuleRow,
  type CollectionStepRow,
  collectionRuleTable,
  collectionStepTable,
  receivableTable,
  remittanceTable,
} from './table.ts';

const read = rowReader(receivableTable);
const readRules = rowReader(collectionRuleTable);
const readSteps = rowReader(collectionStepTable);
const readRemittances = rowReader(remittanceTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });

/** Receivables by the ids of their invoices, within reach. */
export const findReceivables = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Receivable[]> =>
  read(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]));

/** Receivables by invoice number, of an account or of all in reach. */
export const receivablesNumbered = (
  em: EntityManager,
  viewer: Viewer,
  accountId: string | null,
  numbers: readonly string[],
): Promise<Receivable[]> =>
  read(
    em,
    allOf([equals('t.account_id', 'account', accountId), oneOf('t.number', 'numbers', numbers), inReach(viewer)]),
  );

/** Of which account, and due on which days, both included; null for no bound. */
export interface OpenFilter {
  readonly accountId: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

const open = (viewer: Viewer, { accountId, from = null, to = null }: OpenFilter): Predicate =>
  allOf([
    { sql: 't.open_minor <> 0', parameters: {} },
    equals('t.account_id', 'account', accountId),
    ...(from === null ? [] : [{ sql: 't.due_on >= :dueFrom', parameters: { dueFrom: from } }]),
    ...(to === null ? [] : [{ sql: 't.due_on <= :dueTo', parameters: { dueTo: to } }]),
    inReach(viewer),
  ]);

/** What is open, the longest due first. */
export const openReceivables = (
  em: EntityManager,
  viewer: Viewer,
  filter: OpenFilter,
  most: number,
): Promise<Receivable[]> => read(em, open(viewer, filter), `ORDER BY t.due_on, t.id LIMIT ${most}`);

/** All that is open, summed up by account, currency and the day on which it was due. */
export async function openSums(
  em: EntityManager,
  viewer: Viewer,
  accountId: string | null,
): Promise<Pick<Receivable, 'accountId' | 'currency' | 'dueOn' | 'openMinor'>[]> {
  const { sql, parameters } = open(viewer, { accountId });
  const rows = await selectRows<{ accountId: string; currency: string; dueOn: string; sum: number | string }>(
    em,
    `SELECT t.account_id AS accountId, t.currency AS currency, t.due_on AS dueOn, SUM(t.open_minor) AS sum
     FROM receivable t WHERE ${sql} GROUP BY t.account_id, t.currency, t.due_on`,
    parameters,
  );
  return rows.map(({ sum, ...row }) => ({ ...row, openMinor: Number(sum) }));
}

/**
 * More is owed than what is in dispute with its tax: nobody is pressed for what may not be owed. A minor unit is left to
 * the rounding of the tax.
 */
const OWED_UNDISPUTED = `(t.open_minor - 1) * 10000 >= COALESCE((
  SELECT SUM(l.amount_minor * (10000 + i.tax_basis_points)) FROM invoice_dispute d
  JOIN invoice_line l ON l.id = d.line_id JOIN invoice i ON i.id = d.invoice_id
  WHERE d.invoice_id = t.id AND d.state = 'OPEN'), 0)`;

/** Those whose next step of collection has come, so many at once; asked by the product itself. */
export const dueForCollection = (em: EntityManager, today: string, most: number): Promise<Receivable[]> =>
  read(
    em,
    { sql: `t.next_on <= :today AND ${OWED_UNDISPUTED}`, parameters: { today } },
    `ORDER BY t.next_on, t.id LIMIT ${most}`,
  );

export const insertReceivables = (em: EntityManager, receivables: readonly Receivable[]): Promise<void> =>
  insertRows(em, receivableTable, receivables);

/** Saves a change. @throws AppError CONFLICT when somebody else was faster. */
export const saveReceivable = (em: EntityManager, { id, version, ...change }: Receivable): Promise<void> =>
  guardedUpdate(em, receivableTable, { id, version }, change);

export const insertStep = (em: EntityManager, step: CollectionStepRow): Promise<void> =>
  insertRows(em, collectionStepTable, [step]);

/** Steps that were taken for these invoices; ask only for those in reach. */
export const stepsOf = (em: EntityManager, receivableIds: readonly string[]): Promise<CollectionStepRow[]> =>
  readSteps(em, oneOf('t.receivable_id', 'ids', receivableIds), 'ORDER BY t.taken_at');

const DAYS = (['PAYMENT_REMINDER_DAYS', 'FIRST_DUNNING_DAYS', 'SECOND_DUNNING_DAYS', 'FINAL_NOTICE_DAYS'] as const).map(
  ruleOf,
);

/** Does a parameter say when steps are taken? */
export const isCollectionDays = (name: string): boolean => DAYS.some((rule) => rule.name === name);

/** When the house takes steps, as it once set it; null where it never did. */
export const houseCollection = async (em: EntityManager): Promise<CollectionRule | null> =>
  (await readRules(em, equals('t.id', 'id', 'all')))[0]?.steps ?? null;

async function rulesAt(em: EntityManager): Promise<(branchPath: string | null) => CollectionRule> {
  const house = await houseCollection(em);
  const rules = DAYS.map(({ name, standard }) => ({ name, standard: house ? null : standard }));
  const daysAt = await parametersAt(em, rules);
  return (branchPath) => {
    const days = daysAt(branchPath);
    return ruleBy(
      {
        ...{ reminder: days.PAYMENT_REMINDER_DAYS, firstDunning: days.FIRST_DUNNING_DAYS },
        ...{ secondDunning: days.SECOND_DUNNING_DAYS, finalNotice: days.FINAL_NOTICE_DAYS },
      },
      house ?? [],
    );
  };
}

/** When the house takes steps where no unit has set a parameter. */
export async function putCollectionRule(
  em: EntityManager,
  change: Pick<CollectionRuleRow, 'steps' | 'changedBy' | 'changedAt'>,
): Promise<void> {
  await em.getRepository(collectionRuleTable).upsert({ id: 'all', ...change }, ['id']);
}

/** When steps are taken of these accounts, as the branch says that answers for each. */
export async function collectionRules(
  em: EntityManager,
  accountIds: readonly string[],
): Promise<(accountId: string) => CollectionRule> {
  const [ruleAt, branches] = [await rulesAt(em), await branchesOf(em, accountIds)];
  return (accountId) => ruleAt(branches.get(accountId) ?? null);
}

/** When steps are taken where a viewer works, or of the account that is theirs. */
export async function collectionRuleFor(em: EntityManager, viewer: Viewer): Promise<CollectionRule> {
  const accountId = accountOf(viewer);
  return accountId === null ? (await rulesAt(em))(unitOf(viewer)) : (await collectionRules(em, [accountId]))(accountId);
}

/** Lets the next step of what is open below a unit be found anew. */
export const forgetNextSteps = (em: EntityManager, path: string): Promise<number> =>
  changeRows(
    em,
    `UPDATE receivable SET next_on = '', version = version + 1 WHERE open_minor > 0
       AND account_id IN (SELECT ts.account_id FROM tenant_scope ts WHERE SUBSTR(ts.path, 1, LENGTH(:path)) = :path)`,
    { path },
  );

/** Those whose next step has to be found anew. */
export const undated = (em: EntityManager, most: number): Promise<Receivable[]> =>
  read(em, { sql: `t.next_on = ''`, parameters: {} }, `ORDER BY t.id LIMIT ${most}`);

/** A payment of an account by its reference, or null. */
export const findRemittance = async (
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  reference: string,
): Promise<Remittance | null> =>
  (
    await readRemittances(
      em,
      allOf([
        equals('t.account_id', 'account', accountId),
        equals('t.reference', 'reference', reference),
        inReach(viewer),
      ]),
    )
  )[0] ?? null;

/** Payments by id, within reach. */
export const findRemittances = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Remittance[]> =>
  readRemittances(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]));

/** Keeps what has been applied of a payment. @throws AppError CONFLICT when somebody else was faster. */
export const saveRemittance = (em: EntityManager, { id, version, ...change }: Remittance): Promise<void> =>
  guardedUpdate(em, remittanceTable, { id, version }, change);

export const insertRemittance = (em: EntityManager, remittance: Remittance): Promise<void> =>
  insertRows(em, remittanceTable, [remittance]);

/** One page of payments, newest first, with one row more than asked for when there is more. */
export const listRemittances = (
  em: EntityManager,
  viewer: Viewer,
  filter: { readonly accountId?: string | null | undefined; readonly unapplied?: boolean | null | undefined },
  page: { first: number; after: PageKey | null },
): Promise<Remittance[]> =>
  readRemittances(
    em,
    allOf([
      inReach(viewer),
      equals('t.account_id', 'account', filter.accountId),
      filter.unapplied ? { sql: 't.unapplied_minor > 0', parameters: {} } : EVERYTHING,
      olderThan('t.recorded_at', 't.id', page.after),
    ]),
    `ORDER BY t.recorded_at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );
