import { createHash } from 'node:crypto';
import { type Digest, digestNamed, micalgOf } from './algorithms.ts';

/** The hash of the content as the receiver saw it. */
export interface Mic {
  readonly digest: Digest;
  readonly value: string;
}

export const micOf = (bytes: Uint8Array, digest: Digest): Mic => ({
  digest,
  value: createHash(digest).update(bytes).digest('base64'),
});

/** `K2Fx…=, sha-256`. */
export const writtenMic = ({ value, digest }: Mic): string => `${value}, ${micalgOf(digest)}`;

export function readMic(text: string | null): Mic | null {
  const [value = '', name = ''] = (text ?? '').split(',').map((part) => part.trim());
  const digest = digestNamed(name || 'sha1');
  return value && digest ? { value, digest } : null;
}
