import { X509Certificate } from 'node:crypto';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { canBeEncryptedFor, type OwnKey, ownKey, selfSigned } from './as2/certificate.ts';
import type { Keyring } from './as2/unwrap.ts';
import { byTurn, type Channel, type ChannelCertificate, type ChannelSecrets } from './channel.ts';

/** A certificate as it is kept on file, and the key that belongs to it where it is ours. */
export interface Filed {
  readonly certificate: ChannelCertificate;
  readonly key: string | null;
}

const SUBJECT_LENGTH = 160;
/** Shorter RSA keys protect nothing any more. */
const RSA_BITS = 2048;

/** Takes a certificate on file; one of ours comes with its key. */
export function fileCertificate(owner: ChannelCertificate['owner'], pem: string, key: string | null): Result<Filed> {
  const field = 'addCertificate';
  if (owner === 'OURS' && !key)
    return refuse('CERTIFICATE_WITHOUT_KEY', 'A certificate of ours needs its private key.', { field });
  try {
    const parsed = new X509Certificate(pem);
    if (key) ownKey(pem, key);
    const type = parsed.publicKey.asymmetricKeyType;
    const bits = parsed.publicKey.asymmetricKeyDetails?.modulusLength ?? RSA_BITS;
    if (bits < RSA_BITS)
      return refuse('CERTIFICATE_UNUSABLE', `A key of ${bits} bits is too weak; it has at least ${RSA_BITS}.`, {
        field,
      });
    if (type !== 'rsa' && type !== 'ec')
      return refuse('CERTIFICATE_UNUSABLE', `A certificate with a key of the kind ${type} cannot be used.`, { field });
    return ok({ certificate: filed(owner, parsed), key });
  } catch {
    const fix = 'Paste the text from -----BEGIN CERTIFICATE----- on, and the key that belongs to it.';
    return refuse('CERTIFICATE_UNREADABLE', 'This is no certificate, or the key is not its own.', { field, fix });
  }
}

/** A new key and certificate of ours. */
export function newCertificate(commonName: string, now: number, days: number): Filed {
  const { certificate, key } = selfSigned(commonName, now, days);
  return { certificate: filed('OURS', new X509Certificate(certificate)), key };
}

const filed = (owner: ChannelCertificate['owner'], parsed: X509Certificate): ChannelCertificate => ({
  owner,
  pem: parsed.toString(),
  fingerprint: parsed.fingerprint256,
  subject: parsed.subject.replaceAll('\n', ', ').slice(0, SUBJECT_LENGTH),
  validFrom: Date.parse(parsed.validFrom),
  validTo: Date.parse(parsed.validTo),
});

/** The certificates of a channel that its settings have a use for: encryption (RFC 5652, 6.2.1) needs RSA keys. */
export const usableFor = (
  { settings, certificates }: Pick<Channel, 'settings' | 'certificates'>,
  owner: ChannelCertificate['owner'],
): readonly ChannelCertificate[] =>
  owner === 'OURS' || !settings.as2?.encrypt
    ? certificates
    : certificates.filter(({ pem }) => canBeEncryptedFor(new X509Certificate(pem)));

/** What encrypts for a partner needs one certificate with an RSA key among those that the partner gave. */
export function checkEncryption(channel: Pick<Channel, 'settings' | 'certificates'>, now: number, field: string) {
  const theirs = (list: readonly ChannelCertificate[]) =>
    list.filter(({ owner, validTo }) => owner === 'THEIRS' && validTo > now);
  if (theirs(channel.certificates).length === 0 || theirs(usableFor(channel, 'THEIRS')).length > 0) return ok(true);
  return refuse(
    'CERTIFICATE_CANNOT_ENCRYPT',
    'An elliptic key can check signatures, but nothing is encrypted for it.',
    {
      field,
      fix: 'Ask the partner for a certificate with an RSA key to encrypt for, or send signed only (encrypt: null).',
    },
  );
}

/** Certificates and keys that are valid now, in the order of their use: during a roll-over each side has two. */
export function keyringOf(
  { certificates }: Pick<Channel, 'certificates'>,
  secrets: ChannelSecrets,
  now: number,
): Keyring {
  const valid = certificates.filter(({ validFrom, validTo }) => validFrom <= now && now < validTo);
  const of = (owner: ChannelCertificate['owner']) => valid.filter((one) => one.owner === owner).sort(byTurn);
  return {
    ours: of('OURS').flatMap((one) => own(one, secrets)),
    theirs: of('THEIRS').map(({ pem }) => new X509Certificate(pem)),
  };
}

function own({ pem, fingerprint }: ChannelCertificate, { keys }: ChannelSecrets): OwnKey[] {
  const key = keys?.[fingerprint];
  return key ? [ownKey(pem, key)] : [];
}
