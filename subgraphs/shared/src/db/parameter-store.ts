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
 * @param then what else follows from a change, in the same transaction.
 */
export const followParameters = (
  consumer: { readonly name: string; readonly db: Database; readonly bus: EventBus },
  then: (em: EntityManager, changed: ParameterValue, event: EventEnvelope) => Promise<void> = async () => {},
): Promise<BusSubscription> =>
  consume({
    ...consumer,
    name: `${consumer.name}-parameters`,
    source: SOURCE,
    concerns: ofTypes(CHANGED),
    handle: each(async (em, event) => {
      const { settingId, name, path, value } = event.data as ParameterValue;
      await em.getRepository(parameterValueTable).upsert({ settingId, name, path, value }, ['settingId']);
      await then(em, { settingId, name, path, value }, event);
    }),
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

/** The same for the branch that answers for an account. */
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
