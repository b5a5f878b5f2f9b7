import {
  type EntityManager,
  EntitySchema,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableIndex,
} from 'typeorm';
import type { BusSubscription, EventBus } from '../events/bus.ts';
import type { EventEnvelope } from '../events/envelope.ts';
import { consume, each, ofTypes } from '../events/inbox.ts';
import * as column from './columns.ts';
import type { Database } from './database.ts';
import { selectRows } from './sql.ts';

/** What a unit of the company has set: a copy of each subgraph's own, fed from the customer subgraph's events. */
export interface ParameterValue {
  readonly settingId: string;
  readonly name: string;
  readonly path: string;
  /** Null where the unit goes by what holds above it again. */
  readonly value: number | null;
}

export const parameterValueTable = new EntitySchema<ParameterValue>({
  name: 'parameter_value',
  columns: {
    settingId: { ...column.id, name: 'setting_id', primary: true },
    name: { ...column.code },
    path: { ...column.line },
    value: { ...column.long, nullable: true },
  },
  indices: [{ name: 'parameter_value_name', columns: ['name'] }],
});

export class CreateParameterValue1795796100000 implements MigrationInterface {
  readonly name = 'CreateParameterValue1795796100000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'parameter_value',
        columns: [
          { name: 'setting_id', ...column.id, isPrimary: true },
          { name: 'name', ...column.code },
          { name: 'path', ...column.line },
          { name: 'value', ...column.bigint, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'parameter_value_name', columnNames: ['name'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('parameter_value');
  }
}

// The kernel knows no other workspace, so the published names of the customer subgraph stand here as text.
const SOURCE = 'customer';
const CHANGED = 'parameter.changed.v1';

/**
 * Keeps the copy in step: a change is felt with the next use, without a restart.
 * @param also what else follows from a change, in the same transaction.
 * @param kept what is to be looked at when it is.
 */
export const followParameters = (
  consumer: { readonly name: string; readonly db: Database; readonly bus: EventBus },
  also: (em: EntityManager, changed: ParameterValue, event: EventEnvelope) => Promise<void> = async () => {},
  kept: (name: string) => void = () => {},
): Promise<BusSubscription> =>
  consume({
    ...consumer,
    name: `${consumer.name}-parameters`,
    source: SOURCE,
    concerns: ofTypes(CHANGED),
    handle: each(async (em, event) => {
      const { settingId, name, path, value } = event.data as ParameterValue;
      await em.getRepository(parameterValueTable).upsert({ settingId, name, path, value }, ['settingId']);
      await also(em, { settingId, name, path, value }, event);
    }),
    kept: (events) => {
      for (const { data } of events) kept((data as ParameterValue).name);
    },
  });

/** The value of the nearest unit at or above a branch that has one; `standard` where none has. */
export async function parameterAt(
  em: EntityManager,
  { name, standard }: { readonly name: string; readonly standard: number },
  branchPath: string | null,
): Promise<number> {
  const [row] = await selectRows<{ value: number | string }>(
    em,
    `SELECT p.value AS value FROM parameter_value p
      WHERE p.name = :name AND p.value IS NOT NULL AND SUBSTR(:path, 1, LENGTH(p.path)) = p.path
      ORDER BY LENGTH(p.path) DESC LIMIT 1`,
    { name, path: branchPath ?? '' },
  );
  return row ? Number(row.value) : standard;
}

interface ParameterRow {
  readonly name: string;
  readonly path: string;
  readonly value: number | string;
}

/** The same for several parameters and any branch, asked once. */
export async function parametersAt<Name extends string, Standard extends number | null = number>(
  em: EntityManager,
  rules: readonly { readonly name: Name; readonly standard: Standard }[],
): Promise<(branchPath: string | null) => Readonly<Record<Name, number | Standard>>> {
  const rows = await selectRows<ParameterRow>(
    em,
    `SELECT p.name AS name, p.path AS path, p.value AS value FROM parameter_value p
      WHERE p.name IN :names AND p.value IS NOT NULL ORDER BY LENGTH(p.path) DESC`,
    { names: rules.map(({ name }) => name) },
  );
  return (branchPath) => {
    const nearest = (wanted: string) =>
      rows.find(({ name, path }) => name === wanted && (branchPath ?? '').startsWith(path));
    const values = rules.map(({ name, standard }) => {
      const set = nearest(name);
      return [name, set ? Number(set.value) : standard];
    });
    return Object.fromEntries(values) as Record<Name, number | Standard>;
  };
}

/** Paths of the branches that answer for accounts; those that are not known are left out. */
export async function branchesOf(
  em: EntityManager,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await selectRows<{ id: string; path: string }>(
    em,
    'SELECT ts.account_id AS id, ts.path AS path FROM tenant_scope ts WHERE ts.account_id IN :accounts',
    { accounts: [...new Set(accountIds)] },
  );
  return new Map(rows.map(({ id, path }) => [id, path]));
}

/** The value of a parameter for the branch that answers for an account. */
export async function parameterOf(
  em: EntityManager,
  rule: { readonly name: string; readonly standard: number },
  accountId: string,
): Promise<number> {
  const [scope] = await selectRows<{ path: string }>(
    em,
    'SELECT ts.path AS path FROM tenant_scope ts WHERE ts.account_id = :accountId',
    { accountId },
  );
  return parameterAt(em, rule, scope?.path ?? null);
}
