import {
  type CipherGCMTypes,
  constants,
  createCipheriv,
  createDecipheriv,
  type DecipherGCM,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type X509Certificate,
} from 'node:crypto';
import type { BaseBlock } from 'asn1js';
import { CIPHER_FACTS, type Cipher, type CipherFacts, cipherOfOid } from './algorithms.ts';
import {
  Asn1Error,
  integer,
  isContext,
  nothing,
  octets,
  octetsOf,
  oid,
  oidOf,
  partsOf,
  rawOf,
  sequence,
  setOf,
  tagged,
  taggedOctets,
  toDer,
} from './asn1.ts';
import { isNamedBy, issuerAndSerial, type OwnKey } from './certificate.ts';
import { ContentType, contentOf, contentTypeOf } from './cms.ts';

const RSA = '1.2.840.113549.1.1.1';
const RSA_OAEP = '1.2.840.113549.1.1.7';
const TAG_BYTES = 16;
const MIN_TAG_BYTES = 12;

/** What could be read, or why not. */
export type Decrypted =
  | { readonly ok: true; readonly content: Buffer; readonly cipher: Cipher }
  | { readonly ok: false; readonly reason: string };

/** Content that only these recipients can read. The key goes by PKCS #1 v1.5, which is what AS2 peers expect. */
export function encrypt(content: Uint8Array, recipients: readonly X509Certificate[], cipher: Cipher): Buffer {
  const facts = CIPHER_FACTS[cipher];
  const [key, iv] = [randomBytes(facts.key), randomBytes(facts.iv)];
  const { encrypted, tag } = enciphered(content, facts, key, iv);
  const parameters = facts.authenticated ? sequence(octets(iv), integer(TAG_BYTES)) : octets(iv);
  const enveloped = sequence(
    integer(0),
    setOf(...recipients.map((certificate) => recipientInfo(certificate, key))),
    sequence(oid(ContentType.data), sequence(oid(facts.oid), parameters), taggedOctets(0, encrypted)),
    ...(tag ? [octets(tag)] : []),
  );
  const type = facts.authenticated ? ContentType.authEnvelopedData : ContentType.envelopedData;
  return toDer(sequence(oid(type), tagged(0, enveloped)));
}

function enciphered(content: Uint8Array, { name, authenticated }: CipherFacts, key: Buffer, iv: Buffer) {
  if (!authenticated) {
    const cipher = createCipheriv(name, key, iv);
    return { encrypted: Buffer.concat([cipher.update(content), cipher.final()]), tag: null };
  }
  const cipher = createCipheriv(name as CipherGCMTypes, key, iv, { authTagLength: TAG_BYTES });
  return { encrypted: Buffer.concat([cipher.update(content), cipher.final()]), tag: cipher.getAuthTag() };
}

function recipientInfo(certificate: X509Certificate, key: Buffer): BaseBlock {
  const { issuer, serial } = issuerAndSerial(certificate);
  const wrapped = publicEncrypt({ key: certificate.publicKey, padding: constants.RSA_PKCS1_PADDING }, key);
  return sequence(integer(0), sequence(issuer, serial), sequence(oid(RSA), nothing()), octets(wrapped));
}

/** Opens what was encrypted for one of our keys. @throws Asn1Error when it is no encrypted message at all. */
export function decrypt(bytes: Uint8Array, keys: readonly OwnKey[]): Decrypted {
  const type = contentTypeOf(bytes);
  const authenticated = type === ContentType.authEnvelopedData;
  const parts = partsOf(contentOf(bytes, authenticated ? type : ContentType.envelopedData));
  const [recipients, encryptedInfo, ...after] = parts.slice(isContext(parts[1], 0) ? 2 : 1);
  const [, algorithm, encrypted] = partsOf(encryptedInfo);
  const [cipherOid, parameters] = partsOf(algorithm);
  const cipher = cipherOfOid(oidOf(cipherOid));
  if (!cipher || CIPHER_FACTS[cipher].authenticated !== authenticated)
    return { ok: false, reason: `its cipher ${oidOf(cipherOid)} is not supported` };
  const facts = CIPHER_FACTS[cipher];
  const iv = octetsOf(authenticated ? partsOf(parameters)[0] : parameters);
  if (iv.length !== facts.iv) throw new Asn1Error('the initial vector has a wrong length');
  const key = contentKey(partsOf(recipients), keys, facts.key);
  if (!key) return { ok: false, reason: 'it is not encrypted for a certificate of ours' };
  try {
    const decipher = authenticated ? gcmDecipher(facts, key, iv, after) : createDecipheriv(facts.name, key, iv);
    return { ok: true, cipher, content: Buffer.concat([decipher.update(octetsOf(encrypted)), decipher.final()]) };
  } catch {
    return { ok: false, reason: 'it cannot be decrypted' };
  }
}

/** After the content come attributes, where there are any, and the tag that covers both. */
function gcmDecipher({ name }: CipherFacts, key: Buffer, iv: Buffer, after: readonly BaseBlock[]): DecipherGCM {
  const attributes = isContext(after[0], 1) ? after[0] : undefined;
  const tag = octetsOf(after[attributes ? 1 : 0]);
  // A tag may be cut to 12 bytes; a shorter one could be guessed.
  if (tag.length < MIN_TAG_BYTES || tag.length > TAG_BYTES) throw new Asn1Error('the tag has a wrong length');
  const decipher = createDecipheriv(name as CipherGCMTypes, key, iv, { authTagLength: tag.length });
  decipher.setAuthTag(tag);
  // Sent under the tag [1], they are authenticated as the SET that they are.
  if (attributes) decipher.setAAD(Buffer.concat([Buffer.from([0x31]), rawOf(attributes).subarray(1)]));
  return decipher;
}

function contentKey(recipients: readonly BaseBlock[], keys: readonly OwnKey[], length: number): Buffer | null {
  for (const recipient of recipients) {
    // Other kinds of recipients are tagged; AS2 peers transport the key by RSA.
    if (isContext(recipient)) continue;
    const [, name, algorithm, wrapped] = partsOf(recipient);
    const own = keys.find(({ certificate }) => name && isNamedBy(certificate, name));
    if (own) return unwrapKey(own, partsOf(algorithm), octetsOf(wrapped), length);
  }
  return null;
}

function unwrapKey({ key }: OwnKey, algorithm: readonly BaseBlock[], wrapped: Buffer, length: number): Buffer | null {
  const type = oidOf(algorithm[0]);
  try {
    if (type === RSA_OAEP) {
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      return privateDecrypt({ key, padding, oaepHash: oaepHash(algorithm[1]) }, wrapped);
    }
    // Node refuses PKCS #1 v1.5 for good reason (CVE-2023-46809); AS2 has nothing else, so the padding is taken off here.
    return type === RSA ? unpadded(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, wrapped), length) : null;
  } catch {
    return null;
  }
}

/**
 * The key behind `00 02 padding 00`. A wrong padding gives a random key instead of an error, and every byte is looked at
 * either way: whoever tries paddings (Bleichenbacher) learns nothing from the answer or from its time.
 */
function unpadded(block: Buffer, length: number): Buffer {
  const substitute = randomBytes(length);
  const start = block.length - length;
  let wrong = start < 11 ? 1 : 0;
  wrong |= (block[0] ?? 1) | ((block[1] ?? 0) ^ 2) | (block[start - 1] ?? 1);
  for (let at = 2; at < start - 1; at++) wrong |= Number(block[at] === 0);
  const mask = wrong === 0 ? 0xff : 0;
  const key = Buffer.alloc(length);
  for (let at = 0; at < length; at++)
    key[at] = ((block[start + at] ?? 0) & mask) | ((substitute[at] ?? 0) & (mask ^ 0xff));
  return key;
}

const OAEP_HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** RSAES-OAEP-params: the hash stands under [0], and SHA-1 where nothing stands. */
function oaepHash(parameters: BaseBlock | undefined): string {
  const hash = parameters ? partsOf(parameters).find((part) => isContext(part, 0)) : undefined;
  return hash ? (OAEP_HASHES[oidOf(partsOf(partsOf(hash)[0])[0])] ?? 'sha1') : 'sha1';
}
