import { accountOf, scopeKey, type Viewer } from '@quayside/shared/identity';
import type { WebSocket } from 'ws';
import type { Credential, Credentials } from '../credentials.ts';
import type { LiveLimits } from '../limits.ts';

interface LiveSocket {
  credential: Credential;
  readonly renew: () => Promise<Credential | null>;
  checkedAt: number;
  /** The account that the socket was counted for. */
  readonly account: string | null;
}

/** Other rights, or another person: a look through a customer's eyes is a person of its own. */
const seesOther = (now: Viewer, before: Viewer): boolean => now.id !== before.id || scopeKey(now) !== scopeKey(before);

const SWEEP_MS = 1_000;
const UNAUTHORIZED = 4401;
/** The session goes on with other rights: whoever reads this connects again and asks anew. */
const RIGHTS_CHANGED = 4205;
const FORBIDDEN = 4403;
const TOO_MANY = 4429;

/**
 * Every open socket with the credential it was opened with. A socket lives no longer than its credential, and no longer
 * than the rights it was opened with: revocation and change arrive as events; expiry and what got lost are found by the
 * sweep.
 */
export class LiveSockets {
  readonly #sockets = new Map<WebSocket, LiveSocket>();
  readonly #ofCredentials = new Map<string, Set<WebSocket>>();
  readonly #ofAccounts = new Map<string, number>();
  readonly #limits: LiveLimits;
  readonly #now: () => number;
  readonly #recheckMs: number;
  readonly #timer: NodeJS.Timeout;
  readonly #unlisten: readonly (() => void)[];

  constructor(credentials: Credentials, limits: LiveLimits, now: () => number, recheckMs: number) {
    this.#limits = limits;
    this.#now = now;
    this.#recheckMs = recheckMs;
    this.#unlisten = [
      credentials.onRevoked((hash) => this.#closeHolders(hash, FORBIDDEN, 'Revoked')),
      credentials.onChanged((hash) => this.#closeHolders(hash, RIGHTS_CHANGED, 'Rights changed')),
    ];
    this.#timer = setInterval(() => void this.#sweep(), SWEEP_MS);
    this.#timer.unref();
  }

  /** False when the credential, or its account, has too many already: the socket is then closed. */
  add(socket: WebSocket, credential: Credential, renew: () => Promise<Credential | null>): boolean {
    const { hash, kind, viewer } = credential;
    const siblings = this.#ofCredentials.get(hash) ?? new Set();
    const account = accountOf(viewer);
    const ofAccount = account === null ? 0 : (this.#ofAccounts.get(account) ?? 0);
    const { socketsPerCredential, socketsPerAccount } = this.#limits;
    if (siblings.size >= socketsPerCredential[kind] || ofAccount >= socketsPerAccount) {
      socket.close(TOO_MANY, 'Too many connections');
      return false;
    }
    this.#ofCredentials.set(hash, siblings.add(socket));
    if (account !== null) this.#ofAccounts.set(account, ofAccount + 1);
    this.#sockets.set(socket, { credential, renew, checkedAt: Date.now(), account });
    return true;
  }

  remove(socket: WebSocket): void {
    const live = this.#sockets.get(socket);
    if (!live) return;
    this.#sockets.delete(socket);
    const siblings = this.#ofCredentials.get(live.credential.hash);
    siblings?.delete(socket);
    if (siblings?.size === 0) this.#ofCredentials.delete(live.credential.hash);
    if (live.account === null) return;
    const left = (this.#ofAccounts.get(live.account) ?? 1) - 1;
    if (left > 0) this.#ofAccounts.set(live.account, left);
    else this.#ofAccounts.delete(live.account);
  }

  /** Bytes that the holder of a credential has not read yet, on all its sockets. */
  bufferedOf(credential: Credential): number {
    let bytes = 0;
    for (const socket of this.#ofCredentials.get(credential.hash) ?? []) bytes += socket.bufferedAmount;
    return bytes;
  }

  credentialOf(socket: WebSocket): Credential | undefined {
    return this.#sockets.get(socket)?.credential;
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const unlisten of this.#unlisten) unlisten();
    this.#sockets.clear();
    this.#ofCredentials.clear();
    this.#ofAccounts.clear();
  }

  #closeHolders(hash: string, code: number, reason: string): void {
    for (const [socket, live] of this.#sockets) if (live.credential.hash === hash) this.#close(socket, code, reason);
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
      if (!credential) this.#close(socket, FORBIDDEN, 'Revoked');
      else if (seesOther(credential.viewer, live.credential.viewer))
        this.#close(socket, RIGHTS_CHANGED, 'Rights changed');
      else live.credential = credential;
    } catch {
      // Nobody can say at the moment; the next sweep asks again.
    }
  }

  #close(socket: WebSocket, code: number, reason: string): void {
    this.remove(socket);
    socket.close(code, reason);
  }
}
