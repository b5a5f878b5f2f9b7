import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { type Searched, stockTokens } from '../stock/stock-search.ts';

const BATCH = 1_000;
const ROWS_PER_INSERT = 200;

/** Stock is found by a range of an index instead of looking through all of it. */
export class FindStockByWords1795745400000 implements MigrationInterface {
  readonly name = 'FindStockByWords1795745400000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'stock_search',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'token', ...column.code, isPrimary: true },
          { name: 'stock_id', ...column.id, isPrimary: true },
        ],
        indices: [
          new TableIndex({ name: 'stock_search_token', columnNames: ['token'] }),
          new TableIndex({ name: 'stock_search_stock', columnNames: ['stock_id'] }),
        ],
      }),
      true,
    );
    await fill(runner);
    await runner.dropColumn('stock', 'search');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.addColumn('stock', new TableColumn({ name: 'search', ...column.text, isNullable: true }));
    // Plain words are enough to be found by again; INSTR looked for any part of them.
    const words = "CONCAT(sku, ' ', lot, ' ', location, ' ', COALESCE(description, ''))";
    await runner.query(`UPDATE stock SET search = UPPER(${words})`);
    const [nullable, text] = [true, false].map(
      (isNullable) => new TableColumn({ name: 'search', ...column.text, isNullable }),
    );
    if (nullable && text) await runner.changeColumn('stock', nullable, text);
    await runner.dropTable('stock_search');
  }
}

async function fill(runner: QueryRunner): Promise<void> {
  const sql = `SELECT id, account_id, sku, lot, location, description FROM stock WHERE id > ? ORDER BY id LIMIT ${BATCH}`;
  for (let after = ''; ; ) {
    const rows = (await runner.query(sql, [after])) as (Searched & { id: string; account_id: string })[];
    const found = rows.flatMap((row) => stockTokens(row).map((token) => [row.account_id, token, row.id]));
    for (let from = 0; from < found.length; from += ROWS_PER_INSERT) {
      const some = found.slice(from, from + ROWS_PER_INSERT);
      const marks = some.map(() => '(?, ?, ?)').join(', ');
      await runner.query(`INSERT INTO stock_search (account_id, token, stock_id) VALUES ${marks}`, some.flat());
    }
    const last = rows.at(-1);
    if (rows.length < BATCH || !last) return;
    after = last.id;
  }
}
