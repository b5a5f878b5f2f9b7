import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import { type BaseBlock, GeneralizedTime, Utf8String } from 'asn1js';
import {
  Asn1Error,
  bits,
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

/** A certificate of ours with its key. */
export interface OwnKey {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const COMMON_NAME = '2.5.4.3';
const SUBJECT_KEY_ID = '2.5.29.14';
const RSA_BITS = 3072;
const DAY_MS = 86_400_000;

/** Issuer and serial number as DER, by which a message names a certificate. @throws Asn1Error */
export function issuerAndSerial({ raw }: X509Certificate): { issuer: BaseBlock; serial: BaseBlock } {
  const fields = fieldsOf(raw);
  const [serial, , issuer] = fields;
  if (!serial || !issuer) throw new Asn1Error('the certificate has no issuer');
  return { issuer, serial };
}

/** The subject key identifier, where the certificate has one. */
export function subjectKeyId({ raw }: X509Certificate): Buffer | null {
  const extensions = fieldsOf(raw).find((field) => isContext(field, 3));
  if (!extensions) return null;
  for (const extension of partsOf(explicitly(extensions, 3))) {
    const parts = partsOf(extension);
    if (oidOf(parts[0]) === SUBJECT_KEY_ID) return octetsOf(readBer(octetsOf(parts.at(-1))));
  }
  return null;
}

/** serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo, … without the version. */
function fieldsOf(raw: Buffer): readonly BaseBlock[] {
  const [body] = partsOf(readBer(raw));
  const fields = partsOf(body);
  return isContext(fields[0], 0) ? fields.slice(1) : fields;
}

/** True when a message's signer or recipient (issuer and serial number, or a key identifier) is this certificate. */
export function isNamedBy(certificate: X509Certificate, name: BaseBlock): boolean {
  if (isContext(name, 0)) return subjectKeyId(certificate)?.equals(octetsOf(name)) ?? false;
  const [issuer, serial] = partsOf(name);
  const own = issuerAndSerial(certificate);
  return Boolean(
    issuer && serial && rawOf(issuer).equals(rawOf(own.issuer)) && rawOf(serial).equals(rawOf(own.serial)),
  );
}

/** True for a key that a content key can be wrapped with: an elliptic one only signs. */
export const canBeEncryptedFor = ({ publicKey }: X509Certificate): boolean => publicKey.asymmetricKeyType === 'rsa';

export const isValidAt = (certificate: X509Certificate, at: number): boolean =>
  Date.parse(certificate.validFrom) <= at && at <= Date.parse(certificate.validTo);

/** A new key with a certificate that it has signed itself: AS2 partners pin it, nobody else vouches for it. */
export function selfSigned(
  commonName: string,
  from: number,
  days: number,
  modulusLength = RSA_BITS,
): { certificate: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const algorithm = () => sequence(oid(SHA256_WITH_RSA), nothing());
  const name = () =>
    sequence(setOf(sequence(oid(COMMON_NAME), new Utf8String({ value: commonName }) as unknown as BaseBlock)));
  const time = (at: number) => new GeneralizedTime({ valueDate: new Date(Math.floor(at / 1000) * 1000) });
  const keyId = sequence(oid(SUBJECT_KEY_ID), octets(toDer(octets(randomBytes(20)))));
  // Positive and without a leading zero byte, as DER wants a number.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const body = sequence(
    tagged(0, integer(2)),
    readBer(Buffer.concat([Buffer.from([2, serial.length]), serial])),
    algorithm(),
    name(),
    sequence(time(from), time(from + days * DAY_MS)),
    name(),
    readBer(publicKey.export({ type: 'spki', format: 'der' })),
    tagged(3, sequence(keyId)),
  );
  const signature = sign('sha256', toDer(body), privateKey);
  const certificate = new X509Certificate(toDer(sequence(body, algorithm(), bits(signature))));
  return { certificate: certificate.toString(), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** @throws when the texts are no certificate and key, or not of each other. */
export function ownKey(certificatePem: string, keyPem: string): OwnKey {
  const own = { certificate: new X509Certificate(certificatePem), key: createPrivateKey(keyPem) };
  if (!own.certificate.checkPrivateKey(own.key)) throw new TypeError('the key is not that of the certificate');
  return own;
}
