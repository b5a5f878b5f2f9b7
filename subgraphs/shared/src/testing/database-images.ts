import { createHash } from 'node:crypto';
import { type Connection, createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { inject } from 'vitest';
import type { Engine } from '../db/database.ts';
import type { DatabaseImages } from '../db/migrate.ts';

const imageOf = ({ migrations }: DataSource): string =>
  `image_${createHash('sha256')
    .update(migrations.map(({ name }) => name).join())
    .digest('hex')
    .slice(0, 24)}`;

/** Asks in a connection of its own that takes many statements at once: one by one they are thousands of round trips. */
async function inOneGo<T>(work: (root: Connection) => Promise<T>): Promise<T> {
  const root = await createConnection({ uri: inject('mysqlUrl'), multipleStatements: true });
  try {
    return await work(root);
  } finally {
    await root.end();
  }
}

async function tablesOf(root: Connection, schema: string): Promise<string[]> {
  const sql = 'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?';
  const [rows] = await root.query(sql, [schema]);
  return (rows as { name: string }[]).map(({ name }) => name);
}

/** Tables in which the migrations have left rows. */
async function filledOf(root: Connection, schema: string, tables: readonly string[]): Promise<string[]> {
  const sql = tables.map((table) => `(SELECT '${table}' AS name FROM \`${schema}\`.\`${table}\` LIMIT 1)`);
  const [rows] = await root.query(sql.join(' UNION ALL '));
  return (rows as { name: string }[]).map(({ name }) => name);
}

/** Copies tables with their indices, and the rows of those that have any. @param to a schema that is there and empty */
const copies = (from: string, to: string, tables: readonly string[], filled: readonly string[]): string =>
  [
    ...tables.map((table) => `CREATE TABLE \`${to}\`.\`${table}\` LIKE \`${from}\`.\`${table}\`;`),
    ...filled.map((table) => `INSERT INTO \`${to}\`.\`${table}\` SELECT * FROM \`${from}\`.\`${table}\`;`),
  ].join('\n');

interface Image {
  readonly tables: readonly string[];
  readonly filled: readonly string[];
}

/** The images that this process has found whole; they stay as they are. */
const whole = new Map<string, Image>();

async function imageIn(root: Connection, schema: string): Promise<Image | null> {
  const known = whole.get(schema);
  if (known) return known;
  const found = await tablesOf(root, schema);
  // The mark comes last: an image that is still being made has none.
  if (!found.includes('complete')) return null;
  const tables = found.filter((table) => table !== 'complete');
  const image = { tables, filled: await filledOf(root, schema, tables) };
  whole.set(schema, image);
  return image;
}

/** Images of migrated databases on the MariaDB of the run, one for each list of migrations; all workers share them. */
const mysqlImages: DatabaseImages = {
  restore: (dataSource) =>
    inOneGo(async (root) => {
      const own = String(dataSource.driver.database);
      if ((await tablesOf(root, own)).length > 0) return true;
      const schema = imageOf(dataSource);
      const image = await imageIn(root, schema);
      if (!image) return false;
      await root.query(copies(schema, own, image.tables, image.filled));
      return true;
    }),

  keep: (dataSource) =>
    inOneGo(async (root) => {
      const image = imageOf(dataSource);
      const own = String(dataSource.driver.database);
      const [made] = await root.query(`CREATE DATABASE IF NOT EXISTS \`${image}\` COLLATE utf8mb4_bin`);
      // Another worker has begun it.
      if ((made as { affectedRows: number }).affectedRows === 0) return;
      const tables = await tablesOf(root, own);
      const copied = copies(own, image, tables, await filledOf(root, own, tables));
      await root.query(`${copied}\nCREATE TABLE \`${image}\`.complete (id INT);`);
    }),
};

/** What the migrations of SQLite have made, as statements: of this process, by the list of migrations. */
const statements = new Map<string, string>();

const execute = (dataSource: DataSource, sql: string): void =>
  (dataSource.driver as unknown as { databaseConnection: { exec(sql: string): void } }).databaseConnection.exec(sql);

const sqliteImages: DatabaseImages = {
  async restore(dataSource) {
    const [there] = await dataSource.query('SELECT 1 FROM sqlite_master LIMIT 1');
    if (there) return true;
    const image = statements.get(imageOf(dataSource));
    if (image === undefined) return false;
    execute(dataSource, image);
    return true;
  },

  async keep(dataSource) {
    const made: { type: string; name: string; sql: string }[] = await dataSource.query(
      `SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
    );
    const rows: string[] = [];
    for (const { name } of made.filter(({ type }) => type === 'table')) {
      const columns: { name: string }[] = await dataSource.query(`PRAGMA table_info("${name}")`);
      const values = columns.map((column) => `quote("${column.name}")`).join(` || ',' || `);
      const stored: { row: string }[] = await dataSource.query(`SELECT ${values} AS row FROM "${name}" ORDER BY rowid`);
      rows.push(...stored.map(({ row }) => `INSERT INTO "${name}" VALUES (${row})`));
    }
    const all = ['BEGIN', ...made.map(({ sql }) => sql), ...rows, 'COMMIT'];
    statements.set(imageOf(dataSource), `${all.join(';\n')};`);
  },
};

export const images: Readonly<Record<Engine, DatabaseImages>> = { mysql: mysqlImages, sqlite: sqliteImages };
