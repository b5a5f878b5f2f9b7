import { createHash, sign, verify, type X509Certificate } from 'node:crypto';
import { type BaseBlock, UTCTime } from 'asn1js';
import { DIGEST_OIDS, type Digest, digestOfOid } from './algorithms.ts';
import {
  explicitly,
  integer,
  isContext,
  nothing,
  octets,
  octetsOf,
  oid,
  oidOf,
  partsOf,
  rawOf,
  readBer,
  sequence,
  setOf,
  tagged,
  toDer,
} from './asn1.ts';
import { isNamedBy, issuerAndSerial, type OwnKey } from './certificate.ts';
import { ContentType, contentOf } from './cms.ts';

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const RSA = '1.2.840.113549.1.1.1';
const ECDSA: Readonly<Record<Digest, string>> = {
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};

/** Who signed and how, or why the signature does not hold. */
export type Signed =
  | { readonly ok: true; readonly certificate: X509Certificate; readonly digest: Digest }
  | { readonly ok: false; readonly fault: 'unknown-signer' | 'changed' | 'wrong-signature'; readonly reason: string };

/** A detached CMS signature over content, with the signer's certificate in it. */
export function signDetached(content: Uint8Array, { certificate, key }: OwnKey, digest: Digest, at: number): Buffer {
  const hash = createHash(digest).update(content).digest();
  const attributes = [
    sequence(oid(CONTENT_TYPE), setOf(oid(ContentType.data))),
    sequence(oid(SIGNING_TIME), setOf(new UTCTime({ valueDate: new Date(Math.floor(at / 1000) * 1000) }))),
    sequence(oid(MESSAGE_DIGEST), setOf(octets(hash))),
  ];
  const signedSet = setOf(...attributes);
  const { issuer, serial } = issuerAndSerial(certificate);
  const signatureOid = key.asymmetricKeyType === 'ec' ? ECDSA[digest] : RSA;
  const signer = sequence(
    integer(1),
    sequence(issuer, serial),
    sequence(oid(DIGEST_OIDS[digest]), nothing()),
    tagged(0, ...partsOf(signedSet)),
    key.asymmetricKeyType === 'ec' ? sequence(oid(signatureOid)) : sequence(oid(signatureOid), nothing()),
    octets(sign(digest, toDer(signedSet), key)),
  );
  const signedData = sequence(
    integer(1),
    setOf(sequence(oid(DIGEST_OIDS[digest]), nothing())),
    sequence(oid(ContentType.data)),
    tagged(0, readBer(certificate.raw)),
    setOf(signer),
  );
  return toDer(sequence(oid(ContentType.signedData), tagged(0, signedData)));
}

/**
 * Checks a CMS signature over content against the certificates that are trusted; one that came in the message proves
 * nothing. @throws Asn1Error when it is no signature at all.
 */
export function verifyDetached(
  content: Uint8Array,
  signature: Uint8Array,
  trusted: readonly X509Certificate[],
): Signed {
  const { signers } = signedDataOf(signature);
  let failed: Signed = { ok: false, fault: 'unknown-signer', reason: 'it is not signed with a certificate on file' };
  for (const signer of signers) {
    const parts = partsOf(signer);
    const certificates = trusted.filter((certificate) => parts[1] && isNamedBy(certificate, parts[1]));
    for (const certificate of certificates) {
      const outcome = verifySigner(parts, content, certificate);
      if (outcome.ok) return outcome;
      failed = outcome;
    }
  }
  return failed;
}

/** Content that a signature carries within itself. @throws Asn1Error */
export function contentOfSigned(signature: Uint8Array): Buffer {
  return octetsOf(explicitly(partsOf(signedDataOf(signature).encapsulated)[1], 0));
}

function signedDataOf(bytes: Uint8Array): { encapsulated: BaseBlock | undefined; signers: readonly BaseBlock[] } {
  const parts = partsOf(contentOf(bytes, ContentType.signedData));
  return { encapsulated: parts[2], signers: partsOf(parts.at(-1)) };
}

function verifySigner(parts: readonly BaseBlock[], content: Uint8Array, certificate: X509Certificate): Signed {
  const digest = digestOfOid(oidOf(partsOf(parts[2])[0]));
  if (!digest) return { ok: false, fault: 'wrong-signature', reason: 'its digest algorithm is not supported' };
  const attributes = isContext(parts[3], 0) ? parts[3] : undefined;
  const signature = octetsOf(parts[attributes ? 5 : 4]);
  const hash = createHash(digest).update(content).digest();
  if (attributes && !attributeOctets(attributes, MESSAGE_DIGEST).equals(hash))
    return { ok: false, fault: 'changed', reason: 'the content is not what was signed' };
  // The attributes are sent under the tag [0] and signed as the SET that they are.
  const signed = attributes ? Buffer.concat([Buffer.from([0x31]), rawOf(attributes).subarray(1)]) : content;
  const right = verify(digest, signed, certificate.publicKey, signature);
  if (right) return { ok: true, certificate, digest };
  return attributes
    ? { ok: false, fault: 'wrong-signature', reason: 'the signature is not that of the certificate' }
    : { ok: false, fault: 'changed', reason: 'the signature does not fit the content' };
}

function attributeOctets(attributes: BaseBlock, type: string): Buffer {
  const attribute = partsOf(attributes).find((one) => oidOf(partsOf(one)[0]) === type);
  return attribute ? octetsOf(partsOf(partsOf(attribute)[1])[0]) : Buffer.alloc(0);
}
