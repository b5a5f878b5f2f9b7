import { holds, type Viewer } from '@quayside/shared/identity';
import { HOUR } from '@quayside/shared/instant';
import { type Refusal, refuse } from '@quayside/shared/result';
import { remarkFault } from '../checks.ts';

/** One look of somebody of the company at the portal as a customer sees it. */
export interface CustomerView {
  readonly id: string;
  /** The session that looks so, in all its windows. */
  readonly sessionId: string;
  readonly memberId: string;
  /** Name of the person, as the customer reads it in its audit log. */
  readonly byName: string;
  readonly accountId: string;
  readonly reason: string;
  readonly locale: string;
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly endsAt: number;
  readonly endedAt: number | null;
}

/** A look is for a question that is asked now; who needs longer says why again. */
export const VIEW_LIFETIME = HOUR;
const SHORTEST_REASON = 3;

export const mayView = (viewer: Viewer): boolean => holds(viewer, 'VIEW_AS_CUSTOMER') && viewer.kind === 'member';

/** The customer reads the reason, so there is one. */
export function reasonFault(reason: string): Refusal | null {
  const fault = remarkFault('reason', reason);
  if (fault || reason.trim().length >= SHORTEST_REASON) return fault;
  const refused = refuse('VIEW_REASON_MISSING', 'Say why you look: the customer reads it.', { field: 'reason' });
  return refused.ok ? null : refused.refusal;
}

export const isOpen = (view: CustomerView, now: number): boolean => view.endedAt === null && view.endsAt > now;

/**
 * Who looks so: exactly what the customer's own administrator reads, and not a word to write. The id is the look's own:
 * nothing that is personal, of the one or the other, belongs to it.
 */
export const viewerOfView = (view: CustomerView, sessionId: string): Viewer => ({
  kind: 'member',
  id: view.id,
  name: view.byName,
  role: 'SHIPPER_ADMINISTRATOR',
  reach: { kind: 'account', accountId: view.accountId },
  scopes: ['read'],
  sessionId,
  viewing: {
    ...{ id: view.id, memberId: view.memberId, by: view.byName, reason: view.reason },
    ...{ since: view.openedAt, until: view.endsAt, locale: view.locale, timeZone: view.timeZone },
  },
});
