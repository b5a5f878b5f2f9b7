import type { Client } from 'graphql-ws';
import type { ConversationUpdatedSubscription, TrackingUpdatedSubscription } from '../generated/operations.ts';
import { isAhead } from './cursor.ts';
import { documents } from './documents.ts';
import { Refused, type TrackingGraph } from './graph.ts';
import { liveSocket, waitBefore } from './live-socket.ts';
import type { Conversation, Snapshot, View } from './page-data.ts';

export type Connection = 'live' | 'reconnecting' | 'offline' | 'ended';

export interface Follower {
  readonly token: string;
  readonly graph: TrackingGraph;
  /** Events after this one are wanted. */
  readonly cursor: string;
  /** From where to follow what is said; null when the link opens no conversation. */
  readonly talkCursor: string | null;
  onView(view: View): void;
  onConversation(conversation: Conversation): void;
  onSnapshot(snapshot: Snapshot): void;
  onConnection(connection: Connection): void;
}

/** A page that was hidden for less has missed nothing that its socket would not bring. */
const FRESH_FOR = 10_000;

const saysEnded = (fault: unknown): boolean => fault instanceof Refused && fault.code === 'UNAUTHENTICATED';

/** Keeps the page true until the link ends: resumes after the last event seen, else asks anew. */
export class LiveTracking {
  readonly #follower: Follower;
  readonly #socket: Client;
  /** The socket sends this object again after each reconnect, so the cursor in it moves on with what was seen. */
  readonly #variables: { after: string };
  readonly #abort = new AbortController();
  readonly #talk: { after: string } | null;
  #unsubscribe = () => {};
  #unsubscribeTalk = () => {};
  #failures = 0;
  #heardAt = Date.now();

  constructor(follower: Follower) {
    this.#follower = follower;
    this.#variables = { after: follower.cursor };
    this.#talk = follower.talkCursor === null ? null : { after: follower.talkCursor };
    this.#socket = liveSocket(follower.token, (open) => this.#tell(open ? 'live' : 'reconnecting'));
    const { signal } = this.#abort;
    document.addEventListener('visibilitychange', () => this.#lookAgain(), { signal });
    // The old socket may or may not have survived: a new one resumes where it stopped.
    window.addEventListener('online', () => this.#socket.terminate(), { signal });
    window.addEventListener('offline', () => this.#tell('offline'), { signal });
    this.#subscribe();
  }

  stop(): void {
    this.#abort.abort();
    this.#unsubscribe();
    this.#unsubscribeTalk();
    void this.#socket.dispose();
  }

  get #stopped(): boolean {
    return this.#abort.signal.aborted;
  }

  #tell(connection: Connection): void {
    if (!this.#stopped) this.#follower.onConnection(connection);
  }

  #subscribe(): void {
    this.#subscribeTalk();
    this.#unsubscribe = this.#socket.subscribe<TrackingUpdatedSubscription>(
      { query: documents.trackingUpdated, variables: this.#variables },
      {
        next: ({ data }) => data && this.#hear(data.trackingUpdated),
        error: () => void this.#recover(),
        complete: () => void this.#recover(),
      },
    );
  }

  /** Beside the shipment, on the same socket; when the other breaks for good, both begin anew. */
  #subscribeTalk(): void {
    const variables = this.#talk;
    if (!variables) return;
    this.#unsubscribeTalk();
    this.#unsubscribeTalk = this.#socket.subscribe<ConversationUpdatedSubscription>(
      { query: documents.conversationUpdated, variables },
      {
        next: ({ data }) => {
          if (!data || !isAhead(data.consigneeCaseUpdated.cursor, variables.after)) return;
          variables.after = data.consigneeCaseUpdated.cursor;
          this.#follower.onConversation(data.consigneeCaseUpdated.case);
        },
        error: () => void this.#recover(),
        complete: () => {},
      },
    );
  }

  #hear({ cursor, tracking }: TrackingUpdatedSubscription['trackingUpdated']): void {
    if (!isAhead(cursor, this.#variables.after)) return;
    this.#failures = 0;
    this.#heardAt = Date.now();
    this.#variables.after = cursor;
    this.#follower.onView(tracking);
  }

  /** @param streaming when updates come in beside it, one of them may tell more than the answer. */
  async #refresh(streaming: boolean): Promise<void> {
    const snapshot = await this.#follower.graph.snapshot();
    if (this.#stopped) return;
    this.#heardAt = Date.now();
    // Without a stream the answer is the truth, also where it has a smaller cursor: the server may have been restored.
    if (streaming && isAhead(this.#variables.after, snapshot.liveCursor)) return;
    this.#variables.after = snapshot.liveCursor;
    if (this.#talk && snapshot.conversations) this.#talk.after = snapshot.conversations.liveCursor;
    this.#follower.onSnapshot(snapshot);
  }

  /** The stream broke for a reason that a new socket does not cure: the link ended, or its cursor leads nowhere. */
  async #recover(): Promise<void> {
    if (this.#stopped) return;
    this.#tell('reconnecting');
    let again = () => this.#subscribe();
    try {
      await this.#refresh(false);
    } catch (fault) {
      if (saysEnded(fault)) return this.#end();
      again = () => void this.#recover();
    }
    const wait = waitBefore(this.#failures++);
    setTimeout(() => {
      if (!this.#stopped) again();
    }, wait);
  }

  /** A phone that slept, or was in a tunnel, may hold a socket that died without a word. */
  #lookAgain(): void {
    if (document.visibilityState === 'hidden' || Date.now() - this.#heardAt < FRESH_FOR) return;
    this.#refresh(true).catch((fault: unknown) => {
      if (saysEnded(fault)) this.#end();
    });
  }

  #end(): void {
    this.#tell('ended');
    this.stop();
  }
}
