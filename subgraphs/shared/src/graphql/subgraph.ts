import type { GraphQLSchema } from 'graphql';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { BusSubscription, EventBus } from '../events/bus.ts';
import type { EventEnvelope } from '../events/envelope.ts';
import { asReader, type Viewer } from '../identity.ts';
import { newId } from '../ids.ts';
import { decodeCursor, encodeCursor } from '../live-cursor.ts';
import type { Log } from '../log.ts';
import { EventFeed } from '../outbox/event-feed.ts';
import type { EventFilter } from '../outbox/event-filter.ts';
import { EventLog } from '../outbox/event-log.ts';
import { Relay } from '../outbox/relay.ts';
import { AS_READER, subgraphSchema } from './subgraph-schema.ts';

/** What a use case needs from outside: who asks, the time, the store. */
export interface CommandContext {
  readonly viewer: Viewer;
  readonly correlationId: string;
  readonly now: () => number;
  readonly db: Database;
}

/** What resolvers get, made anew for each fetch so that loaders never outlive it. */
export interface SubgraphContext extends CommandContext {
  /** Live events of this subgraph. */
  readonly live: LiveEvents;
}

/** The subgraph's event feed as subscription resolvers see it. */
export interface LiveEvents {
  /** Cursor of the newest event: read it before the rows, then `after` it nothing is missed. */
  cursor(): Promise<string>;
  /**
   * Events from a client's cursor on (null: from now on), with the cursor to resume from.
   * @param filter what is read at all: give it whatever the scope of the subscription allows.
   * @throws AppError CURSOR_INVALID when the cursor is not one of this subgraph; CURSOR_EXPIRED, at the first event, when
   *   the log cannot be read on from there.
   */
  follow(
    after: string | null | undefined,
    filter?: EventFilter,
  ): AsyncGenerator<{ cursor: string; event: EventEnvelope }, void, undefined>;
}

/** What the surroundings give a subgraph. */
export interface SubgraphDeps {
  /** See `DatabaseOptions.url`. */
  readonly databaseUrl: string;
  readonly bus: EventBus;
  readonly log: Log;
  readonly now?: () => number;
  /** Administration beside a running server: its relay publishes what this process writes. */
  readonly passive?: boolean;
}

/** A running subgraph: its schema, its store, and the machinery that publishes its events. */
export interface Subgraph<Context extends SubgraphContext = SubgraphContext> {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly db: Database;
  readonly log: Log;
  contextFor(viewer: Viewer, options?: ContextOptions): Context;
  /** Waits until what has been committed is published. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface ContextOptions {
  readonly correlationId?: string;
  /** Subscriptions end when the log has been read: how the gateway catches a client up. */
  readonly replayOnly?: boolean;
  /** Ends the subscriptions of this context. */
  readonly signal?: AbortSignal;
}

export interface SubgraphDefinition<Context extends SubgraphContext> {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: object;
  readonly db: Database;
  readonly deps: SubgraphDeps;
  /** Adds the loaders to the base context. */
  readonly context: (base: SubgraphContext) => Context;
  /**
   * Who may read here is decided by more than the `read` scope; the stores see to it. By default nobody without that
   * scope reads anything, not even through the answer of a mutation.
   */
  readonly ownReadRule?: boolean;
  /** Starts the consumers of other subgraphs' events. */
  readonly consumers?: () => Promise<readonly BusSubscription[]>;
}

/** Puts schema, store, relay and feed together and starts them. */
export async function startSubgraph<Context extends SubgraphContext>(
  definition: SubgraphDefinition<Context>,
): Promise<Subgraph<Context>> {
  const { name, db, deps } = definition;
  const readers = new WeakMap<object, Context>();
  const reading = (context: Context): Context => {
    const viewer = asReader(context.viewer);
    if (definition.ownReadRule || viewer === context.viewer) return context;
    const known = readers.get(context) ?? contextOf({ ...context, viewer });
    readers.set(context, known);
    return known;
  };
  const contextOf = (base: SubgraphContext): Context =>
    Object.assign(definition.context(base), { [AS_READER]: reading });
  const schema = subgraphSchema(definition.typeDefs, definition.resolvers);
  const log = deps.log.child({ subgraph: name });
  const eventLog = new EventLog(name, db);
  deps.bus.register(name, eventLog);
  const relay = new Relay({ source: name, db, bus: deps.bus, log });
  const feed = new EventFeed(eventLog, deps.bus);
  if (!deps.passive) {
    await feed.start();
    await relay.start();
  }
  const consumers = deps.passive ? [] : ((await definition.consumers?.()) ?? []);
  return {
    name,
    schema,
    db,
    log,
    contextFor: (viewer, options = {}) =>
      contextOf({
        viewer,
        correlationId: options.correlationId ?? newId(),
        now: deps.now ?? Date.now,
        db,
        live: liveEvents(name, feed, options),
      }),
    settle: async () => (deps.passive ? undefined : relay.settle()),
    stop: async () => {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await feed.stop();
      await relay.stop();
      await db.close();
    },
  };
}

function liveEvents(source: string, feed: EventFeed, { replayOnly, signal }: ContextOptions): LiveEvents {
  const position = (cursor: string): number => {
    const decoded = decodeCursor(source, cursor);
    if (decoded === null)
      throw new AppError('CURSOR_INVALID', `"${cursor.slice(0, 64)}" is not a cursor of this subscription.`);
    return decoded;
  };
  return {
    cursor: async () => encodeCursor(source, await feed.head()),
    follow: (after, filter = {}) => {
      const from = { after: after ? position(after) : null, filter, replayOnly: replayOnly ?? false };
      return withCursors(source, feed.follow(signal ? { ...from, signal } : from));
    },
  };
}

async function* withCursors(
  source: string,
  events: AsyncGenerator<EventEnvelope, void, undefined>,
): AsyncGenerator<{ cursor: string; event: EventEnvelope }, void, undefined> {
  for await (const event of events) yield { cursor: encodeCursor(source, event.position), event };
}
