import type { EventEnvelope } from './envelope.ts';

export interface BusSubscription {
  stop(): Promise<void>;
}

export interface SubscribeOptions {
  /** The subgraph whose events are wanted. */
  readonly source: string;
  /** Durable name of the consumer; null for a listener that lives as long as this process. */
  readonly consumer: string | null;
  /** Last position the consumer has dealt with: earlier events are not delivered again where the bus can tell. */
  readonly after: number | null;
  /** Called for one event at a time, in order of position. A rejection delivers the event again. */
  readonly handle: (event: EventEnvelope) => Promise<void> | void;
  /** May be called in place of `handle` with several events in order; all of them have their effect, or none. */
  readonly handleMany?: (events: readonly EventEnvelope[]) => Promise<void>;
  /**
   * Called before anything is delivered when `after` lies beyond the source's newest event: the source was put back to
   * an older state. Delivery goes on after `head`; without it, what comes next would be taken for known and skipped.
   */
  readonly onAhead?: (head: number) => Promise<void> | void;
}

/**
 * Carries events between subgraphs, bridge and gateway. Delivery is in order and at least once; a consumer makes its
 * effect happen once with an inbox. The bus is a wake-up, the source's log is the truth.
 */
export interface EventBus {
  /** Resolves when the bus has taken the event. */
  publish(event: EventEnvelope): Promise<void>;
  subscribe(options: SubscribeOptions): Promise<BusSubscription>;
  /** Lets an in-process bus read what a consumer missed; a broker keeps that itself. */
  register(source: string, log: EventReader): void;
  /** Resolves when this process has dealt with what it was given so far, where the bus can tell. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface EventReader {
  /** Events after a position, oldest first. */
  readAfter(position: number, limit: number): Promise<EventEnvelope[]>;
  /** Position of the newest event; 0 for an empty log. */
  head(): Promise<number>;
}
