import { insertRows } from '@quayside/shared/db/bulk';
import { selectRows } from '@quayside/shared/db/sql';
import { type EntityManager, IsNull, LessThan } from 'typeorm';
import type { Member } from '../member/member.ts';
import { type RawMember, toMember } from '../member/store.ts';
import type { SessionTimes } from './sign-in.ts';
import { type SessionRow, sessionTable } from './table.ts';

/** An open session and whose it is. */
export interface Session extends SessionTimes {
  readonly id: string;
  readonly tokenHash: string;
  readonly member: Member;
}

export const insertSession = (em: EntityManager, session: SessionRow): Promise<void> =>
  insertRows(em, sessionTable, [session]);

interface RawSession extends RawMember {
  session_id: string;
  token_hash: string;
  last_used_at: number | string;
  ends_at: number | string;
}

async function selectOpen(em: EntityManager, condition: string, value: string): Promise<Session[]> {
  const sql = `SELECT s.id AS session_id, s.token_hash, s.last_used_at, s.ends_at, m.*
    FROM session s JOIN member m ON m.id = s.member_id WHERE ${condition} = :value AND s.closed_at IS NULL`;
  const rows = await selectRows<RawSession>(em, sql, { value });
  return rows.map((row) => ({
    id: row.session_id,
    tokenHash: row.token_hash,
    lastUsedAt: Number(row.last_used_at),
    endsAt: Number(row.ends_at),
    member: toMember(row),
  }));
}

/** The session that has not been closed under this token, with its member: one query by a unique key. */
export const findSession = async (em: EntityManager, tokenHash: string): Promise<Session | null> =>
  (await selectOpen(em, 's.token_hash', tokenHash))[0] ?? null;

export const findSessionsOf = (em: EntityManager, memberId: string): Promise<Session[]> =>
  selectOpen(em, 's.member_id', memberId);

export const touchSession = async (em: EntityManager, id: string, at: number): Promise<void> => {
  await em.getRepository(sessionTable).update({ id, closedAt: IsNull(), lastUsedAt: LessThan(at) }, { lastUsedAt: at });
};

/** Closes one session. False when somebody else has closed it already. */
export async function closeRow(em: EntityManager, id: string, at: number): Promise<boolean> {
  const outcome = await em.getRepository(sessionTable).update({ id, closedAt: IsNull() }, { closedAt: at });
  return outcome.affected === 1;
}

/** Sessions that ended long ago by themselves tell nobody anything. */
export const sweepSessions = async (em: EntityManager, memberId: string, endedBefore: number): Promise<void> => {
  await em.getRepository(sessionTable).delete({ memberId, endsAt: LessThan(endedBefore) });
};
