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
  return scoreFault(verdict.score) ?? textFault(verdict.comment ?? '', 'comment') ?? ok(verdict);
}

/** What is wrong with a score, or null. */
export const scoreFault = (score: number): Result<never> | null =>
  Number.isInteger(score) && score >= 1 && score <= BEST
    ? null
    : refuse('SCORE_RANGE', `A score is a whole number from 1 to ${BEST}.`, {
        field: 'score',
        figures: { least: 1, most: BEST },
      });
