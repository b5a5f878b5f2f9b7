import { ok, type Result, refuse } from '@quayside/shared/result';
import type { Cipher, Digest } from './as2/algorithms.ts';
import { as2Name } from './as2/names.ts';

/** How what we send reaches a partner. What a partner sends comes by every way that is set up. */
export const CHANNEL_KINDS = ['MAILBOX', 'HTTPS', 'SFTP', 'AS2'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** The partner logs in to our SFTP server and sees its own mailbox. */
export interface LoginSettings {
  readonly user: string;
  /** In OpenSSH's form: `ssh-ed25519 AAAA… comment`. */
  readonly publicKeys: readonly string[];
}

/** A server of the partner's that we fetch from and put to. */
export interface SftpSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** `SHA256:…` as ssh-keygen prints it; two while the partner changes its key. */
  readonly hostKeys: readonly string[];
  /** Where we fetch; null when we only put. */
  readonly fetchFrom: string | null;
  readonly putInto: string;
}

export interface HttpsSettings {
  readonly url: string;
}

export interface As2Settings {
  readonly theirName: string;
  readonly ourName: string;
  readonly url: string;
  readonly sign: Digest | null;
  readonly encrypt: Cipher | null;
  readonly compress: 'NONE' | 'BEFORE_SIGNING' | 'AFTER_SIGNING';
  readonly mdn: 'SYNC' | 'ASYNC' | 'NONE';
  readonly mdnSigned: boolean;
  readonly demandSigned: boolean;
  readonly demandEncrypted: boolean;
  /** Old algorithms of a partner that has no others: SHA-1, 3DES. */
  readonly acceptSha1: boolean;
  readonly accept3des: boolean;
  /** Hosts beside that of `url` where an asynchronous MDN may be sent. */
  readonly mdnHosts: readonly string[];
}

/** What most partners want of AS2; the schema says the same. */
export const usualAs2 = {
  sign: 'sha256',
  encrypt: 'aes128-cbc',
  compress: 'NONE',
  mdn: 'SYNC',
  mdnSigned: true,
  demandSigned: true,
  demandEncrypted: true,
  acceptSha1: false,
  accept3des: false,
  mdnHosts: [],
} as const satisfies Partial<As2Settings>;

/** All ways that are set up for a partner. */
export interface ChannelSettings {
  readonly login: LoginSettings | null;
  readonly sftp: SftpSettings | null;
  readonly https: HttpsSettings | null;
  readonly as2: As2Settings | null;
}

/** A certificate on file: theirs, or one of ours with a key that is kept apart. */
export interface ChannelCertificate {
  readonly owner: 'OURS' | 'THEIRS';
  readonly pem: string;
  /** SHA-256 in hex with colons. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly validFrom: number;
  readonly validTo: number;
}

/** What nobody reads again once it is set. */
export interface ChannelSecrets {
  readonly loginPasswordHash?: string;
  readonly sftpPassword?: string;
  readonly sftpPrivateKey?: string;
  readonly sftpPassphrase?: string;
  /** The whole value of the header `Authorization`. */
  readonly httpsAuthorization?: string;
  /** Private keys by the fingerprint of their certificate. */
  readonly keys?: Readonly<Record<string, string>>;
}

/** How files come from a partner and go to it. */
export interface Channel {
  readonly partnerId: string;
  readonly kind: ChannelKind;
  readonly settings: ChannelSettings;
  readonly certificates: readonly ChannelCertificate[];
  readonly lastSuccessAt: number | null;
  readonly lastFailureAt: number | null;
  readonly lastFailure: string | null;
  readonly version: number;
}

export const noSettings: ChannelSettings = { login: null, sftp: null, https: null, as2: null };

/** Two of a side are valid while certificates roll over; more would only be forgotten. */
const MAX_VALID = 2;

const wrong = (field: string, message: string, fix: string): Result<never> =>
  refuse('CHANNEL_INVALID', message, { field, fix });

/** Checks all that is set up for a partner, as a whole. */
export function checkChannel(kind: string, settings: ChannelSettings): Result<ChannelKind> {
  const known = CHANNEL_KINDS.find((one) => one === kind);
  if (!known) return wrong('kind', `"${kind}" is not a channel.`, `Choose from ${CHANNEL_KINDS.join(', ')}.`);
  const section = known.toLowerCase() as 'mailbox' | 'https' | 'sftp' | 'as2';
  if (section !== 'mailbox' && !settings[section])
    return wrong(section, `What we send cannot go by ${kind}, because it is not set up.`, `Give "${section}" as well.`);
  const { login, sftp, https, as2 } = settings;
  const checks = [login && checkLogin(login), sftp && checkSftp(sftp), https && checkUrl('https.url', https.url)];
  const fault = [...checks, as2 && checkAs2(as2)].find((check) => check && !check.ok);
  return fault && !fault.ok ? fault : ok(known);
}

function checkLogin({ user, publicKeys }: LoginSettings): Result<true> {
  // Lower case, because MySQL and SQLite would compare it differently otherwise.
  if (!/^[a-z0-9][a-z0-9._-]{1,31}$/.test(user))
    return wrong('login.user', `"${user}" is not a user name.`, 'Use 2 to 32 of a-z, 0-9, dot, - and _.');
  const bad = publicKeys.find((key) => !/^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/]+=* ?.*$/.test(key));
  if (bad !== undefined)
    return wrong(
      'login.publicKeys',
      'A public key is not in the form of OpenSSH.',
      'Paste one line of the *.pub file.',
    );
  return ok(true);
}

function checkSftp({ host, port, user, hostKeys, fetchFrom, putInto }: SftpSettings): Result<true> {
  if (!/^[A-Za-z0-9.:_-]{1,253}$/.test(host))
    return wrong('sftp.host', 'The host is not a name or an address.', 'Check it.');
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return wrong('sftp.port', 'The port is not a port.', 'Use 22.');
  if (user.trim() === '') return wrong('sftp.user', 'There is no user.', 'Ask the partner for one.');
  if (hostKeys.length === 0 || hostKeys.some((key) => !/^SHA256:[A-Za-z0-9+/]{43}$/.test(key)))
    return wrong(
      'sftp.hostKeys',
      'The host key is not pinned.',
      'Give what `ssh-keyscan HOST | ssh-keygen -lf -` prints as SHA256:….',
    );
  if (fetchFrom === putInto)
    return wrong('sftp.putInto', 'We would fetch what we have put.', 'Fetch from and put into two folders.');
  return ok(true);
}

function checkUrl(field: string, url: string): Result<true> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return wrong(
      field,
      'This is not a URL with https:// or http://.',
      'Ask the partner for the address of its server.',
    );
  const { username, password } = new URL(url);
  // Settings are shown, secrets are not.
  if (username !== '' || password !== '')
    return wrong(field, 'The URL holds a user or a password.', 'Give them as the secret httpsAuthorization instead.');
  return ok(true);
}

function checkAs2(as2: As2Settings): Result<true> {
  for (const field of ['theirName', 'ourName'] as const)
    if (!as2Name(as2[field]).ok)
      return wrong(`as2.${field}`, `"${as2[field]}" is not an AS2 name.`, 'Use 1 to 128 printable ASCII characters.');
  return checkUrl('as2.url', as2.url);
}

/** Checks the certificates of a channel: what AS2 needs is there, and no more than two of a side are valid. */
export function checkCertificates(
  { kind, settings }: Pick<Channel, 'kind' | 'settings'>,
  certificates: readonly ChannelCertificate[],
  now: number,
): Result<true> {
  for (const owner of ['OURS', 'THEIRS'] as const) {
    const valid = certificates.filter((one) => one.owner === owner && one.validTo > now).length;
    if (valid > MAX_VALID)
      return wrong('certificates', `There would be ${valid} valid certificates of one side.`, 'Remove the oldest.');
    const needed = kind === 'AS2' && settings.as2 && (owner === 'OURS' ? settings.as2.sign : settings.as2.encrypt);
    if (needed && valid === 0)
      return owner === 'OURS'
        ? wrong('certificates', 'There is no certificate of ours to sign with.', 'Set newKey, or add one with its key.')
        : wrong('certificates', 'There is no certificate of the partner to encrypt for.', 'Add the one it has sent.');
  }
  return ok(true);
}

/**
 * The certificate to use for what we send. We sign with the oldest of ours that is valid: the partner is known to have
 * it, while the next one may still be on its way there. We encrypt for the newest of theirs: whoever hands out a
 * certificate has its key. One that becomes valid next week is on file already and is taken when its time has come.
 */
export const currentCertificate = (
  certificates: readonly ChannelCertificate[],
  owner: ChannelCertificate['owner'],
  now: number,
): ChannelCertificate | null =>
  certificates.filter((one) => one.owner === owner && one.validFrom <= now && now < one.validTo).sort(byTurn)[0] ??
  null;

/** In the order in which they are used. */
export const byTurn = (one: ChannelCertificate, other: ChannelCertificate): number =>
  one.owner === 'OURS' && other.owner === 'OURS' ? one.validFrom - other.validFrom : other.validFrom - one.validFrom;
