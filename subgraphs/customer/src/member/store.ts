import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import type { PathMove } from '@quayside/shared/db/move-paths';
import { afterPrefix, type Predicate, withinReach } from '@quayside/shared/db/reach';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Role, Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Member } from './member.ts';
import { memberTable } from './table.ts';

/** A member as the database hands it. */
export interface RawMember {
  id: string;
  name: string;
  email: string;
  role: Role;
  account_id: string | null;
  org_unit_id: string | null;
  unit_path: string | null;
  locale: string;
  time_zone: string;
  active: number | boolean;
  last_sign_in_at: number | string | null;
  version: number;
}

export const toMember = (row: RawMember): Member => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  accountId: row.account_id,
  orgUnitId: row.org_unit_id,
  unitPath: row.unit_path,
  locale: row.locale,
  timeZone: row.time_zone,
  active: Boolean(row.active),
  lastSignInAt: toNumber(row.last_sign_in_at),
  version: row.version,
});

/** SQL: the first path stands above the second in the tree, or is the same. */
const above = (upper: string, lower: string): string => `SUBSTR(${lower}, 1, LENGTH(${upper})) = ${upper}`;

/**
 * Whom a viewer may know. Staff: the people of the accounts within reach, and colleagues in the same line of the tree.
 * A customer: its own people, and the staff in the line of its branch, who serve it.
 */
function membersInReach(viewer: Viewer): Predicate {
  const { reach } = viewer;
  switch (reach.kind) {
    case 'everything':
      return { sql: '1 = 1', parameters: {} };
    case 'nothing':
    case 'shipment':
      return { sql: '1 = 0', parameters: {} };
    case 'account':
      return {
        sql: `(m.account_id = :reachAccount OR (m.unit_path IS NOT NULL AND EXISTS (
          SELECT 1 FROM tenant_scope ts WHERE ts.account_id = :reachAccount
            AND (${above('m.unit_path', 'ts.path')} OR ${above('ts.path', 'm.unit_path')}))))`,
        parameters: { reachAccount: reach.accountId },
      };
    case 'organization': {
      const customers = withinReach(viewer, { account: 'm.account_id' });
      return {
        sql: `(${customers.sql} OR (m.unit_path >= :reachPath AND m.unit_path < :reachEnd) OR ${above('m.unit_path', ':reachPath')})`,
        parameters: { ...customers.parameters, reachPath: reach.path, reachEnd: afterPrefix(reach.path) },
      };
    }
  }
}

async function selectMembers(
  em: EntityManager,
  viewer: Viewer,
  condition: string,
  parameters: Record<string, unknown>,
): Promise<Member[]> {
  const reach = membersInReach(viewer);
  const sql = `SELECT m.* FROM member m WHERE ${condition} AND ${reach.sql} ORDER BY m.name, m.id`;
  return (await selectRows<RawMember>(em, sql, { ...parameters, ...reach.parameters })).map(toMember);
}

export const findMembers = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Member[]> =>
  selectMembers(em, viewer, 'm.id IN :ids', { ids });

export const findMember = async (em: EntityManager, viewer: Viewer, id: string): Promise<Member | null> =>
  (await findMembers(em, viewer, [id]))[0] ?? null;

export const findMembersOf = (em: EntityManager, viewer: Viewer, accountIds: readonly string[]): Promise<Member[]> =>
  selectMembers(em, viewer, 'm.account_id IN :accountIds', { accountIds });

/** Staff of the viewer's unit and of all units below it: those who can sign in, or everybody. */
export function listStaff(em: EntityManager, viewer: Viewer, inactive = false): Promise<Member[]> {
  const below = viewer.reach.kind === 'organization' ? viewer.reach.path : '/';
  const condition = 'm.active IN :states AND m.unit_path >= :below AND m.unit_path < :end';
  return selectMembers(em, viewer, condition, { states: inactive ? [1, 0] : [1], below, end: afterPrefix(below) });
}

/**
 * People of the company whose customers are others when a unit moves: they stand in it, or on one of its two lines above, or
 * hold rights about a unit that does.
 */
export async function findMovedAlong(em: EntityManager, { from, to }: PathMove): Promise<Member[]> {
  const touched = (path: string): string =>
    `((${path} >= :from AND ${path} < :end) OR (${above(path, ':from')}) <> (${above(path, ':to')}))`;
  const rows = await selectRows<RawMember>(
    em,
    `SELECT m.* FROM member m WHERE m.unit_path IS NOT NULL AND (${touched('m.unit_path')} OR m.id IN (
       SELECT r.member_id FROM member_right r WHERE r.withdrawn_at IS NULL AND r.path IS NOT NULL AND ${touched('r.path')}))
     ORDER BY m.id`,
    { from, to, end: afterPrefix(from) },
  );
  return rows.map(toMember);
}

export const insertMember = (em: EntityManager, member: Member): Promise<void> => insertRows(em, memberTable, [member]);

/** @throws AppError CONFLICT when the member has another version by now. */
export async function saveMember(em: EntityManager, member: Member): Promise<Member> {
  // When somebody signed in is no edit of the profile: it is written without a version, and not from here.
  const { id, version, lastSignInAt: _kept, ...change } = member;
  await guardedUpdate(em, memberTable, { id, version }, change);
  return { ...member, version: version + 1 };
}

export const noteSignIn = async (em: EntityManager, memberId: string, at: number): Promise<void> => {
  await em.getRepository(memberTable).update({ id: memberId }, { lastSignInAt: at });
};

/**
 * How many other active administrators stand where this one does or above. Nobody else takes one away until the
 * transaction ends.
 */
export async function otherAdministrators(em: EntityManager, { id, unitPath }: Member): Promise<number> {
  // An update that changes nothing takes the locks on MySQL; SQLite has one writer anyway.
  await changeRows(em, `UPDATE member SET version = version + 0 WHERE role = 'ADMINISTRATOR' AND active = 1`);
  const [row] = await selectRows<{ count: number | string }>(
    em,
    `SELECT COUNT(*) AS count FROM member m WHERE m.role = 'ADMINISTRATOR' AND m.active = 1 AND m.id <> :id
      AND ${above('m.unit_path', ':unitPath')}`,
    { id, unitPath: unitPath ?? '' },
  );
  return toNumber(row?.count) ?? 0;
}
