import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Money } from '@quayside/shared/money';
import type { EntityManager } from 'typeorm';
import { remittanceTable } from '../receivable/table.ts';
import type { AwaitingOrder, ChargedSoFar, MoneyLeft } from './prepayment.ts';
import { awaitingOrderTable } from './table.ts';

const read = rowReader(awaitingOrderTable);
const readRemittances = rowReader(remittanceTable);

/** So many orders of an account are looked at when its money moves; those that were named first. */
const MOST_WAITING = 500;

/** Keeps orders that wait; what one was told to be before gives way, unless it went on already. */
export async function putAwaiting(em: EntityManager, orders: readonly AwaitingOrder[]): Promise<void> {
  const last = [...new Map(orders.map((order) => [order.id, order])).values()];
  if (last.length === 0) return;
  const ids = last.map(({ id }) => id);
  const gone = new Set(
    (await read(em, oneOf('t.id', 'ids', ids))).filter(({ state }) => state !== 'WAITS').map(({ id }) => id),
  );
  await changeRows(em, `DELETE FROM awaiting_order WHERE id IN :ids AND state = 'WAITS'`, { ids });
  await insertRows(
    em,
    awaitingOrderTable,
    last.filter(({ id }) => !gone.has(id)),
  );
}

/** Orders that nobody works on any more: what waited is forgotten, and what went on costs what it was charged. */
export async function endAwaiting(
  em: EntityManager,
  { done, dropped }: { readonly done: readonly string[]; readonly dropped: readonly string[] },
): Promise<void> {
  if (dropped.length > 0) await changeRows(em, 'DELETE FROM awaiting_order WHERE id IN :ids', { ids: dropped });
  if (done.length === 0) return;
  await changeRows(em, `DELETE FROM awaiting_order WHERE id IN :ids AND state = 'WAITS'`, { ids: done });
  await changeRows(em, `UPDATE awaiting_order SET state = 'DONE' WHERE id IN :ids`, { ids: done });
}

/** An order that a person has released keeps none of the money. */
export const forgetAwaiting = (em: EntityManager, accountId: string, orderNumber: string): Promise<number> =>
  changeRows(
    em,
    `DELETE FROM awaiting_order WHERE account_id = :accountId AND order_number = :orderNumber AND state = 'WAITS'`,
    { accountId, orderNumber },
  );

/** Nothing of an open account waits: what still does when it has to pay first again is told anew. */
export const forgetAllAwaiting = async (em: EntityManager, accountIds: readonly string[]): Promise<void> => {
  if (accountIds.length === 0) return;
  await changeRows(em, `DELETE FROM awaiting_order WHERE account_id IN :accountIds AND state = 'WAITS'`, {
    accountIds,
  });
};

export const waitingOrders = (em: EntityManager, accountIds: readonly string[]): Promise<AwaitingOrder[]> =>
  read(
    em,
    allOf([oneOf('t.account_id', 'accounts', accountIds), equals('t.state', 'state', 'WAITS')]),
    `ORDER BY t.told_at, t.id LIMIT ${MOST_WAITING}`,
  );

/** Orders of an account that went on by its money, with what they were charged. */
export async function ordersGoneOn(
  em: EntityManager,
  accountId: string,
): Promise<{ readonly order: AwaitingOrder; readonly charged: ChargedSoFar }[]> {
  const orders = await read(
    em,
    allOf([equals('t.account_id', 'account', accountId), oneOf('t.state', 'states', ['PAID', 'DONE'])]),
  );
  if (orders.length === 0) return [];
  const rows = await selectRows<{ id: string; currency: string; charged: number | string; settled: number | string }>(
    em,
    `SELECT c.subject_id AS id, c.currency AS currency, SUM(c.amount_minor) AS charged,
       SUM(CASE WHEN r.open_minor <= 0 THEN c.amount_minor ELSE 0 END) AS settled
     FROM charge c LEFT JOIN invoice_line l ON l.charge_id = c.id LEFT JOIN receivable r ON r.id = l.invoice_id
     WHERE c.source = 'SHIPMENT' AND c.subject_id IN :ids GROUP BY c.subject_id, c.currency`,
    { ids: orders.map(({ id }) => id) },
  );
  return orders.map((order) => {
    const row = rows.find(({ id, currency }) => id === order.id && currency === order.currency);
    const charged = { chargedMinor: Number(row?.charged ?? 0), settledMinor: Number(row?.settled ?? 0) };
    return { order, charged };
  });
}

/** Payments of an account with money that is not applied, the newest first. */
export const moneyLeft = (em: EntityManager, accountId: string): Promise<MoneyLeft[]> =>
  readRemittances(
    em,
    allOf([equals('t.account_id', 'account', accountId), { sql: 't.unapplied_minor > 0', parameters: {} }]),
    'ORDER BY t.recorded_at DESC, t.id DESC',
  );

/** Lets nobody else spend the money of an account, or judge it, before this transaction ends. */
export const lockStanding = (em: EntityManager, accountId: string): Promise<number> =>
  changeRows(em, 'UPDATE credit_standing SET looked_on = looked_on WHERE id = :accountId', { accountId });

/** The order goes on, and so much of the money on account is kept for it. */
export const keepMoney = (em: EntityManager, id: string, { amountMinor, currency }: Money): Promise<number> =>
  changeRows(
    em,
    `UPDATE awaiting_order SET state = 'PAID', currency = :currency, kept_minor = :amountMinor WHERE id = :id`,
    { id, amountMinor, currency },
  );

/** Those whose money has gone to their invoices wait for nothing more. */
export const dropSettled = async (em: EntityManager, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0) await changeRows(em, `DELETE FROM awaiting_order WHERE id IN :ids AND state = 'DONE'`, { ids });
};
