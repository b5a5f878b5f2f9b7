import type { Viewer } from '@quayside/shared/identity';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { textFault } from '../conversation/conversation.ts';
import type { ShipmentEntry } from '../directory/directory.ts';

/** The consignee's verdict on one delivery; a later one replaces it. */
export interface Rating {
  readonly id: string;
  readonly shipmentId: string;
  readonly accountId: string;
  readonly score: number;
  readonly comment: string | null;
  readonly at: number;
  readonly version: number;
}

/** Only who holds a link that says so rates a delivery. */
export const mayRate = (viewer: Viewer): boolean =>
  viewer.kind === 'link' && viewer.reach.kind === 'shipment' && viewer.scopes.includes('RATE');

const BEST = 5;

/** The verdict, if there is a delivery to judge. */
export function rate(
  shipment: ShipmentEntry,
  verdict: { score: number; comment: string | null },
): Result<{ score: number; comment: string | null }> {
  if (shipment.deliveredAt === null) return refuse('NOT_DELIVERED', 'A delivery is rated when it has arrived.');
  if (!Number.isInteger(verdict.score) || verdict.score < 1 || verdict.score > BEST) {
    return refuse('SCORE_RANGE', `A score is a whole number from 1 to ${BEST}.`, { field: 'score' });
  }
  return textFault(verdict.comment ?? '', 'comment') ?? ok(verdict);
}
