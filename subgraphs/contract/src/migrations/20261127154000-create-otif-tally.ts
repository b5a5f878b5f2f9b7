import * as column from '@quayside/shared/db/columns';
import { DAY } from '@quayside/shared/instant';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Months of contracts as boards sum them up. What was promised before is marked, to be judged in the background. */
export class CreateOtifTally1795794000000 implements MigrationInterface {
  readonly name = 'CreateOtifTally1795794000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'otif_tally',
        columns: [
          { name: 'contract_id', ...column.id, isPrimary: true },
          { name: 'month', ...column.state, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'counted', ...column.whole },
          { name: 'hits', ...column.whole },
          { name: 'excluded', ...column.whole },
          { name: 'open_count', ...column.whole },
          { name: 'next_at', ...column.bigint, isNullable: true },
          { name: 'stale', ...column.flag },
          { name: 'judged_at', ...column.bigint, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'otif_tally_stale', columnNames: ['stale', 'contract_id'] }),
          new TableIndex({ name: 'otif_tally_next', columnNames: ['next_at'] }),
          new TableIndex({ name: 'otif_tally_account', columnNames: ['account_id', 'month'] }),
        ],
      }),
      true,
    );
    const days: { contract: string; account: string; day: number | string }[] = await runner.query(
      `SELECT DISTINCT contract_id AS contract, account_id AS account, FLOOR(promised_at / ${DAY}) AS day
       FROM otif_fact WHERE promised_at IS NOT NULL`,
    );
    const months = new Map<string, readonly [contract: string, month: string, account: string]>();
    for (const { contract, account, day } of days) {
      // The calendar of a clause may be a day ahead or behind.
      for (const near of [-1, 0, 1]) {
        const month = new Date((Number(day) + near) * DAY).toISOString().slice(0, 7);
        months.set(`${contract} ${month}`, [contract, month, account]);
      }
    }
    for (const [contract, month, account] of months.values()) {
      await runner.query(
        `INSERT INTO otif_tally (contract_id, month, account_id, counted, hits, excluded, open_count, stale, version)
         VALUES (?, ?, ?, 0, 0, 0, 0, 1, 0)`,
        [contract, month, account],
      );
    }
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('otif_tally');
  }
}
