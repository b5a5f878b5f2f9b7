import { DAY } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { Part } from '../shipment/parts.ts';
import type { Shipment } from '../shipment/shipment.ts';

/** What a link can allow: look, instruct the driver, report damage, rate the delivery, ask about it. */
export const LINK_SCOPES = ['TRACK', 'INSTRUCT', 'REPORT_DAMAGE', 'RATE', 'ASK'] as const;
/** One of them. */
export type LinkScope = (typeof LINK_SCOPES)[number];

/** A capability for one shipment. Only the hash of its token is kept. */
export interface TrackingLink extends Part {
  readonly tokenHash: string;
  readonly scopes: LinkScope[];
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
}

/** What the consignee asks of the driver. */
export interface DeliveryInstruction extends Part {
  readonly text: string;
  readonly by: string;
  readonly at: number;
}

const LIFETIME = 60 * DAY;
const LONGEST_LIFETIME = 400 * DAY;

/** 60 days after the promise: long enough for a late delivery and its complaint. */
export function expiryOf(
  shipment: Pick<Shipment, 'promisedAt' | 'createdAt'>,
  wanted: number | null | undefined,
  now: number,
): Result<number> {
  const expiresAt = wanted ?? Math.max(now, shipment.promisedAt ?? shipment.createdAt) + LIFETIME;
  if (expiresAt <= now) return refuse('EXPIRY_IN_PAST', 'The link would have expired already.', { field: 'expiresAt' });
  if (expiresAt > now + LONGEST_LIFETIME && wanted) {
    return refuse('EXPIRY_TOO_FAR', 'A link lives for at most 400 days.', { field: 'expiresAt' });
  }
  return ok(expiresAt);
}

/** Neither expired nor revoked. */
export const isAlive = (link: Pick<TrackingLink, 'expiresAt' | 'revokedAt'>, now: number): boolean =>
  link.revokedAt === null && link.expiresAt > now;

/** Where the tracking page is. */
export const linkPath = (token: string): string => `/t/${token}`;
