import type { WebSocket } from 'ws';
import type { Credential, Credentials } from '../credentials.ts';

interface LiveSocket {
  credential: Credential;
  readonly renew: () => Promise<Credential | null>;
  checkedAt: number;
}

const SWEEP_MS = 1_000;
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;

/**
 * Every open socket with the credential it was opened with. A socket lives no longer than its credential: revocation
 * arrives as an event; expiry and a revocation that got lost are found by the sweep.
 */
export class LiveSockets {
  readonly #sockets = new Map<WebSocket, LiveSocket>();
  readonly #now: () => number;
  readonly #recheckMs: number;
  readonly #timer: NodeJS.Timeout;
  readonly #unlisten: () => void;

  constructor(credentials: Credentials, now: () => number, recheckMs: number) {
    this.#now = now;
    this.#recheckMs = recheckMs;
    this.#unlisten = credentials.onRevoked((hash) => this.#closeHolders(hash));
    this.#timer = setInterval(() => void this.#sweep(), SWEEP_MS);
    this.#timer.unref();
  }

  add(socket: WebSocket, credential: Credential, renew: () => Promise<Credential | null>): void {
    this.#sockets.set(socket, { credential, renew, checkedAt: Date.now() });
  }

  remove(socket: WebSocket): void {
    this.#sockets.delete(socket);
  }

  credentialOf(socket: WebSocket): Credential | undefined {
    return this.#sockets.get(socket)?.credential;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#unlisten();
    this.#sockets.clear();
  }

  #closeHolders(hash: string): void {
    for (const [socket, live] of this.#sockets)
      if (live.credential.hash === hash) this.#close(socket, FORBIDDEN, 'Revoked');
  }

  async #sweep(): Promise<void> {
    for (const [socket, live] of this.#sockets) {
      const { expiresAt } = live.credential;
      if (expiresAt !== null && expiresAt <= this.#now()) this.#close(socket, UNAUTHORIZED, 'Expired');
      else if (Date.now() - live.checkedAt >= this.#recheckMs) await this.#recheck(socket, live);
    }
  }

  /** Sockets that share a credential share one answer: the credentials remember it for a moment. */
  async #recheck(socket: WebSocket, live: LiveSocket): Promise<void> {
    live.checkedAt = Date.now();
    try {
      const credential = await live.renew();
      if (credential) live.credential = credential;
      else this.#close(socket, FORBIDDEN, 'Revoked');
    } catch {
      // Nobody can say at the moment; the next sweep asks again.
    }
  }

  #close(socket: WebSocket, code: number, reason: string): void {
    this.#sockets.delete(socket);
    socket.close(code, reason);
  }
}
