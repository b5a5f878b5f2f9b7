import { notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { factsOf, type Shipment } from './shipment.ts';
import { findForCommand, updateShipment } from './store.ts';

/** What happened, beside the facts that every event of a shipment carries. */
export interface Happening {
  readonly type: string;
  readonly more?: object;
}

/** @throws AppError NOT_FOUND for a shipment that is not there or not in the viewer's reach: nobody can tell which. */
export async function loadShipment(em: EntityManager, ctx: CommandContext, id: string): Promise<Shipment> {
  const shipment = await findForCommand(em, ctx.viewer, id);
  if (!shipment) throw notFound('The shipment');
  return shipment;
}

/** Saves a changed shipment and says what happened, in the caller's transaction. */
export async function saveShipment(
  em: EntityManager,
  ctx: CommandContext,
  change: { before: Shipment; after: Shipment; happened: readonly Happening[] },
): Promise<Shipment> {
  const saved = { ...change.after, version: change.before.version + 1, updatedAt: ctx.now() };
  await updateShipment(em, change.before, saved);
  await announce(em, ctx, saved, change.happened);
  return saved;
}

/** Writes the events of a change with the facts of the shipment after it. */
export const announce = (
  em: EntityManager,
  ctx: CommandContext,
  shipment: Shipment,
  happened: readonly Happening[],
): Promise<void> => announceAll(em, ctx, [{ shipment, happened }]);

/** Writes the events of several changes, in their order. */
export const announceAll = (
  em: EntityManager,
  ctx: CommandContext,
  changes: readonly { readonly shipment: Shipment; readonly happened: readonly Happening[] }[],
): Promise<void> =>
  appendEvents(
    em,
    changes.flatMap(({ shipment, happened }) =>
      happened.map(({ type, more }) => ({
        type,
        accountId: shipment.accountId,
        subject: shipment.id,
        seq: shipment.version,
        at: ctx.now(),
        correlationId: ctx.correlationId,
        data: { ...factsOf(shipment), ...more },
      })),
    ),
  );
