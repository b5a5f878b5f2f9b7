import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { rateOne } from '../activity/commands.ts';
import { openTariffBook, type TariffBook } from '../activity/tariff-store.ts';
import type { Occasion } from '../charge/commands.ts';
import { ORDER_RELEASED, type OrderReleased } from '../credit-events.ts';
import { type AwaitingOrder, keptFor, type PricedOrder, paidOrders, priceOf } from './prepayment.ts';
import {
  dropSettled,
  forgetAwaiting,
  keepMoney,
  lockStanding,
  moneyLeft,
  ordersGoneOn,
  waitingOrders,
} from './prepayment-store.ts';
import type { OrderRelease } from './standing.ts';
import { findRelease, findStandings, insertRelease } from './store.ts';

const product = systemViewer('credit');

/** Keeps the release of an order and says so. */
export async function keepRelease(
  em: EntityManager,
  { at, correlationId }: Occasion,
  release: OrderRelease,
  byPayment: boolean,
): Promise<void> {
  await insertRelease(em, release);
  const { id: subject, accountId, orderNumber, releasedBy, reason } = release;
  const data: OrderReleased = { accountId, orderNumber, releasedBy, reason, byPayment };
  await appendEvents(em, [{ type: ORDER_RELEASED, accountId, subject, seq: 1, at, correlationId, data }]);
}

/** Releases the orders of accounts that wait for their payment and whose price is on account by now, each once. */
export async function liftPaid(em: EntityManager, occasion: Occasion, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  const waiting = await waitingOrders(em, accountIds);
  const book = openTariffBook(em);
  for (const accountId of new Set(waiting.map((order) => order.accountId))) await liftOf(em, occasion, accountId, book);
}

async function liftOf(em: EntityManager, occasion: Occasion, accountId: string, book: TariffBook): Promise<void> {
  await lockStanding(em, accountId);
  const [standing] = await findStandings(em, product, [accountId]);
  // On hold more is owed than the one order; an open account waits for nothing.
  if (standing?.state !== 'PREPAY') return;
  const money = await moneyLeft(em, accountId);
  if (money.length === 0) return;
  const kept = await moneyKept(em, accountId);
  const priced: PricedOrder[] = [];
  for (const order of await waitingOrders(em, [accountId])) {
    if (await findRelease(em, product, order)) {
      await forgetAwaiting(em, accountId, order.orderNumber);
      continue;
    }
    const needs = await priceNow(book, order, occasion);
    if (needs) priced.push({ order, needs });
  }
  for (const { order, needs, by: releasedBy, reason } of paidOrders(priced, money, kept)) {
    const { orderNumber } = order;
    const release = { id: newId(), accountId, orderNumber, reason, releasedBy, releasedAt: occasion.at };
    await keepMoney(em, order.id, needs);
    await keepRelease(em, occasion, release, true);
  }
}

/** By currency, for orders that went on before. */
async function moneyKept(em: EntityManager, accountId: string): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>();
  const settled: string[] = [];
  for (const { order, charged } of await ordersGoneOn(em, accountId)) {
    const minor = keptFor(order, charged);
    if (minor === 0) settled.push(order.id);
    if (order.currency) sums.set(order.currency, (sums.get(order.currency) ?? 0) + minor);
  }
  await dropSettled(em, settled);
  return sums;
}

/** Priced as if it were done today; null where no price can be told, which is for a person to decide. */
async function priceNow(book: TariffBook, { deeds }: AwaitingOrder, occasion: Occasion) {
  const date = localDate(occasion.at);
  const rated = await Promise.all(
    deeds.map((done) => rateOne(book, { done: { ...done, at: occasion.at, date }, stored: null, occasion })),
  );
  const price = priceOf(rated.map(({ rating }) => rating));
  return price.ok ? price.value : null;
}
