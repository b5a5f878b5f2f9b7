import { reachesAccount } from '@quayside/shared/db/reach';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import type { EventFilter } from '@quayside/shared/outbox/event-filter';
import { mayReadShipments } from './policy.ts';

/** One event with what it is about, as the viewer may see it now. */
export interface LiveUpdate<T> {
  readonly cursor: string;
  readonly event: string;
  readonly at: number;
  readonly about: T;
}

/** What a subscriber wants to hear of. */
export interface LiveRequest<T> {
  readonly after: string | null | undefined;
  /** How the types of its events begin, such as `shipment.`. */
  readonly topic: string;
  /** What is read from the log at all, within the viewer's reach. */
  readonly filter: EventFilter;
  /** A cheap look at the event, before anything is read. */
  readonly concerns?: (event: EventEnvelope) => boolean;
  /** Reads what the event is about inside the viewer's reach; null is skipped. */
  readonly load: (subject: string, cursor: string) => Promise<T | null>;
}

/**
 * Each event of a topic, in order, for as long as the subscriber stays. Listens from the call on, not from the first
 * `next`, so that nothing is missed in between; a cursor of elsewhere is refused at once.
 */
export const liveUpdates = <T>(
  ctx: SubgraphContext,
  request: LiveRequest<T>,
): AsyncGenerator<LiveUpdate<T>, void, undefined> =>
  visibleUpdates(ctx.live.follow(request.after, { ...request.filter, viewer: ctx.viewer }), request);

/** Rights are looked at anew per event. */
async function* visibleUpdates<T>(
  events: ReturnType<SubgraphContext['live']['follow']>,
  request: LiveRequest<T>,
): AsyncGenerator<LiveUpdate<T>, void, undefined> {
  for await (const { cursor, event } of events) {
    if (!event.type.startsWith(request.topic) || request.concerns?.(event) === false) continue;
    const about = await request.load(event.subject, cursor);
    if (about !== null) yield { cursor, event: event.type, at: event.at, about };
  }
}

/**
 * Followers of whole accounts need the right to read, and reach.
 * @throws AppError FORBIDDEN or NOT_FOUND.
 */
export async function admitFollower(
  ctx: SubgraphContext,
  accountId: string | null | undefined,
  what: string,
): Promise<void> {
  if (!mayReadShipments(ctx.viewer)) throw forbidden(`follow ${what}`);
  const known = !accountId || (await ctx.db.read((em) => reachesAccount(em, ctx.viewer, accountId)));
  if (!known) throw notFound('The account');
}
