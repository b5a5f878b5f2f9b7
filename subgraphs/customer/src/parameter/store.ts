import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { EVERYTHING, equals, oneOf } from '@quayside/shared/db/predicate';
import { afterPrefix } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { ParameterChange, ParameterSetting } from './parameter.ts';
import { parameterChangeTable, parameterSettingTable } from './table.ts';

const readSettings = rowReader(parameterSettingTable);
const readChanges = rowReader(parameterChangeTable);

/** All settings: few, and what holds at a unit depends on those above it. Whoever shows them looks at the tree. */
export const allSettings = (em: EntityManager): Promise<ParameterSetting[]> =>
  readSettings(em, EVERYTHING, 'ORDER BY t.name, t.path');

/** What units at and below one have set. */
export const settingsBelow = (em: EntityManager, path: string): Promise<ParameterSetting[]> =>
  readSettings(em, { sql: 't.path >= :path AND t.path < :end', parameters: { path, end: afterPrefix(path) } });

export async function findSetting(
  em: EntityManager,
  name: string,
  orgUnitId: string,
): Promise<ParameterSetting | null> {
  const where = equals('t.name', 'name', name);
  const [setting] = await readSettings(em, {
    sql: `${where.sql} AND t.org_unit_id = :unit`,
    parameters: { ...where.parameters, unit: orgUnitId },
  });
  return setting ?? null;
}

/** Changes of these units, the newest first. */
export const changesOf = (em: EntityManager, unitIds: readonly string[]): Promise<ParameterChange[]> =>
  readChanges(em, oneOf('t.org_unit_id', 'units', unitIds), 'ORDER BY t.changed_at DESC, t.id DESC LIMIT 300');

/** @throws AppError CONFLICT when somebody else has changed it meanwhile. */
export async function saveSetting(em: EntityManager, setting: ParameterSetting): Promise<ParameterSetting> {
  if (setting.version === 0) {
    const added = { ...setting, version: 1 };
    await insertRows(em, parameterSettingTable, [added]);
    return added;
  }
  const { id, version, ...change } = setting;
  await guardedUpdate(em, parameterSettingTable, { id, version }, change);
  return { ...setting, version: version + 1 };
}

export const insertChange = (em: EntityManager, change: ParameterChange): Promise<void> =>
  insertRows(em, parameterChangeTable, [change]);

/** Path of the unit by whose settings a viewer reads: the own one of staff, the branch of a customer; else none. */
export async function placeOf(em: EntityManager, { reach }: Viewer): Promise<string> {
  if (reach.kind === 'organization') return reach.path;
  return reach.kind === 'account' || reach.kind === 'shipment' ? branchPathOf(em, reach.accountId) : '';
}

/** Path of the branch that answers for an account; empty when it is not known. */
export async function branchPathOf(em: EntityManager, accountId: string): Promise<string> {
  const sql = 'SELECT ts.path AS path FROM tenant_scope ts WHERE ts.account_id = :account';
  const [scope] = await selectRows<{ path: string }>(em, sql, { account: accountId });
  return scope?.path ?? '';
}
