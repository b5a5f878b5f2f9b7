import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { branchesOf } from '@quayside/shared/db/parameter-store';
import { allOf, EVERYTHING, equals, oneOf } from '@quayside/shared/db/predicate';
import { afterPrefix, type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { EntityManager } from 'typeorm';
import { maySeeGrading } from './policy.ts';
import type { CreditAssessment, CreditStanding, OrderRelease } from './standing.ts';
import {
  creditAssessmentTable,
  creditPolicyChangeTable,
  creditPolicyTable,
  creditStandingTable,
  orderReleaseTable,
} from './table.ts';
import { type CreditPolicy, termsOf } from './terms.ts';
import { type PolicyChange, policyAt, type UnitPolicy } from './unit-policy.ts';

const read = rowReader(creditStandingTable);
const readAssessments = rowReader(creditAssessmentTable);
const readReleases = rowReader(orderReleaseTable);
const readPolicies = rowReader(creditPolicyTable);
const readPolicyChanges = rowReader(creditPolicyChangeTable);

const NOTHING: Predicate = { sql: '1 = 0', parameters: {} };

/** Standings by account, within reach; accounts that nobody has looked at are left out. */
export const findStandings = (
  em: EntityManager,
  viewer: Viewer,
  accountIds: readonly string[],
): Promise<CreditStanding[]> =>
  read(em, allOf([oneOf('t.id', 'ids', accountIds), withinReach(viewer, { account: 't.id' })]));

/**
 * Lets nobody else judge these accounts before this transaction ends: two who read the same would both keep theirs. The row
 * of the account's place is there before it was ever judged; that of its standing is not.
 */
export const lockStandings = (em: EntityManager, accountIds: readonly string[]): Promise<number> =>
  changeRows(em, 'UPDATE tenant_scope SET path = path WHERE account_id IN :ids', { ids: [...accountIds] });

/** Accounts in reach by their state, those that order least freely first. */
export const listStandings = (
  em: EntityManager,
  viewer: Viewer,
  states: readonly string[] | null,
  most: number,
): Promise<CreditStanding[]> =>
  read(
    em,
    allOf([oneOf('t.state', 'states', states), withinReach(viewer, { account: 't.id' })]),
    `ORDER BY CASE t.state WHEN 'HOLD' THEN 0 WHEN 'PREPAY' THEN 1 ELSE 2 END, t.since DESC, t.id LIMIT ${most}`,
  );

/**
 * Keeps a standing as it is now. @throws AppError CONFLICT when somebody else was faster.
 * @returns it with its new version.
 */
export async function keepStanding(em: EntityManager, standing: CreditStanding): Promise<CreditStanding> {
  const { id, version, ...change } = standing;
  if (version === 0) await insertRows(em, creditStandingTable, [{ ...standing, version: 1 }]);
  else await guardedUpdate(em, creditStandingTable, { id, version }, change);
  return { ...standing, version: version + 1 };
}

/** Accounts with money that nobody has looked at since a day began. */
export const accountsToLookAt = async (em: EntityManager, today: string): Promise<string[]> => {
  const rows = await selectRows<{ id: string }>(
    em,
    `SELECT c.id AS id FROM credit_standing c WHERE c.looked_on < :today
     UNION SELECT r.account_id AS id FROM receivable r
       WHERE r.open_minor <> 0 AND NOT EXISTS (SELECT 1 FROM credit_standing c WHERE c.id = r.account_id)
     UNION SELECT u.account_id AS id FROM unbilled_charge u
       WHERE NOT EXISTS (SELECT 1 FROM credit_standing c WHERE c.id = u.account_id)
     ORDER BY id`,
    { today },
  );
  return rows.map(({ id }) => id);
};

/** Lets the accounts at and below a unit be looked at again: what holds for them has changed. */
export const forgetLooks = async (em: EntityManager, path: string): Promise<void> => {
  await changeRows(
    em,
    `UPDATE credit_standing SET looked_on = '' WHERE id IN
       (SELECT ts.account_id FROM tenant_scope ts WHERE ts.path >= :path AND ts.path < :end)`,
    { path, end: afterPrefix(path) },
  );
};

export const insertAssessments = (em: EntityManager, rows: readonly CreditAssessment[]): Promise<void> =>
  insertRows(em, creditAssessmentTable, rows);

/** How an account was judged, the newest first; for staff. */
export const assessmentsOf = (
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  most: number,
): Promise<CreditAssessment[]> =>
  readAssessments(
    em,
    allOf([
      equals('t.account_id', 'account', accountId),
      maySeeGrading(viewer) ? withinReach(viewer, { account: 't.account_id' }) : NOTHING,
    ]),
    `ORDER BY t.assessed_at DESC, t.id DESC LIMIT ${most}`,
  );

/** The release of one order, or null. */
export const findRelease = async (
  em: EntityManager,
  viewer: Viewer,
  { accountId, orderNumber }: Pick<OrderRelease, 'accountId' | 'orderNumber'>,
): Promise<OrderRelease | null> =>
  (
    await readReleases(
      em,
      allOf([
        equals('t.account_id', 'account', accountId),
        equals('t.order_number', 'order', orderNumber),
        withinReach(viewer, { account: 't.account_id' }),
      ]),
    )
  )[0] ?? null;

/** Orders of an account that were released, the newest first; for staff. */
export const releasesOf = (
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  most: number,
): Promise<OrderRelease[]> =>
  readReleases(
    em,
    allOf([
      equals('t.account_id', 'account', accountId),
      maySeeGrading(viewer) ? withinReach(viewer, { account: 't.account_id' }) : NOTHING,
    ]),
    `ORDER BY t.released_at DESC, t.id DESC LIMIT ${most}`,
  );

export const insertRelease = (em: EntityManager, release: OrderRelease): Promise<void> =>
  insertRows(em, orderReleaseTable, [release]);

/** What units have said of credit: few, and what holds at one depends on those above it. */
export const unitPolicies = (em: EntityManager): Promise<UnitPolicy[]> =>
  readPolicies(em, EVERYTHING, 'ORDER BY t.path');

/** What holds for accounts, by their branches. */
export async function policiesOf(
  em: EntityManager,
  accountIds: readonly string[],
): Promise<(accountId: string) => CreditPolicy> {
  const [said, branches] = [await unitPolicies(em), await branchesOf(em, accountIds)];
  return (accountId) => policyAt(said, branches.get(accountId) ?? null);
}

/** Changes of all units, the newest first; whoever shows them looks at the tree. */
export const policyChanges = (em: EntityManager): Promise<PolicyChange[]> =>
  readPolicyChanges(em, EVERYTHING, 'ORDER BY t.changed_at DESC, t.id DESC LIMIT 300');

/** Is this the path of a unit at or below which customers are served? */
export async function isServed(em: EntityManager, path: string): Promise<boolean> {
  const sql = 'SELECT 1 AS one FROM tenant_scope ts WHERE ts.path >= :path AND ts.path < :end LIMIT 1';
  return path.endsWith('/') && (await selectRows(em, sql, { path, end: afterPrefix(path) })).length > 0;
}

/** Days until an invoice is due for a customer of this account's grade. */
export async function gradedPaymentDays(em: EntityManager, accountId: string): Promise<number> {
  const [standing] = await read(em, equals('t.id', 'id', accountId));
  const policyOf = await policiesOf(em, [accountId]);
  return termsOf(policyOf(accountId), standing?.grade ?? null).paymentDays;
}

/**
 * Keeps what a unit says now, and the change. @throws AppError CONFLICT when somebody else was faster.
 * @returns it with its new version.
 */
export async function putPolicy(em: EntityManager, said: UnitPolicy, reason: string): Promise<UnitPolicy> {
  const { id, version, ...change } = said;
  if (version === 0) await insertRows(em, creditPolicyTable, [{ ...said, version: 1 }]);
  else await guardedUpdate(em, creditPolicyTable, { id, version }, change);
  await insertRows(em, creditPolicyChangeTable, [{ ...change, id: newId(), reason }]);
  return { ...said, version: version + 1 };
}
