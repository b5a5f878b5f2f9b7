import type { EventEnvelope } from '@quayside/shared/events/envelope';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import type { EventFilter } from '@quayside/shared/outbox/event-filter';

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
  readonly concerns: (event: EventEnvelope) => boolean;
  readonly filter?: EventFilter;
  /** Reads what the event is about inside the viewer's reach; null is skipped. */
  readonly load: (event: EventEnvelope) => Promise<T | null>;
}

/** Each event of interest, in order, with rights looked at anew per event. Listens from the call on, not from the first `next`. */
export const liveUpdates = <T>(
  ctx: SubgraphContext,
  request: LiveRequest<T>,
): AsyncGenerator<LiveUpdate<T>, void, undefined> =>
  visible(ctx.live.follow(request.after, { ...request.filter, viewer: ctx.viewer }), request);

async function* visible<T>(
  events: ReturnType<SubgraphContext['live']['follow']>,
  request: LiveRequest<T>,
): AsyncGenerator<LiveUpdate<T>, void, undefined> {
  for await (const { cursor, event } of events) {
    if (!request.concerns(event)) continue;
    const about = await request.load(event);
    if (about !== null) yield { cursor, event: event.type, at: event.at, about };
  }
}
