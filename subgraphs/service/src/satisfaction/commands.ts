import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { findShipment } from '../directory/store.ts';
import type { DeliveryRated, ServiceEventType } from '../events.ts';
import { orFindTheFaster } from '../item/opened-once.ts';
import { keepAnswer } from './answer-commands.ts';
import { mayRate, type Rating, rate } from './rating.ts';
import { insertRating, ratingsOf, replaceRating } from './store.ts';

interface Verdict {
  readonly score: number;
  readonly comment: string | null;
}

class RefusedRating extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super('a rating was refused');
    this.result = result;
  }
}

/** Keeps one verdict per shipment: the last one, as long as it may be changed. */
export const rateDelivery = (ctx: CommandContext, verdict: Verdict): Promise<Result<Rating>> =>
  keepRating(ctx, verdict).catch((error: unknown) => {
    if (error instanceof RefusedRating) return error.result;
    throw error;
  });

const keepRating = async (ctx: CommandContext, verdict: Verdict): Promise<Result<Rating>> => {
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
      const kept = await keepAnswer(ctx, em, {
        ...{ measure: 'CSAT', occasion: 'DELIVERY', subjectId: shipmentId, accountId, shipmentId },
        ...{ channel: 'TRACKING', respondent: 'consignee', ...rated.value, cause: null },
      });
      // Refused in the end, nothing of it stays.
      if (!kept.ok) throw new RefusedRating(kept);
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
