import { notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import type { Clock } from '../clock/book.ts';
import { authorKindOf } from '../conversation/conversation.ts';
import { findAccount, findShipment } from '../directory/store.ts';
import type { ClaimLeg, Dossier, LossCause, PaperKind } from './claim.ts';
import { receive } from './commands.ts';
import type { Filing } from './filing.ts';

/** A leg as it would be. */
export interface OutlookLeg extends Pick<ClaimLeg, 'kind' | 'counterpart' | 'regime'> {
  readonly clocks: readonly Clock[];
}

/** What a claim would bring if it were filed now. */
export interface Outlook {
  readonly legs: readonly OutlookLeg[];
  readonly papers: readonly PaperKind[];
  readonly limit: Dossier['limit'];
  readonly late: boolean;
}

/**
 * Goes through receipt without keeping anything; null where the goods were never handed over.
 * @throws AppError NOT_FOUND when the shipment is out of reach.
 */
export const claimOutlook = (
  ctx: CommandContext,
  { shipmentId, causes }: { shipmentId: string; causes: readonly LossCause[] },
): Promise<Outlook | null> =>
  ctx.db.read(async (em) => {
    const shipment = await findShipment(em, ctx.viewer, shipmentId);
    if (!shipment) throw notFound('The shipment');
    const { accountId } = shipment;
    const accountName = (await findAccount(em, accountId))?.name ?? null;
    const received = await receive(
      ctx,
      em,
      filingFor(shipmentId, causes),
      { accountId, accountName, shipment },
      async () => ({
        ...{ id: 'outlook', number: '', accountId, shipmentId, ownerId: null, closedAt: null, version: 1 },
        ...{ openedBy: ctx.viewer.name, openedByKind: authorKindOf(ctx.viewer), openedAt: ctx.now() },
      }),
    );
    if (!received.ok) return null;
    const { claim, book } = received.value;
    const shown = book.clocks.filter(({ internal }) => !internal || isStaff(ctx.viewer));
    return {
      legs: claim.legs.map((leg) => ({ ...leg, clocks: shown.filter(({ legId }) => legId === leg.id) })),
      papers: claim.dossier.papers.map(({ kind }) => kind),
      limit: claim.dossier.limit,
      late: shown.some(({ kind, phase, internal }) => kind === 'FILE' && phase === 'MET_LATE' && !internal),
    };
  });

/** Stands for the claim that is still being written: lateness is told, not refused. */
const filingFor = (shipmentId: string, causes: readonly LossCause[]): Filing => ({
  ...{ kind: 'CLAIM', shipmentId, liabilityAsserted: true, statement: '', currency: 'USD', reference: null },
  ...{ noticeGivenAt: null, expectedDeliveryAt: null, lateReason: 'outlook', source: null },
  lines: [...new Set(causes)].map((cause) => ({
    ...{ sku: null, description: '', quantity: 1, unit: 'EA', cause, amountMinor: 0 },
    ...{ unitValueMinor: null, salvageMinor: null, weightGrams: null },
  })),
});
