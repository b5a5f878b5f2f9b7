import { isDuplicateKey } from '@quayside/shared/db/database';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { hashPassword } from '@quayside/shared/password';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { findPartner } from '../partner/store.ts';
import { checkEncryption, type Filed, fileCertificate, newCertificate } from './certificates.ts';
import {
  type As2Settings,
  type Channel,
  type ChannelCertificate,
  type ChannelSecrets,
  type ChannelSettings,
  checkCertificates,
  checkChannel,
  type HttpsSettings,
  type LoginSettings,
  noSettings,
  type SftpSettings,
} from './channel.ts';
import { maySetChannels } from './policy.ts';
import type { SecretBox } from './secret-box.ts';
import { channelRow, forgetRefusals, namesKey, toChannel } from './store.ts';
import { type ChannelRow, channelTable } from './table.ts';

/** What an administrator changes: a section that is null is taken away, one that is left out stays. */
export interface ChannelChange {
  readonly kind?: string;
  readonly login?: LoginSettings | null;
  readonly sftp?: SftpSettings | null;
  readonly https?: HttpsSettings | null;
  readonly as2?: As2Settings | null;
  /** Each replaces the one that is set; null takes it away. */
  readonly secrets?: Readonly<Partial<Record<SecretName, string | null>>>;
  readonly addCertificate?: { owner: ChannelCertificate['owner']; pem: string; key: string | null };
  /** A new key and certificate of ours, beside those that are valid: the partner is told before the old one ends. */
  readonly newKeyDays?: number;
  /** Fingerprint of a certificate that is taken away. */
  readonly removeCertificate?: string;
}

export const SECRET_NAMES = [
  'loginPassword',
  'sftpPassword',
  'sftpPrivateKey',
  'sftpPassphrase',
  'httpsAuthorization',
] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

const MIN_PASSWORD = 12;
const MAX_KEY_DAYS = 3_650;

/** Sets up how files come from a partner and go to it. @throws AppError FORBIDDEN or NOT_FOUND */
export async function setChannel(
  ctx: CommandContext,
  box: SecretBox,
  partnerId: string,
  change: ChannelChange,
): Promise<Result<Channel>> {
  if (!maySetChannels(ctx.viewer)) throw forbidden('set up the channels of a partner');
  const secrets = await newSecrets(change);
  if (!secrets.ok) return secrets;
  const own = await newOwnKey(ctx, partnerId, change);
  if (!own.ok) return own;
  try {
    return await ctx.db.write(async (em) => {
      if (!(await findPartner(em, ctx.viewer, partnerId, ctx.now()))) throw notFound('The partner');
      const row = (await channelRow(em, partnerId)) ?? newRow(partnerId);
      const before = await box.open(partnerId, row.secrets);
      const changed = changedChannel(row, before, { ...change, set: secrets.value, own: own.value }, ctx.now());
      if (!changed.ok) return changed;
      return ok(await save(em, row, changed.value, await box.seal(partnerId, changed.value.secrets)));
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const fix = 'Give the login or the AS2 names of this partner alone.';
    return refuse('CHANNEL_TAKEN', 'Another partner has this login, or these AS2 names, already.', { fix });
  }
}

type NewSecrets = Readonly<Partial<Record<keyof ChannelSecrets, string | null>>>;

/** Hashing takes its time, so it is done before the transaction. */
async function newSecrets({ secrets = {} }: ChannelChange): Promise<Result<NewSecrets>> {
  const { loginPassword, ...others } = secrets;
  if (loginPassword === undefined) return ok(others);
  if (loginPassword !== null && loginPassword.length < MIN_PASSWORD)
    return refuse('CHANNEL_INVALID', `A password has at least ${MIN_PASSWORD} characters.`, { field: 'secrets' });
  const loginPasswordHash = loginPassword === null ? null : await hashPassword(loginPassword);
  return ok({ ...others, loginPasswordHash });
}

interface Changed {
  readonly kind: ChannelRow['kind'];
  readonly settings: ChannelSettings;
  readonly certificates: readonly ChannelCertificate[];
  readonly secrets: ChannelSecrets;
}

function changedChannel(
  row: ChannelRow,
  secrets: ChannelSecrets,
  change: ChannelChange & { set: NewSecrets; own: Filed | null },
  now: number,
): Result<Changed> {
  const { login, sftp, https, as2 } = change;
  const settings: ChannelSettings = {
    login: login === undefined ? row.settings.login : login,
    sftp: sftp === undefined ? row.settings.sftp : sftp,
    https: https === undefined ? row.settings.https : https,
    as2: as2 === undefined ? row.settings.as2 : as2,
  };
  const kind = checkChannel(change.kind ?? row.kind, settings);
  if (!kind.ok) return kind;
  const led = checkSecretsStay(row.settings, settings, secrets, change.set);
  if (!led.ok) return led;
  const added = addedCertificates(change);
  if (!added.ok) return added;
  const fingerprints = new Set([change.removeCertificate, ...added.value.map((one) => one.certificate.fingerprint)]);
  const kept = row.certificates.filter(({ fingerprint }) => !fingerprints.has(fingerprint));
  const certificates = [...kept, ...added.value.map(({ certificate }) => certificate)];
  const checked = checkCertificates({ kind: kind.value, settings }, certificates, now);
  if (!checked.ok) return checked;
  const field = change.addCertificate ? 'addCertificate' : 'as2';
  const encryption = checkEncryption({ settings, certificates }, now, field);
  if (!encryption.ok) return encryption;
  const keys = keysOf(secrets, added.value, certificates);
  const all = Object.entries({ ...secrets, ...change.set, keys }).filter(
    ([name, value]) => value !== null && !belongsToNothing(name, settings),
  );
  return ok({ kind: kind.value, settings, certificates, secrets: Object.fromEntries(all) as ChannelSecrets });
}

/**
 * What nobody may read must not be sent to a server of one's choice either: with another server its secret is given again,
 * or taken away.
 */
function checkSecretsStay(before: ChannelSettings, after: ChannelSettings, secrets: ChannelSecrets, set: NewSecrets) {
  const places = [
    ['httpsAuthorization', before.https && originOf(before.https.url), after.https && originOf(after.https.url)],
    ['sftpPassword', before.sftp && serverOf(before.sftp), after.sftp && serverOf(after.sftp)],
  ] as const;
  const moved = places.find(
    ([name, from, to]) => from && to && from !== to && secrets[name] !== undefined && set[name] === undefined,
  );
  if (!moved) return ok(true);
  return refuse('CHANNEL_INVALID', `${moved[0]} was given for another server.`, {
    field: 'secrets',
    fix: `Give ${moved[0]} again with the new address, or null to take it away.`,
  });
}

const originOf = (url: string): string => new URL(url).origin;
const serverOf = ({ host, port }: SftpSettings): string => `${host}:${port}`;

/** A secret ends with the section that it was for: set up anew, that starts without it. */
const belongsToNothing = (name: string, settings: ChannelSettings): boolean =>
  (['login', 'sftp', 'https'] as const).some((section) => name.startsWith(section) && settings[section] === null);

/** A key takes a while to find, so that is done before the transaction as well. */
async function newOwnKey(
  ctx: CommandContext,
  partnerId: string,
  { newKeyDays: days, as2 }: ChannelChange,
): Promise<Result<Filed | null>> {
  if (days === undefined) return ok(null);
  if (!Number.isInteger(days) || days < 1 || days > MAX_KEY_DAYS)
    return refuse('CHANNEL_INVALID', `A key cannot be valid for ${days} days.`, { field: 'newKeyDays' });
  const row = await ctx.db.read((em) => channelRow(em, partnerId));
  const name = (as2 ?? row?.settings.as2)?.ourName ?? 'Quayside';
  return ok(newCertificate(name, ctx.now(), days));
}

function addedCertificates({ addCertificate, own }: ChannelChange & { own: Filed | null }): Result<Filed[]> {
  const added = own ? [own] : [];
  if (!addCertificate) return ok(added);
  const filed = fileCertificate(addCertificate.owner, addCertificate.pem, addCertificate.key);
  return filed.ok ? ok([...added, filed.value]) : filed;
}

/** Keys of certificates that are no longer on file are thrown away. */
function keysOf(secrets: ChannelSecrets, added: readonly Filed[], certificates: readonly ChannelCertificate[]) {
  const fresh = added.flatMap(({ certificate, key }) => (key ? [[certificate.fingerprint, key] as const] : []));
  const keys = { ...secrets.keys, ...Object.fromEntries(fresh) };
  const onFile = new Set(certificates.map(({ fingerprint }) => fingerprint));
  return Object.fromEntries(Object.entries(keys).filter(([fingerprint]) => onFile.has(fingerprint)));
}

async function save(em: EntityManager, row: ChannelRow, changed: Changed, sealed: string): Promise<Channel> {
  const { login, as2 } = changed.settings;
  const values = {
    kind: changed.kind,
    settings: changed.settings,
    certificates: changed.certificates,
    secrets: sealed,
    loginUser: login?.user ?? null,
    as2Names: as2 ? namesKey(as2.theirName, as2.ourName) : null,
    // What was wrong may be mended: the partner is tried again at once.
    failures: 0,
    retryAt: null,
  };
  if (row.version === 0) await em.getRepository(channelTable).insert({ ...row, ...values, version: 1 } as never);
  else await guardedUpdate(em, channelTable, row, values);
  await forgetRefusals(em, row.id);
  return toChannel({ ...row, ...values, version: row.version + 1 });
}

export const newRow = (partnerId: string): ChannelRow => ({
  id: partnerId,
  kind: 'MAILBOX',
  settings: noSettings,
  certificates: [],
  secrets: null,
  loginUser: null,
  as2Names: null,
  lastSuccessAt: null,
  lastFailureAt: null,
  lastFailure: null,
  failures: 0,
  retryAt: null,
  version: 0,
});
