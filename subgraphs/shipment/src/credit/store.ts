import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { EntityManager } from 'typeorm';
import type { CreditGate, HeardCredit } from './credit.ts';
import { heardCreditTable, type ReleasedOrder, releasedOrderTable } from './table.ts';

const readCredits = rowReader(heardCreditTable);
const readReleased = rowReader(releasedOrderTable);

/** An order as credit looks at it. */
export type GatedOrder = ReleasedOrder;

const OPEN: CreditGate = { credit: null, released: false };

/**
 * Gates of orders, in two questions at most, however many there are; one for the usual case that nobody is held back.
 * Ask only for orders of accounts in reach.
 */
export async function creditGates(
  em: EntityManager,
  orders: readonly GatedOrder[],
): Promise<(order: GatedOrder) => CreditGate> {
  if (orders.length === 0) return () => OPEN;
  const accounts = orders.map(({ accountId }) => accountId);
  const heard = (await readCredits(em, oneOf('t.account_id', 'accounts', accounts))).filter(
    ({ state }) => state !== 'OPEN',
  );
  if (heard.length === 0) return () => OPEN;
  const credits = new Map(heard.map((credit) => [credit.accountId, credit]));
  const goesOn = await releasedAmong(
    em,
    orders.filter(({ accountId }) => credits.has(accountId)),
  );
  return (order) => ({ credit: credits.get(order.accountId) ?? null, released: goesOn.has(nameOf(order)) });
}

/** The names of those that were released. */
export async function releasedAmong(em: EntityManager, orders: readonly GatedOrder[]): Promise<ReadonlySet<string>> {
  if (orders.length === 0) return new Set();
  const [accounts, numbers] = [orders.map((one) => one.accountId), orders.map((one) => one.orderNumber)];
  const where = allOf([oneOf('t.account_id', 'accounts', accounts), oneOf('t.order_number', 'numbers', numbers)]);
  return new Set((await readReleased(em, where)).map(nameOf));
}

/** One text per order: an account's id has no space. */
export const nameOf = ({ accountId, orderNumber }: GatedOrder): string => `${accountId} ${orderNumber}`;

/** What was heard last replaces what was heard before. */
export async function keepCredit(em: EntityManager, heard: HeardCredit): Promise<void> {
  await em.getRepository(heardCreditTable).upsert(heard, ['accountId']);
}

/** Told twice is told once. */
export async function keepReleased(em: EntityManager, order: ReleasedOrder): Promise<void> {
  await em.getRepository(releasedOrderTable).upsert(order, ['accountId', 'orderNumber']);
}
