import type { X509Certificate } from 'node:crypto';
import { reasonOf } from '../port.ts';
import type { Cipher, Digest } from './algorithms.ts';
import { Asn1Error } from './asn1.ts';
import type { OwnKey } from './certificate.ts';
import { ContentType, contentTypeOf } from './cms.ts';
import { decompress } from './cms-compress.ts';
import { decrypt } from './cms-encrypt.ts';
import { contentOfSigned, verifyDetached } from './cms-sign.ts';
import type { Disposition } from './disposition.ts';
import { type Mic, micOf } from './mic.ts';
import { decodedBody, type Entity, MimeError, multipartOf, parseEntity, typeOf } from './mime.ts';

/** What a message was wrapped in, and what was in it. */
export interface Unwrapped {
  readonly payload: Buffer;
  readonly entity: Entity;
  readonly mic: Mic;
  readonly signedBy: X509Certificate | null;
  readonly digest: Digest | null;
  readonly cipher: Cipher | null;
  readonly compressed: boolean;
}

/** Why a message could not be opened, in the words of a disposition and in words for a person. */
export interface Failure {
  readonly disposition: Disposition;
  readonly reason: string;
}

export type Opened =
  | { readonly ok: true; readonly value: Unwrapped }
  | { readonly ok: false; readonly failure: Failure };

/** Whom we trust and what we open with. */
export interface Keyring {
  readonly ours: readonly OwnKey[];
  readonly theirs: readonly X509Certificate[];
}

export interface OpeningRules {
  readonly keyring: Keyring;
  /** Of the MIC of a message that is not signed. */
  readonly micDigest: Digest;
  /** Bytes above which nothing is decompressed. */
  readonly limit: number;
}

/** Encrypted, signed and compressed, each once and in any order. */
const MAX_LAYERS = 3;

interface State {
  entity: Entity;
  signedPart: Buffer | null;
  signedBy: X509Certificate | null;
  digest: Digest | null;
  cipher: Cipher | null;
  compressed: boolean;
}

class OpeningError extends Error {
  readonly disposition: Disposition;
  constructor(disposition: Disposition, reason: string) {
    super(reason);
    this.disposition = disposition;
  }
}

/** Takes off what a message is wrapped in, layer by layer. */
export function unwrap(message: Entity, rules: OpeningRules): Opened {
  const state: State = {
    entity: message,
    signedPart: null,
    signedBy: null,
    digest: null,
    cipher: null,
    compressed: false,
  };
  try {
    for (let layer = 0; openLayer(state, rules); layer++)
      if (layer === MAX_LAYERS) throw new OpeningError('unexpected-processing-error', 'it has too many layers');
    return { ok: true, value: { ...resultOf(state, rules), payload: decodedBody(state.entity) } };
  } catch (error) {
    return { ok: false, failure: failureOf(error, state) };
  }
}

/**
 * The MIC is over what was signed; without a signature over the content as it came out of encryption and compression,
 * with its headers; and over the bare body when there was neither (RFC 4130 7.3.1, RFC 5402 4).
 */
function resultOf({ entity, signedPart, signedBy, digest, cipher, compressed }: State, { micDigest }: OpeningRules) {
  const wrapped = cipher !== null || compressed;
  const mic = micOf(signedPart ?? (wrapped ? entity.raw : entity.body), digest ?? micDigest);
  return { entity, mic, signedBy, digest, cipher, compressed };
}

function failureOf(error: unknown, { cipher }: State): Failure {
  if (error instanceof OpeningError) return { disposition: error.disposition, reason: error.message };
  // Whatever else is thrown at bytes from outside says that they are malformed. What comes out of a decryption and is
  // no MIME was decrypted with a wrong key.
  const disposition = cipher ? 'decryption-failed' : 'unexpected-processing-error';
  return { disposition, reason: `it is malformed: ${reasonOf(error)}` };
}

/** Takes one layer off; false when the payload is reached. */
function openLayer(state: State, rules: OpeningRules): boolean {
  const { value, parameters } = typeOf(state.entity);
  if (value === 'multipart/signed') {
    const [content, signature] = multipartOf(state.entity.body, parameters['boundary']);
    if (!content || !signature) throw new MimeError('a signed message has not two parts');
    openSigned(state, content, decodedBody(parseEntity(signature)), rules.keyring);
    return true;
  }
  if (!/^application\/(x-)?pkcs7-mime$/.test(value)) return false;
  const bytes = decodedBody(state.entity);
  switch (contentTypeOf(bytes)) {
    case ContentType.envelopedData:
    case ContentType.authEnvelopedData:
      openEncrypted(state, bytes, rules.keyring);
      return true;
    case ContentType.compressedData:
      openCompressed(state, bytes, rules.limit);
      return true;
    case ContentType.signedData:
      openSigned(state, contentOfSigned(bytes), bytes, rules.keyring);
      return true;
    default:
      throw new Asn1Error('this kind of content is not known');
  }
}

function openSigned(state: State, content: Buffer, signature: Buffer, { theirs }: Keyring): void {
  if (state.signedPart) throw new OpeningError('unexpected-processing-error', 'it is signed twice');
  const signed = verifyDetached(content, signature, theirs);
  if (!signed.ok) {
    const disposition = signed.fault === 'changed' ? 'integrity-check-failed' : 'authentication-failed';
    throw new OpeningError(disposition, signed.reason);
  }
  Object.assign(state, {
    entity: parseEntity(content),
    signedPart: content,
    signedBy: signed.certificate,
    digest: signed.digest,
  });
}

function openEncrypted(state: State, bytes: Buffer, { ours }: Keyring): void {
  if (state.cipher) throw new OpeningError('unexpected-processing-error', 'it is encrypted twice');
  const decrypted = decrypt(bytes, ours);
  if (!decrypted.ok) throw new OpeningError('decryption-failed', decrypted.reason);
  state.cipher = decrypted.cipher;
  state.entity = parseEntity(decrypted.content);
}

function openCompressed(state: State, bytes: Buffer, limit: number): void {
  if (state.compressed) throw new OpeningError('unexpected-processing-error', 'it is compressed twice');
  state.entity = parseEntity(unpacked(bytes, limit));
  state.compressed = true;
}

function unpacked(bytes: Buffer, limit: number): Buffer {
  try {
    return decompress(bytes, limit);
  } catch (error) {
    if (error instanceof Asn1Error) throw error;
    const tooLarge = error instanceof RangeError;
    const reason = tooLarge
      ? `it holds more than ${Math.floor(limit / 1024 / 1024)} MiB when it is decompressed`
      : 'it cannot be decompressed';
    throw new OpeningError(tooLarge ? 'unexpected-processing-error' : 'decompression-failed', reason);
  }
}
