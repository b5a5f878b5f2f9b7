import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { findShipment } from '../directory/store.ts';
import type { DeliveryRated, ServiceEventType } from '../events.ts';
import { orFindTheFaster } from '../item/opened-once.ts';
import { mayRate, type Rating, rate } from './rating.ts';
import { insertRating, ratingsOf, replaceRating } from './store.ts';

/** Keeps one verdict per shipment: the last one. */
export const rateDelivery = async (
  ctx: CommandContext,
  verdict: { score: number; comment: string | null },
): Promise<Result<Rating>> => {
  const { reach } = ctx.viewer;
  if (!mayRate(ctx.viewer) || reach.kind !== 'shipment') throw forbidden('rate this delivery');
  return orFindTheFaster(() =>
    ctx.db.write(async (em) => {
      const shipment = await findShipment(em, ctx.viewer, reach.shipmentId);
      if (!shipment) throw notFound('The shipment');
      const rated = rate(shipment, verdict);
      if (!rated.ok) return rated;
      const { shipmentId, accountId } = shipment;
      const rating = await keep(ctx, em, { ...rated.value, shipmentId, accountId });
      await tell(ctx, em, rating);
      return ok(rating);
    }),
  );
};

async function keep(
  ctx: CommandContext,
  em: EntityManager,
  verdict: Pick<Rating, 'shipmentId' | 'accountId' | 'score' | 'comment'>,
): Promise<Rating> {
  const [before] = await ratingsOf(em, ctx.viewer, [verdict.shipmentId]);
  if (before) return replaceRating(em, before, { ...verdict, id: before.id, at: ctx.now() });
  const rating = { ...verdict, id: newId(), at: ctx.now(), version: 1 };
  await insertRating(em, rating);
  return rating;
}

async function tell(ctx: CommandContext, em: EntityManager, rating: Rating): Promise<void> {
  const { id, accountId, shipmentId, score, version: seq } = rating;
  const type: ServiceEventType = 'delivery.rated.v1';
  const data: DeliveryRated = { shipmentId, accountId, score };
  const { correlationId } = ctx;
  await appendEvents(em, [{ type, accountId, subject: id, seq, at: rating.at, correlationId, data }]);
}
