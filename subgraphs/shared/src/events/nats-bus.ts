import { setTimeout as sleep } from 'node:timers/promises';
import {
  AckPolicy,
  type Consumer,
  type ConsumerMessages,
  DeliverPolicy,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
} from '@nats-io/jetstream';
import { connect, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import type { Log } from '../log.ts';
import type { BusSubscription, EventBus, EventReader, SubscribeOptions } from './bus.ts';
import type { EventEnvelope } from './envelope.ts';

const STREAM = 'EVENTS';
const RETRY_MS = 200;
const NANOS_PER_MS = 1_000_000;
/** A dead process's event waits so long for its heir; a slow one gets it twice and knows its position. */
const ACK_WAIT_MS = 5_000;
/** Time for a source's service to tell the head of its log. */
const HEAD_MS = 1_000;
const headSubject = (source: string): string => `head.${source}`;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * The bus between processes: one JetStream stream, subject `ev.<source>.<aggregate>`. What a broker says it took may
 * still be lost with its disk, so nobody outside is ever told "received" because of it; the source's log stays the truth.
 */
export class NatsBus implements EventBus {
  readonly #connection: NatsConnection;
  readonly #client: JetStreamClient;
  readonly #manager: JetStreamManager;
  readonly #log: Log;
  readonly #readers = new Set<Reader>();
  readonly #answers: Subscription[] = [];

  private constructor(connection: NatsConnection, manager: JetStreamManager, log: Log) {
    this.#connection = connection;
    this.#client = jetstream(connection);
    this.#manager = manager;
    this.#log = log;
  }

  /**
   * Connects and makes the stream where it is missing.
   * @param url `nats://` or `tls://`, with `user:password@` where the broker asks for it.
   */
  static async connect(url: string, log: Log): Promise<NatsBus> {
    // The client does not read a login or TLS from the address itself.
    const { protocol, host, username, password } = new URL(url);
    const connection = await connect({
      servers: host,
      name: 'quayside',
      maxReconnectAttempts: -1,
      ...(username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : {}),
      ...(protocol === 'tls:' ? { tls: {} } : {}),
    });
    const manager = await jetstreamManager(connection);
    await ensureStream(manager);
    return new NatsBus(connection, manager, log);
  }

  async publish(event: EventEnvelope): Promise<void> {
    // The message id lets the broker drop what the relay sends twice within its window.
    await this.#client.publish(`ev.${event.source}.${event.subject}`, JSON.stringify(event), { msgID: event.id });
  }

  async subscribe(options: SubscribeOptions): Promise<BusSubscription> {
    const consumer = options.consumer ? await this.#durable(options, options.consumer) : await this.#listener(options);
    const messages = await consumer.consume({ max_messages: 100 });
    const reader = new Reader(options, messages, () => this.#head(options.source), this.#log);
    this.#readers.add(reader);
    return {
      stop: async () => {
        this.#readers.delete(reader);
        await reader.stop();
      },
    };
  }

  /** The broker keeps what a consumer missed; of the source's log only the head is asked, by any process. */
  register(source: string, log: EventReader): void {
    const answering = this.#connection.subscribe(headSubject(source), {
      callback: (error, message) => {
        if (error) return;
        log.head().then(
          (head) => message.respond(String(head)),
          (fault: unknown) => this.#log.warn({ err: fault, source }, 'head of the log not told'),
        );
      },
    });
    this.#answers.push(answering);
  }

  /** Null while the source's service is not there to tell. */
  async #head(source: string): Promise<number | null> {
    try {
      const answer = await this.#connection.request(headSubject(source), '', { timeout: HEAD_MS });
      return Number(answer.string());
    } catch {
      return null;
    }
  }

  /** Only the broker knows what is still on its way. */
  async settle(): Promise<void> {}

  async close(): Promise<void> {
    await Promise.all([...this.#readers].map((reader) => reader.stop()));
    this.#readers.clear();
    for (const answering of this.#answers.splice(0)) answering.unsubscribe();
    // What has been acknowledged or given back must leave before the connection does.
    await this.#connection.drain();
  }

  async #durable({ source, after }: SubscribeOptions, consumer: string): Promise<Consumer> {
    const name = `${consumer}-${source}`.replace(/[^A-Za-z0-9_-]/g, '_');
    await this.#manager.consumers.add(STREAM, {
      durable_name: name,
      // One text, not a list: lists need server 2.10.
      filter_subject: `ev.${source}.>`,
      deliver_policy: after === null ? DeliverPolicy.New : DeliverPolicy.All,
      ack_policy: AckPolicy.Explicit,
      ack_wait: ACK_WAIT_MS * NANOS_PER_MS,
      // One at a time: an event that fails is delivered again before the next one.
      max_ack_pending: 1,
    });
    return this.#client.consumers.get(STREAM, name);
  }

  #listener({ source, after }: SubscribeOptions): Promise<Consumer> {
    return this.#client.consumers.get(STREAM, {
      filter_subjects: `ev.${source}.>`,
      deliver_policy: after === null ? DeliverPolicy.New : DeliverPolicy.All,
    });
  }
}

/** Hands one subscription's events to its handler, one at a time. */
class Reader {
  readonly #options: SubscribeOptions;
  readonly #messages: ConsumerMessages;
  readonly #log: Log;
  readonly #running: Promise<void>;
  readonly #head: () => Promise<number | null>;
  #position: number;
  /** That the position is one which the source has reached. */
  #placed: boolean;
  #stopped = false;

  constructor(options: SubscribeOptions, messages: ConsumerMessages, head: () => Promise<number | null>, log: Log) {
    this.#options = options;
    this.#messages = messages;
    this.#head = head;
    this.#log = log;
    this.#placed = !options.after;
    this.#position = options.after ?? 0;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#messages.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      await this.#place(Number.POSITIVE_INFINITY);
      for await (const message of this.#messages) {
        if (this.#stopped) return;
        await this.#deal(message);
      }
    } catch (error) {
      if (!this.#stopped) this.#log.error({ err: error, source: this.#options.source }, 'bus subscription ended');
    }
  }

  /** Compares the position with the source's head; when the source cannot tell, the next known event asks again. */
  async #place(arrived: number): Promise<void> {
    if (this.#placed) return;
    const head = await this.#head();
    if (head === null) return;
    this.#placed = true;
    if (head >= this.#position) return;
    const { source, consumer, onAhead } = this.#options;
    const position = Math.min(head, arrived - 1);
    this.#log.error({ source, consumer, position: this.#position, head }, 'consumer was ahead of its source, set back');
    await onAhead?.(position);
    this.#position = position;
  }

  async #deal(message: JsMsg): Promise<void> {
    const event = message.json<EventEnvelope>();
    // What looks known may be new when the source was put back while nobody could tell its head.
    if (event.position <= this.#position) await this.#place(event.position);
    while (event.position > this.#position && !this.#stopped) {
      try {
        await this.#options.handle(event);
        this.#position = event.position;
      } catch (error) {
        const { consumer } = this.#options;
        this.#log.error({ err: error, event: event.id, consumer }, 'event handler failed, will retry');
        message.working();
        await sleep(RETRY_MS);
      }
    }
    // Without the acknowledgement the broker delivers the event to the next process with this consumer's name. A NAK
    // would be faster, but server 2.9 loses the redelivery when it meets nobody, and then waits all the same.
    if (this.#options.consumer && event.position <= this.#position) message.ack();
  }
}

async function ensureStream(manager: JetStreamManager): Promise<void> {
  try {
    await manager.streams.info(STREAM);
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
    await manager.streams.add({
      name: STREAM,
      subjects: ['ev.>'],
      retention: RetentionPolicy.Limits,
      max_age: KEPT_MS * NANOS_PER_MS,
    });
  }
}
