import type { Database } from '../db/database.ts';

/** How far somebody has read or relayed says nothing about what was stored. */
const PROGRESS = ['event_relay', 'inbox', 'migrations'];
const ID = /[0-9A-HJKMNP-TV-Z]{26}/g;

/** A row as its database gives it, and the table that it is from. */
type Row = Readonly<Record<string, unknown>>;

/**
 * All rows of databases as texts, sorted, to be compared with those of others: ids, which differ in each, are replaced
 * by the names that `nameOf` gives to rows, and the places of events in the log by nothing.
 */
export async function storedRows(
  databases: readonly Database[],
  nameOf: (table: string, row: Row) => unknown,
): Promise<string[]> {
  const names = new Map<string, string>();
  const rows: { table: string; row: Row }[] = [];
  for (const db of databases)
    for (const { tableName: table } of db.dataSource.entityMetadatas) {
      if (PROGRESS.includes(table)) continue;
      for (const row of (await db.read((em) => em.query(`SELECT * FROM ${table}`))) as Row[]) {
        rows.push({ table, row });
        const name = nameOf(table, row);
        if (name !== undefined) names.set(String(row['id']), String(name));
      }
    }
  return rows
    .map(({ table, row: { position: _, ...row } }) =>
      `${table} ${JSON.stringify(row)}`.replace(ID, (id) => names.get(id) ?? 'some id'),
    )
    .sort();
}
