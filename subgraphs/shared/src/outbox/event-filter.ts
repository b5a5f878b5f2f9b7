import type { EventEnvelope } from '../events/envelope.ts';
import type { Viewer } from '../identity.ts';

/**
 * The events that a subscription can concern at all. The log is read with it in SQL, so that one tenant's subscription
 * does not read another's events; what it lets through, the resolver still looks at.
 */
export interface EventFilter {
  /** As in the envelope: `article.changed.v1`. */
  readonly type?: string;
  readonly subject?: string;
  readonly accountId?: string;
  /** Only events of accounts within this viewer's reach; a link's viewer reaches the events of its shipment. */
  readonly viewer?: Viewer;
}

/** The cheap part of the filter, for an event that is at hand: branches of staff are looked up by whoever loads. */
export function passes({ type, subject, accountId, viewer }: EventFilter, event: EventEnvelope): boolean {
  if (type !== undefined && event.type !== type) return false;
  if (subject !== undefined && event.subject !== subject) return false;
  if (accountId !== undefined && event.accountId !== accountId) return false;
  if (viewer?.reach.kind === 'shipment' && viewer.reach.shipmentId !== event.subject) return false;
  const own = viewer?.reach.kind === 'account' || viewer?.reach.kind === 'shipment' ? viewer.reach.accountId : null;
  return own === null || own === event.accountId;
}
