import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, equals } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows } from '@quayside/shared/db/sql';
import type { EntityManager } from 'typeorm';
import type { RateInvite } from './invite.ts';
import { rateInviteTable } from './table.ts';

const read = rowReader(rateInviteTable);

/** Keeps an invitation, and forgets those that have ended. */
export async function insertInvite(em: EntityManager, invite: RateInvite, now: number): Promise<void> {
  await changeRows(em, 'DELETE FROM rate_invite WHERE expires_at < :now', { now });
  await insertRows(em, rateInviteTable, [invite]);
}

/** The invitation of a token that still holds, or null. */
export const findInvite = async (em: EntityManager, tokenHash: string, now: number): Promise<RateInvite | null> =>
  (
    await read(
      em,
      allOf([equals('t.token_hash', 'hash', tokenHash), { sql: 't.expires_at >= :now', parameters: { now } }]),
    )
  )[0] ?? null;
