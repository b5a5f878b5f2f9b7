import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { afterPrefix, type Predicate, withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { OrgUnit, OrgUnitKind } from './organization.ts';
import { orgUnitTable } from './table.ts';

interface RawOrgUnit {
  id: string;
  parent_id: string | null;
  name: string;
  kind: OrgUnitKind;
  path: string;
  time_zone: string;
}

const toOrgUnit = (row: RawOrgUnit): OrgUnit => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  path: row.path,
  timeZone: row.time_zone,
  parentId: row.parent_id,
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
  selectUnits(em, viewer, 'u.parent_id IN :parentIds', { parentIds });

/** The units that a viewer's staff rights cover: their own and all below, parents first. */
export function listOrgUnits(em: EntityManager, viewer: Viewer): Promise<OrgUnit[]> {
  const below = viewer.reach.kind === 'organization' ? viewer.reach.path : '/';
  return selectUnits(em, viewer, 'u.path >= :below AND u.path < :end', { below, end: afterPrefix(below) });
}

export const insertOrgUnit = (em: EntityManager, unit: OrgUnit): Promise<void> => insertRows(em, orgUnitTable, [unit]);

export const saveOrgUnit = async (em: EntityManager, { id, name, timeZone }: OrgUnit): Promise<void> => {
  await updateWhere(em, orgUnitTable, { name, timeZone }, { id });
};
