import { createHash } from 'node:crypto';
import { BoundedCache } from '@quayside/shared/bounded-cache';
import { AppError } from '@quayside/shared/errors';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { SubgraphLinks } from './graph.ts';

export type CredentialKind = 'session' | 'key' | 'link';

/** A secret that was presented, and who it speaks for. */
export interface Credential {
  readonly kind: CredentialKind;
  /** Hex SHA-256 of the secret: how everybody but its holder names it. */
  readonly hash: string;
  readonly viewer: Viewer;
  /** Epoch milliseconds; null when it does not expire. */
  readonly expiresAt: number | null;
}

/** Where each kind of secret is verified. */
const VERIFIERS: Readonly<
  Record<CredentialKind, { readonly subgraph: string; readonly query: string; readonly root: string }>
> = {
  session: {
    subgraph: 'customer',
    query: 'query ($secret: String!) { verifySession(token: $secret) { viewer expiresAt } }',
    root: 'verifySession',
  },
  key: {
    subgraph: 'customer',
    query: 'query ($secret: String!) { verifyApiKey(secret: $secret) { viewer expiresAt } }',
    root: 'verifyApiKey',
  },
  link: {
    subgraph: 'shipment',
    query: 'query ($secret: String!) { verifyTrackingLink(token: $secret) { viewer expiresAt } }',
    root: 'verifyTrackingLink',
  },
};

const REMEMBERED = 5_000;
const REMEMBERED_MS = 2_000;
const LONGEST_SECRET = 512;

interface Known {
  readonly credential: Promise<Credential | null>;
  readonly askedAt: number;
}

/** Verifies secrets once and remembers the outcome for two seconds, or until it is revoked. */
export class Credentials {
  readonly #links: SubgraphLinks;
  readonly #now: () => number;
  readonly #known = new BoundedCache<string, Known>(REMEMBERED);
  readonly #revocationListeners = new Set<(hash: string) => void>();
  readonly #changeListeners = new Set<(hash: string) => void>();

  constructor(links: SubgraphLinks, now: () => number) {
    this.#links = links;
    this.#now = now;
  }

  /**
   * Null for a secret that nobody holds, that has expired or was revoked.
   * @param newerThanMs how old a remembered answer may be.
   */
  async verify(kind: CredentialKind, secret: string, newerThanMs = REMEMBERED_MS): Promise<Credential | null> {
    if (secret === '' || secret.length > LONGEST_SECRET) return null;
    const hash = createHash('sha256').update(secret).digest('hex');
    const known = this.#known.get(hash);
    if (known && Date.now() - known.askedAt < newerThanMs) return this.#current(await known.credential);
    const credential = this.#ask(kind, secret, hash);
    this.#known.set(hash, { credential, askedAt: Date.now() });
    // A failure to ask is not an answer worth remembering.
    credential.catch(() => this.#known.delete(hash));
    return this.#current(await credential);
  }

  /** Forgets a secret at once and tells whoever holds a connection open with it. */
  revoke(hash: string): void {
    this.#known.delete(hash);
    for (const listener of this.#revocationListeners) listener(hash);
  }

  /** Forgets what was known of a secret that still holds, and tells whoever holds a connection open with it. */
  refresh(hash: string): void {
    this.#known.delete(hash);
    for (const listener of this.#changeListeners) listener(hash);
  }

  /** @returns stops listening. */
  onChanged(listener: (hash: string) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** @returns stops listening. */
  onRevoked(listener: (hash: string) => void): () => void {
    this.#revocationListeners.add(listener);
    return () => this.#revocationListeners.delete(listener);
  }

  #current(credential: Credential | null): Credential | null {
    if (credential?.expiresAt !== null && credential && credential.expiresAt <= this.#now()) return null;
    return credential;
  }

  async #ask(kind: CredentialKind, secret: string, hash: string): Promise<Credential | null> {
    const { subgraph, query, root } = VERIFIERS[kind];
    const link = this.#links.get(subgraph);
    if (!link) throw new AppError('UNAVAILABLE', 'Signing in is not possible at the moment.');
    const response = await link.execute({ text: query, variables: { secret } }, systemViewer('gateway'), newId());
    if (response.errors) throw new AppError('UNAVAILABLE', 'Signing in is not possible at the moment.');
    const verified = response.data?.[root] as { viewer: string; expiresAt: string | null } | null | undefined;
    if (!verified) return null;
    return {
      kind,
      hash,
      viewer: JSON.parse(verified.viewer) as Viewer,
      expiresAt: verified.expiresAt === null ? null : Date.parse(verified.expiresAt),
    };
  }
}

/** A tracking link or a key by the first letters of its secret; anything else is no bearer credential of ours. */
export function bearerKind(secret: string): CredentialKind | null {
  if (secret.startsWith('qk_')) return 'key';
  return secret.startsWith('qt_') ? 'link' : null;
}
