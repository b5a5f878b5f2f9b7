import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { equals, oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { EntityManager } from 'typeorm';
import type { MemberRight } from './right.ts';
import type { StaffRecord } from './staff-record.ts';
import { memberRightTable, staffRecordTable } from './table.ts';

/*
 * Rights are read before there is a viewer, to say what the viewer may; the resolvers show them to those only who
 * manage the person, or are the person.
 */

const read = rowReader(memberRightTable);
const readRecords = rowReader(staffRecordTable);
const NOT_WITHDRAWN = 't.withdrawn_at IS NULL';

/** All that was ever said of these people's rights, the newest first. */
export const findRightsOf = (em: EntityManager, memberIds: readonly string[]): Promise<MemberRight[]> =>
  read(em, oneOf('t.member_id', 'ids', memberIds), 'ORDER BY t.granted_at DESC, t.id DESC');

/** What was said of one person and not taken back: which of it is in force, the time says. */
export function findStanding(em: EntityManager, memberId: string): Promise<MemberRight[]> {
  const { parameters, sql } = equals('t.member_id', 'member', memberId);
  return read(em, { sql: `${sql} AND ${NOT_WITHDRAWN}`, parameters }, 'ORDER BY t.granted_at, t.id');
}

export const findRight = async (em: EntityManager, id: string): Promise<MemberRight | null> =>
  (await read(em, equals('t.id', 'id', id)))[0] ?? null;

/** Rights that have come into force, or have run out, since others were told. */
export const findTurned = (em: EntityManager, now: number): Promise<MemberRight[]> =>
  read(
    em,
    {
      sql: `${NOT_WITHDRAWN} AND t.told <> CASE
        WHEN (t.from_at IS NULL OR t.from_at <= :now) AND (t.until_at IS NULL OR t.until_at > :now) THEN 1 ELSE 0 END`,
      parameters: { now },
    },
    'ORDER BY t.member_id, t.id LIMIT 200',
  );

export const insertRight = (em: EntityManager, right: MemberRight): Promise<void> =>
  insertRows(em, memberRightTable, [right]);

export const markTold = async (em: EntityManager, id: string, told: boolean): Promise<void> => {
  await updateWhere(em, memberRightTable, { told }, { id });
};

/** False when somebody else has withdrawn it already. */
export async function withdrawRow(em: EntityManager, id: string, by: string, at: number): Promise<boolean> {
  const outcome = await em
    .createQueryBuilder()
    .update(memberRightTable)
    .set({ withdrawnBy: by, withdrawnAt: at, told: false })
    .where('id = :id AND withdrawn_at IS NULL', { id })
    .execute();
  return outcome.affected === 1;
}

/** What was done to these people's place and rights, the newest first. */
export const findRecordsOf = (em: EntityManager, memberIds: readonly string[]): Promise<StaffRecord[]> =>
  readRecords(em, oneOf('t.member_id', 'ids', memberIds), 'ORDER BY t.at DESC, t.id DESC LIMIT 200');

export const insertRecord = (em: EntityManager, record: StaffRecord): Promise<void> =>
  insertRows(em, staffRecordTable, [record]);
