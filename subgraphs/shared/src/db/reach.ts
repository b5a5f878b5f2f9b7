import {
  type EntityManager,
  EntitySchema,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableIndex,
} from 'typeorm';
import { type DataRights, seesCustomer, type UnitRule, unitRulesOf } from '../data-rights.ts';
import type { Viewer } from '../identity.ts';
import * as column from './columns.ts';

/** Which organization unit answers for an account: held by every subgraph, fed from the customer subgraph's events. */
export interface TenantScope {
  accountId: string;
  /** Path of the account's branch, such as `/group/east/boston/`. */
  path: string;
}

export const tenantScopeTable = new EntitySchema<TenantScope>({
  name: 'tenant_scope',
  columns: { accountId: { ...column.id, name: 'account_id', primary: true }, path: { ...column.line } },
  indices: [{ name: 'tenant_scope_path', columns: ['path'] }],
});

export class CreateTenantScope1767225600001 implements MigrationInterface {
  readonly name = 'CreateTenantScope1767225600001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'tenant_scope',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'path', ...column.line },
        ],
        indices: [new TableIndex({ name: 'tenant_scope_path', columnNames: ['path'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('tenant_scope');
  }
}

export interface Predicate {
  readonly sql: string;
  readonly parameters: Record<string, unknown>;
}

/** First text after every text that starts with `prefix`, for an index range instead of LIKE. */
export const afterPrefix = (prefix: string): string => `${prefix}\uffff`;

/**
 * The predicate that keeps a query inside what the viewer may see. `columns.account` and `columns.shipment` are column
 * expressions such as `s.account_id`; a link's viewer sees nothing of a table that has no shipment column.
 */
export function withinReach(viewer: Viewer, columns: { account: string; shipment?: string }): Predicate {
  const { reach } = viewer;
  switch (reach.kind) {
    case 'everything':
      return { sql: '1 = 1', parameters: {} };
    case 'nothing':
      return { sql: '1 = 0', parameters: {} };
    case 'account':
      return { sql: `${columns.account} = :reachAccount`, parameters: { reachAccount: reach.accountId } };
    case 'shipment':
      if (!columns.shipment) return { sql: '1 = 0', parameters: {} };
      return {
        sql: `(${columns.account} = :reachAccount AND ${columns.shipment} = :reachShipment)`,
        parameters: { reachAccount: reach.accountId, reachShipment: reach.shipmentId },
      };
    case 'organization':
      if (reach.data) return withinRights(reach.data, columns.account);
      return {
        sql: `${columns.account} IN (SELECT ts.account_id FROM tenant_scope ts WHERE ts.path >= :reachPath AND ts.path < :reachEnd)`,
        parameters: { reachPath: reach.path, reachEnd: afterPrefix(reach.path) },
      };
  }
}

/**
 * As `withinReach`, for what belongs to a unit of the organization and not to an account: rows of the units whose customers
 * somebody of the company sees. `column` is an expression for the unit's path; nobody else reaches any.
 */
export function unitsWithinReach({ reach }: Viewer, column: string): Predicate {
  if (reach.kind === 'everything') return { sql: '1 = 1', parameters: {} };
  if (reach.kind !== 'organization') return { sql: '1 = 0', parameters: {} };
  const units = reach.data ? unitRulesOf(reach.data) : [{ path: reach.path, sees: true }];
  const parameters: Record<string, unknown> = {};
  // A unit without a path is nobody's: an empty prefix would be everybody's.
  const rules = unitRules(
    units.filter(({ path }) => path !== ''),
    column,
    parameters,
  );
  return rules.length > 0
    ? { sql: `CASE ${rules.join(' ')} ELSE 0 END = 1`, parameters }
    : { sql: '1 = 0', parameters: {} };
}

/** One `WHEN … THEN` for each unit, in their order; fills in the parameters. */
const unitRules = (units: readonly UnitRule[], column: string, parameters: Record<string, unknown>): string[] =>
  units.map(({ path, sees }, place) => {
    parameters[`reachPath${place}`] = path;
    parameters[`reachEnd${place}`] = afterPrefix(path);
    return `WHEN ${column} >= :reachPath${place} AND ${column} < :reachEnd${place} THEN ${sees ? 1 : 0}`;
  });

/** The whole company: a path of one unit. */
const isRoot = (path: string): boolean => /^\/[^/]*\/?$/.test(path);

/**
 * As `withinReach`, for sums over a whole table. Who reaches the whole company reads an index from end to end; the sign,
 * which changes no value, keeps SQLite from looking up one account after the other instead. A branch does just that.
 */
export function summedWithinReach(viewer: Viewer, account: string): Predicate {
  const { reach } = viewer;
  const whole = reach.kind === 'organization' && isRoot(reach.path);
  return withinReach(viewer, { account: whole ? `+${account}` : account });
}

/** The customers that a person's own data rights let through; the first rule about a unit that fits decides. */
function withinRights(rights: DataRights, account: string): Predicate {
  const parameters: Record<string, unknown> = {};
  const units = unitRules(unitRulesOf(rights), 'ts.path', parameters);
  const accounts = [...rights.accounts]
    .sort((a, b) => Number(a.sees) - Number(b.sees))
    .map(({ accountId, sees }, place) => {
      parameters[`reachAccount${place}`] = accountId;
      return `WHEN ts.account_id = :reachAccount${place} THEN ${sees ? 1 : 0}`;
    });
  const rules = [...accounts, ...units];
  if (rules.length === 0) return { sql: '1 = 0', parameters: {} };
  const sql = `${account} IN (SELECT ts.account_id FROM tenant_scope ts WHERE CASE ${rules.join(' ')} ELSE 0 END = 1)`;
  return { sql, parameters };
}

/** True when the viewer may act for this account. The product itself may, even before the account is known here. */
export async function reachesAccount(em: EntityManager, viewer: Viewer, accountId: string): Promise<boolean> {
  const { reach } = viewer;
  if (reach.kind === 'everything') return true;
  if (reach.kind === 'account') return reach.accountId === accountId;
  if (reach.kind === 'shipment' || reach.kind === 'nothing') return false;
  const scope = await em.getRepository(tenantScopeTable).findOneBy({ accountId });
  if (reach.data) return scope !== null && seesCustomer(reach.data, accountId, scope.path);
  return scope?.path.startsWith(reach.path) ?? false;
}
