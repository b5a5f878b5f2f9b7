import { notFound } from '@quayside/shared/errors';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import type { EventFilter } from '@quayside/shared/outbox/event-filter';
import type { ServiceItem } from './item.ts';
import type { ItemStore } from './store.ts';

interface Followed {
  readonly cursor: string;
  readonly event: EventEnvelope;
}
type Events = AsyncGenerator<Followed, void, undefined>;

/**
 * Events of cases, claims and work orders, from the call on. That staff talk among themselves is nobody else's news.
 */
export const followItems = (
  ctx: SubgraphContext,
  after: string | null | undefined,
  filter: EventFilter = { viewer: ctx.viewer },
): Events => itemEvents(ctx.live.follow(after, filter), isStaff(ctx.viewer));

async function* itemEvents(events: Events, staff: boolean): Events {
  for await (const followed of events) {
    const facts = followed.event.data as { kind?: string; internal?: boolean };
    if (facts.kind && (staff || !facts.internal)) yield followed;
  }
}

/** An update as a subscription answers it. */
export interface ItemUpdate<Item> {
  readonly cursor: string;
  readonly event: string;
  readonly at: number;
  readonly item: Item;
}

/**
 * The updates of one item, each with the item as it is then, made into answers.
 * @throws AppError NOT_FOUND when it is out of reach.
 */
export async function followItem<Item extends ServiceItem, Answer>(
  ctx: SubgraphContext,
  store: ItemStore<Item>,
  wanted: { id: string; what: string; after: string | null | undefined },
  answer: (update: ItemUpdate<Item>) => Answer,
): Promise<AsyncGenerator<Answer, void, undefined>> {
  const find = () => ctx.db.read((em) => store.find(em, ctx.viewer, wanted.id));
  if (!(await find())) throw notFound(wanted.what);
  return updates(followItems(ctx, wanted.after, { subject: wanted.id }), find, answer);
}

async function* updates<Item, Answer>(
  events: Events,
  find: () => Promise<Item | null>,
  answer: (update: ItemUpdate<Item>) => Answer,
): AsyncGenerator<Answer, void, undefined> {
  for await (const { cursor, event } of events) {
    // Read again within the viewer's reach: an account that moved to another branch takes its news along.
    const item = await find();
    if (item) yield answer({ cursor, event: event.type, at: event.at, item });
  }
}

/** The queue's updates for one of the staff. */
export async function* queueUpdates<Item>(
  events: Events,
  find: (id: string) => Promise<Item | null>,
): AsyncGenerator<{ queueUpdated: ItemUpdate<Item> }, void, undefined> {
  for await (const { cursor, event } of events) {
    const item = await find(event.subject);
    if (item) yield { queueUpdated: { cursor, event: event.type, at: event.at, item } };
  }
}
