import { type Client, createClient, type Sink, type SubscribePayload } from 'graphql-ws';
import { type Bookmark, bookmark } from './resume.ts';

/** idle: nobody listens. lost: the socket broke and we are trying again. */
export type Connection = 'idle' | 'connecting' | 'connected' | 'lost';

export interface LiveSettings {
  readonly url: string;
  /** The server has ended the session: only a new sign-in helps. */
  readonly onSessionEnded: () => void;
  /** The session goes on, and may see other things now than what is on screen. */
  readonly onRightsChanged?: () => void;
  readonly webSocketImpl?: unknown;
  /** Milliseconds to wait before the nth attempt. */
  readonly backoff?: (attempt: number) => number;
}

export interface LiveClient {
  subscribe(payload: SubscribePayload, sink: Sink): () => void;
  connection(): Connection;
  onConnection(listener: () => void): () => void;
  /** Called when the socket is back and some subscription had no cursor to resume from: read again. */
  onGap(listener: () => void): () => void;
  /** The network is gone: do not wait until the silent socket is noticed. */
  interrupt(): void;
  stop(): void;
}

const PONG_WITHIN = 5_000;
/** The attempt from which on waiting grows no longer. */
const SLOWEST = 6;
const SESSION_ENDED = [4401, 4403];
/** The session goes on with other rights. */
const RIGHTS_CHANGED = 4205;
/** Too many sockets of this session: one of its other windows has to go first. */
const TOO_MANY = 4429;
const CURSOR_REFUSED = ['CURSOR_EXPIRED', 'CURSOR_INVALID'];

/** Half of the delay is fixed and half is chance, so a restarted server is not met by everyone at once. */
const jitteredBackoff = (attempt: number): number => {
  const full = Math.min(10_000, 250 * 2 ** attempt);
  return full / 2 + Math.random() * (full / 2);
};

class Listeners {
  private readonly all = new Set<() => void>();
  add = (listener: () => void): (() => void) => {
    this.all.add(listener);
    return () => this.all.delete(listener);
  };
  tell = (): void => {
    for (const listener of this.all) listener();
  };
}

// graphql-ws notices a silent socket only by itself being told: it sends pings, but waits for no pong.
function watchdog(terminate: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ping: (received: boolean) => {
      if (!received) timer = setTimeout(terminate, PONG_WITHIN);
    },
    pong: (received: boolean) => {
      if (received) clearTimeout(timer);
    },
    closed: () => clearTimeout(timer),
  };
}

/** One socket for the whole portal. It reconnects for ever, resumes every subscription and says how it is. */
export function createLiveClient(settings: LiveSettings): LiveClient {
  const connections = new Listeners();
  const gaps = new Listeners();
  const open = new Set<Bookmark>();
  let connection: Connection = 'idle';
  const become = (next: Connection) => {
    if (next === connection) return;
    connection = next;
    connections.tell();
  };
  const backoff = settings.backoff ?? jitteredBackoff;
  const dog = watchdog(() => client.terminate());
  const client: Client = createClient({
    url: settings.url,
    ...(settings.webSocketImpl ? { webSocketImpl: settings.webSocketImpl } : {}),
    lazyCloseTimeout: 5_000,
    keepAlive: 12_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (attempt) => new Promise((resolve) => setTimeout(resolve, backoff(attempt))),
    shouldRetry: (cause) => !(isClose(cause) && SESSION_ENDED.includes(cause.code)),
    on: {
      connecting: (isRetry) => become(isRetry ? 'lost' : 'connecting'),
      connected: (_socket, _payload, wasRetry) => {
        become('connected');
        if (wasRetry && [...open].some((each) => !each.canResume())) gaps.tell();
      },
      ping: dog.ping,
      pong: dog.pong,
      closed: (event) => {
        dog.closed();
        become(open.size > 0 ? 'lost' : 'idle');
        if (isClose(event) && SESSION_ENDED.includes(event.code)) settings.onSessionEnded();
        if (isClose(event) && event.code === RIGHTS_CHANGED) settings.onRightsChanged?.();
      },
    },
  });
  return {
    subscribe: (payload, sink) =>
      follow({ client, open, tellGap: gaps.tell, wait: () => backoff(SLOWEST) }, payload, sink),
    connection: () => connection,
    onConnection: connections.add,
    onGap: gaps.add,
    interrupt: () => client.terminate(),
    stop: () => void client.dispose(),
  };
}

const isClose = (cause: unknown): cause is { code: number } =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'number';

interface Following {
  readonly client: Client;
  readonly open: Set<Bookmark>;
  readonly tellGap: () => void;
  /** Milliseconds until a place may be free. */
  readonly wait: () => number;
}

/**
 * Starts one subscription. A cursor that the server does not take is dropped, and the page reads again; where there is
 * no room for another socket, it asks again after a while.
 */
function follow(following: Following, payload: SubscribePayload, sink: Sink): () => void {
  const { client, open, tellGap, wait } = following;
  const place = bookmark(payload);
  open.add(place);
  let leave: () => void = () => {};
  leave = client.subscribe(place.payload, {
    next: (result) => {
      place.keep(result.data);
      sink.next(result);
    },
    error: (error) => {
      open.delete(place);
      if (isCursorRefused(error)) {
        leave = follow(following, { ...payload, variables: { ...payload.variables, after: null } }, sink);
        return tellGap();
      }
      if (!isClose(error) || error.code !== TOO_MANY) return sink.error(error);
      const timer = setTimeout(() => {
        leave = follow(following, place.payload, sink);
        if (!place.canResume()) tellGap();
      }, wait());
      leave = () => clearTimeout(timer);
    },
    complete: () => {
      open.delete(place);
      sink.complete();
    },
  });
  return () => {
    open.delete(place);
    leave();
  };
}

const isCursorRefused = (error: unknown): boolean =>
  Array.isArray(error) && error.some((each) => CURSOR_REFUSED.includes(each?.extensions?.code));
