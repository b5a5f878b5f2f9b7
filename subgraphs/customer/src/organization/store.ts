import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { oneOf } from '@quayside/shared/db/predicate';
import { afterPrefix, type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { OrgUnit, OrgUnitChange, OrgUnitKind } from './organization.ts';
import { orgUnitChangeTable, orgUnitTable } from './table.ts';

interface RawOrgUnit {
  id: string;
  parent_id: string | null;
  name: string;
  kind: OrgUnitKind;
  path: string;
  time_zone: string;
  closed_at: number | string | null;
  version: number;
}

const toOrgUnit = (row: RawOrgUnit): OrgUnit => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  path: row.path,
  timeZone: row.time_zone,
  parentId: row.parent_id,
  closedAt: toNumber(row.closed_at),
  version: row.version,
});

/**
 * Staff see the line of the tree that they stand in, all below them and their superiors, and the branches of their customers.
 * A customer sees its branch.
 */
function unitsInReach(viewer: Viewer): Predicate {
  const { reach } = viewer;
  switch (reach.kind) {
    case 'everything':
      return { sql: '1 = 1', parameters: {} };
    case 'nothing':
    case 'shipment':
      return { sql: '1 = 0', parameters: {} };
    case 'account':
      return {
        sql: 'u.path IN (SELECT ts.path FROM tenant_scope ts WHERE ts.account_id = :reachAccount)',
        parameters: { reachAccount: reach.accountId },
      };
    case 'organization': {
      const line = '(u.path >= :reachPath AND u.path < :reachEnd) OR SUBSTR(:reachPath, 1, LENGTH(u.path)) = u.path';
      const parameters = { reachPath: reach.path, reachEnd: afterPrefix(reach.path) };
      if (!reach.data) return { sql: `(${line})`, parameters };
      const customers = withinReach(viewer, { account: 'served.account_id' });
      return {
        sql: `(${line} OR u.path IN (SELECT served.path FROM tenant_scope served WHERE ${customers.sql}))`,
        parameters: { ...parameters, ...customers.parameters },
      };
    }
  }
}

async function selectUnits(
  em: EntityManager,
  viewer: Viewer,
  condition: string,
  parameters: Record<string, unknown>,
): Promise<OrgUnit[]> {
  const reach = unitsInReach(viewer);
  const sql = `SELECT u.* FROM org_unit u WHERE ${condition} AND ${reach.sql} ORDER BY u.path`;
  const rows = await selectRows<RawOrgUnit>(em, sql, { ...parameters, ...reach.parameters });
  return rows.map(toOrgUnit);
}

export const findOrgUnits = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<OrgUnit[]> =>
  selectUnits(em, viewer, 'u.id IN :ids', { ids });

export const findOrgUnit = async (em: EntityManager, viewer: Viewer, id: string): Promise<OrgUnit | null> =>
  (await findOrgUnits(em, viewer, [id]))[0] ?? null;

export const findChildUnits = (em: EntityManager, viewer: Viewer, parentIds: readonly string[]): Promise<OrgUnit[]> =>
  selectUnits(em, viewer, 'u.parent_id IN :parentIds AND u.closed_at IS NULL', { parentIds });

/** The units that a viewer's staff rights cover: their own and all below, parents first; those that are closed if asked for. */
export function listOrgUnits(em: EntityManager, viewer: Viewer, closed: boolean): Promise<OrgUnit[]> {
  const below = viewer.reach.kind === 'organization' ? viewer.reach.path : '/';
  const states = closed ? '' : ' AND u.closed_at IS NULL';
  return selectUnits(em, viewer, `u.path >= :below AND u.path < :end${states}`, { below, end: afterPrefix(below) });
}

/**
 * A unit that something is to be put into, while it is open: nobody moves or closes it before the transaction ends.
 * What is kept by its path would stay behind.
 */
export async function findOpenUnit(em: EntityManager, viewer: Viewer, id: string): Promise<OrgUnit | null> {
  await holdUnit(em, id);
  const unit = await findOrgUnit(em, viewer, id);
  return unit?.closedAt === null ? unit : null;
}

/** An update that changes nothing takes the lock on MySQL; SQLite has one writer anyway. */
export const holdUnit = (em: EntityManager, id: string): Promise<number> =>
  changeRows(em, 'UPDATE org_unit SET version = version + 0 WHERE id = :id', { id });

/** Keeps everybody else from moving or closing units: two moves at once could make a circle. */
export const holdTree = (em: EntityManager): Promise<number> =>
  changeRows(em, 'UPDATE org_unit SET version = version + 0 WHERE parent_id IS NULL');

/** Of the units at and below one, in characters. */
export async function longestPath(em: EntityManager, path: string): Promise<number> {
  const sql = 'SELECT MAX(LENGTH(u.path)) AS longest FROM org_unit u WHERE u.path >= :path AND u.path < :end';
  const [row] = await selectRows<{ longest: number | string | null }>(em, sql, { path, end: afterPrefix(path) });
  return toNumber(row?.longest) ?? 0;
}

const readChanges = rowReader(orgUnitChangeTable);

/** What became of units that the caller has found to be somebody's to see, the newest first. */
export const changesOf = (em: EntityManager, unitIds: readonly string[]): Promise<OrgUnitChange[]> =>
  readChanges(em, oneOf('t.unit_id', 'units', unitIds), 'ORDER BY t.changed_at DESC, t.id DESC LIMIT 200');

export const insertUnitChange = (em: EntityManager, change: OrgUnitChange): Promise<void> =>
  insertRows(em, orgUnitChangeTable, [change]);

export const insertOrgUnit = (em: EntityManager, unit: OrgUnit): Promise<void> => insertRows(em, orgUnitTable, [unit]);

/** @throws AppError CONFLICT when the unit has another version by now. */
export async function saveOrgUnit(em: EntityManager, unit: OrgUnit): Promise<OrgUnit> {
  const { id, version, ...change } = unit;
  await guardedUpdate(em, orgUnitTable, { id, version }, change);
  return { ...unit, version: version + 1 };
}
