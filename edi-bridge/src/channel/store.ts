import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { messageTable } from '../message/table.ts';
import type { Channel } from './channel.ts';
import { type ChannelRow, channelTable, deliveryTable } from './table.ts';

/*
 * Channels belong to the bridge: they are read by whoever delivers or receives, and by administrators, who see all of the
 * partners within their reach (the commands and resolvers ask for the partner first).
 */

/** The row of a partner, with its sealed secrets. */
export const channelRow = (em: EntityManager, partnerId: string): Promise<ChannelRow | null> =>
  em.getRepository(channelTable).findOneBy({ id: partnerId });

/** Whose login this is. */
export const channelOfLogin = (em: EntityManager, user: string): Promise<ChannelRow | null> =>
  em.getRepository(channelTable).findOneBy({ loginUser: user });

/** Whom these AS2 names lead to. */
export const channelOfNames = (em: EntityManager, theirName: string, ourName: string): Promise<ChannelRow | null> =>
  em.getRepository(channelTable).findOneBy({ as2Names: namesKey(theirName, ourName) });

/** Partners from whose servers we fetch and who need not be left alone now. */
export async function channelsToFetch(em: EntityManager, now: number): Promise<ChannelRow[]> {
  const rows = await em.getRepository(channelTable).find({ order: { id: 'ASC' } });
  return rows.filter(({ settings, retryAt }) => settings.sftp?.fetchFrom && (retryAt === null || retryAt <= now));
}

/** Case counts in AS2 names, and two of them are longer than an index likes. */
export const namesKey = (theirName: string, ourName: string): string =>
  createHash('sha256')
    .update(JSON.stringify([theirName, ourName]))
    .digest('hex');

export const toChannel = (row: ChannelRow): Channel => ({
  partnerId: row.id,
  kind: row.kind,
  settings: row.settings,
  certificates: row.certificates,
  lastSuccessAt: row.lastSuccessAt,
  lastFailureAt: row.lastFailureAt,
  lastFailure: row.lastFailure,
  version: row.version,
});

/** What was refused under another set-up is tried again at once. */
export async function forgetRefusals(em: EntityManager, partnerId: string): Promise<void> {
  const found = await em
    .createQueryBuilder(deliveryTable, 'd')
    .innerJoin(messageTable.options.name, 'm', 'm.id = d.id AND m.partner_id = :partnerId', { partnerId })
    .getMany();
  if (found.length > 0) await em.getRepository(deliveryTable).delete(found.map(({ id }) => id));
}

const RETRY_MS = 5_000;
const MAX_RETRY_MS = 15 * 60_000;
const NOTE_LENGTH = 255;

/** Notes that a partner was reached. */
export async function noteSuccess(em: EntityManager, partnerId: string, at: number): Promise<void> {
  await em.getRepository(channelTable).update({ id: partnerId }, { lastSuccessAt: at, failures: 0, retryAt: null });
}

/** Notes that something went wrong with a partner that could be reached, or that came to us. */
export async function noteFailure(em: EntityManager, partnerId: string, reason: string, at: number): Promise<void> {
  const lastFailure = reason.slice(0, NOTE_LENGTH);
  await em.getRepository(channelTable).update({ id: partnerId }, { lastFailureAt: at, lastFailure });
}

/** Notes that a partner was not reached: it is left alone for a while, longer each time. */
export async function noteUnreachable(em: EntityManager, partnerId: string, reason: string, at: number): Promise<void> {
  const row = await channelRow(em, partnerId);
  const failures = (row?.failures ?? 0) + 1;
  const retryAt = at + backoff(failures);
  const change = { lastFailureAt: at, lastFailure: reason.slice(0, NOTE_LENGTH), failures, retryAt };
  await em.getRepository(channelTable).update({ id: partnerId }, change);
}

export const backoff = (failures: number): number => Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** Math.max(0, failures - 1));
