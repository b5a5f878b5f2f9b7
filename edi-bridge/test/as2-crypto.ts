import { createHash } from 'node:crypto';
import { parseEntity } from '../src/channel/as2/mime.ts';
import { type Keyring, unwrap } from '../src/channel/as2/unwrap.ts';
import { payloadEntity } from '../src/channel/as2/wrap.ts';
import { fixture } from './fixtures.ts';
import { openssl, opensslKey, ourKey } from './openssl.ts';

export const LIMIT = 1024 * 1024;
export const NOW = Date.parse('2026-03-01T12:00:00Z');
export const edi = fixture('940-valid.x12');
export const payload = payloadEntity(edi, 'application/EDI-X12', 'order.x12');
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

export const ours = ourKey('QUAYSIDE');
export const theirs = opensslKey('ACME');
export const strangers = opensslKey('MALLORY');
export const keyring = (): Keyring => ({ ours: [ours], theirs: [theirs.certificate] });
export const open = (raw: Buffer, keys = keyring()) =>
  unwrap(parseEntity(raw), { keyring: keys, micDigest: 'sha256', limit: LIMIT });

/** A signed message as OpenSSL makes it, in the name of the partner. */
export const signedByOpenssl = (signer = theirs, ...more: string[]): Buffer =>
  openssl(
    'cms',
    '-sign',
    '-binary',
    '-md',
    'sha256',
    '-signer',
    signer.pem,
    '-inkey',
    signer.keyPem,
    ...more,
    '-in',
    payload.raw,
  );

export const encryptedByOpenssl = (content: Buffer, cipher: string, to = ours, ...more: string[]): Buffer =>
  openssl('cms', '-encrypt', '-binary', cipher, ...more, '-in', content, to.pem);
