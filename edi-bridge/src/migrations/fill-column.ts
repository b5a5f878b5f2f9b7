import { type QueryRunner, TableColumn, type TableColumnOptions } from 'typeorm';

/**
 * Adds a column that is never empty to a table that has rows already. No default stays behind, because the tables
 * describe none; `value` is SQL.
 */
export async function addFilled(
  runner: QueryRunner,
  table: string,
  column: TableColumnOptions,
  value: string,
): Promise<void> {
  await runner.addColumn(table, new TableColumn({ ...column, isNullable: true }));
  await runner.query(`UPDATE ${table} SET ${column.name} = ${value}`);
  await runner.changeColumn(table, column.name, new TableColumn(column));
}
