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
  const saved = await keepChange(em, ctx, change.before, change.after);
  await announceAll(em, ctx, [{ shipment: saved, happened: change.happened }]);
  return saved;
}

/** Stores a changed shipment; what happened is still to be announced. */
export async function keepChange(
  em: EntityManager,
  ctx: CommandContext,
  before: Shipment,
  after: Shipment,
): Promise<Shipment> {
  const saved = { ...after, version: before.version + 1, updatedAt: ctx.now() };
  await updateShipment(em, before, saved);
  return saved;
}

/** Writes the events of changes in their order, with the facts of each shipment after its change. */
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
