import { insertRows } from '@quayside/shared/db/bulk';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { selectRows } from '@quayside/shared/db/sql';
import { type EntityManager, LessThan } from 'typeorm';
import type { Member } from '../member/member.ts';
import { type RawMember, toMember } from '../member/store.ts';
import { secretHash } from '../secrets.ts';
import { type Attempts, emailKey, FAILURES_KEPT, NO_ATTEMPTS } from './sign-in.ts';
import { type LoginRow, loginTable, signInAttemptTable } from './table.ts';

/*
 * Logins are found by e-mail before there is a viewer: these functions serve the commands of this folder and the
 * invitation of members, and no resolver.
 */

export interface Login {
  readonly member: Member;
  readonly passwordHash: string;
}

async function selectLogin(em: EntityManager, condition: string, value: string): Promise<Login | null> {
  const sql = `SELECT m.*, l.password_hash FROM login l JOIN member m ON m.id = l.member_id WHERE ${condition} = :value`;
  const [row] = await selectRows<RawMember & { password_hash: string }>(em, sql, { value });
  return row ? { member: toMember(row), passwordHash: row.password_hash } : null;
}

export const findLogin = (em: EntityManager, email: string): Promise<Login | null> =>
  selectLogin(em, 'l.email_key', emailKey(email));

export const findLoginOf = (em: EntityManager, memberId: string): Promise<Login | null> =>
  selectLogin(em, 'l.member_id', memberId);

export const insertLogin = (em: EntityManager, login: LoginRow): Promise<void> => insertRows(em, loginTable, [login]);

/** Keeps the password from changing until the transaction ends; false when it has changed since it was read. */
export async function holdPassword(em: EntityManager, { member, passwordHash }: Login): Promise<boolean> {
  const held = await em.getRepository(loginTable).update({ memberId: member.id, passwordHash }, { passwordHash });
  return held.affected === 1;
}

export const savePassword = async (em: EntityManager, memberId: string, hash: string, at: number): Promise<void> => {
  await em.getRepository(loginTable).update({ memberId }, { passwordHash: hash, changedAt: at });
};

/** The tries of a login so far; nobody else counts one until the transaction ends. */
export async function lockAttempts(em: EntityManager, email: string, now: number): Promise<Attempts> {
  const attempts = em.getRepository(signInAttemptTable);
  const loginHash = secretHash(emailKey(email));
  // An update, even of nothing new, takes the row lock on MySQL; SQLite has one writer anyway.
  const lock = () => attempts.update({ loginHash }, { loginHash });
  await lock();
  if (!(await attempts.existsBy({ loginHash }))) {
    await attempts.delete({ lastAt: LessThan(now - FAILURES_KEPT) });
    try {
      await attempts.insert({ loginHash, ...NO_ATTEMPTS });
    } catch (error) {
      // Another try was first; its row is there now.
      if (!isDuplicateKey(error)) throw error;
    }
    await lock();
  }
  return attempts.findOneByOrFail({ loginHash });
}

export const saveAttempts = async (em: EntityManager, email: string, attempts: Attempts): Promise<void> => {
  const { failures, lastAt, lockedUntil } = attempts;
  const change = { failures, lastAt, lockedUntil };
  await em.getRepository(signInAttemptTable).update({ loginHash: secretHash(emailKey(email)) }, change);
};

export const forgetAttempts = async (em: EntityManager, email: string): Promise<void> => {
  await em.getRepository(signInAttemptTable).delete({ loginHash: secretHash(emailKey(email)) });
};
