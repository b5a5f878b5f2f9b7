import { randomBytes, type X509Certificate } from 'node:crypto';
import { CIPHER_FACTS, type Cipher, type Digest, micalgOf } from './algorithms.ts';
import type { OwnKey } from './certificate.ts';
import { compress } from './cms-compress.ts';
import { encrypt } from './cms-encrypt.ts';
import { signDetached } from './cms-sign.ts';
import { type Mic, micOf } from './mic.ts';
import { base64Lines, type Entity, entity, multipartBody } from './mime.ts';

/** How a partner wants its messages. */
export interface Wrapping {
  readonly sign: { readonly by: OwnKey; readonly digest: Digest } | null;
  readonly encrypt: { readonly to: readonly X509Certificate[]; readonly cipher: Cipher } | null;
  readonly compress: 'NONE' | 'BEFORE_SIGNING' | 'AFTER_SIGNING';
}

/** A message ready for HTTP: the headers of the outermost entity, its body, and the MIC that the receiver must find. */
export interface Wrapped {
  readonly message: Entity;
  readonly mic: Mic;
}

/** The file as a MIME entity of its own, byte for byte. */
export const payloadEntity = (bytes: Buffer, contentType: string, fileName: string): Entity =>
  entity(
    [
      { name: 'Content-Type', value: contentType },
      { name: 'Content-Transfer-Encoding', value: 'binary' },
      { name: 'Content-Disposition', value: `attachment; filename="${fileName.replace(/[^ !#-[\]-~]/g, '_')}"` },
    ],
    bytes,
  );

/** Puts a payload into what the partner wants around it: compressed, signed, compressed, encrypted. */
export function wrap(payload: Entity, { sign, encrypt: encryption, compress: when }: Wrapping, at: number): Wrapped {
  const digest = sign?.digest ?? 'sha256';
  let message = payload;
  let signedPart = payload;
  if (when === 'BEFORE_SIGNING') message = compressed(message);
  if (sign) {
    signedPart = message;
    message = signedEntity(message, sign.by, sign.digest, at);
  }
  if (when === 'AFTER_SIGNING') message = compressed(message);
  if (encryption) message = encrypted(message, encryption.to, encryption.cipher);
  const bare = message === payload;
  return { message, mic: micOf(bare ? payload.body : signedPart.raw, digest) };
}

/** A signed entity: the content, and the signature beside it. */
export function signedEntity(content: Entity, by: OwnKey, digest: Digest, at: number): Entity {
  const boundary = `quayside-${randomBytes(16).toString('hex')}`;
  const signature = entity(
    [
      { name: 'Content-Type', value: 'application/pkcs7-signature; name="smime.p7s"' },
      { name: 'Content-Transfer-Encoding', value: 'base64' },
      { name: 'Content-Disposition', value: 'attachment; filename="smime.p7s"' },
    ],
    base64Lines(signDetached(content.raw, by, digest, at)),
  );
  const type = `multipart/signed; protocol="application/pkcs7-signature"; micalg="${micalgOf(digest)}"`;
  return entity(
    [{ name: 'Content-Type', value: `${type}; boundary="${boundary}"` }],
    multipartBody(boundary, [content.raw, signature.raw]),
  );
}

const encrypted = (content: Entity, to: readonly X509Certificate[], cipher: Cipher): Entity =>
  pkcs7(CIPHER_FACTS[cipher].authenticated ? 'authEnveloped-data' : 'enveloped-data', encrypt(content.raw, to, cipher));

const compressed = (content: Entity): Entity => pkcs7('compressed-data', compress(content.raw));

const pkcs7 = (type: string, bytes: Buffer): Entity =>
  entity(
    [
      { name: 'Content-Type', value: `application/pkcs7-mime; smime-type=${type}; name="smime.p7m"` },
      { name: 'Content-Transfer-Encoding', value: 'binary' },
      { name: 'Content-Disposition', value: 'attachment; filename="smime.p7m"' },
    ],
    bytes,
  );
