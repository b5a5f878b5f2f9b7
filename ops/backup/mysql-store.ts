import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SubgraphName } from '@quayside/shared/config';
import { type Connection as CallbackConnection, createConnection } from 'mysql2';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { InboxPosition, StoreSource, StoreTarget } from './store.ts';

/*
 * A store on a MySQL server is copied as lines of JSON: for each table its statement and columns, then its rows. It needs
 * no right that the service does not have anyway, and no tool of the server's version on this machine.
 */
const NEW = 'new_';
const OLD = /^(new_|old_\d{14}_)/;
const ROWS = 500;
const BYTES = 1024 * 1024;

type Line = { table: string; ddl: string; columns: string[] } | { end: true; rows: number } | unknown[];

const connect = (url: string): CallbackConnection =>
  // Every value comes and goes as the text that it is.
  createConnection({ uri: url, supportBigNumbers: true, bigNumberStrings: true, dateStrings: true, timezone: 'Z' });

async function tablesOf(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  return rows.map(({ name }) => String(name)).filter((name) => !OLD.test(name));
}

export function openMysqlSource(name: SubgraphName, url: string): StoreSource {
  const streaming = connect(url);
  const reader = streaming.promise();
  return {
    name,
    engine: 'mysql',
    look: async () => {
      await reader.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      // Ends the transaction of an earlier look by itself.
      await reader.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    },
    head: () => headOf(reader, 'event'),
    inbox: () => inboxOf(reader, 'inbox'),
    copyTo: async (folder) => {
      const file = `${name}.rows`;
      await pipeline(Readable.from(lines(reader, streaming)), createWriteStream(join(folder, file)));
      return file;
    },
    close: () => reader.end(),
  };
}

async function headOf(connection: Connection, table: string): Promise<number> {
  const [[row]] = await connection.query<RowDataPacket[]>(`SELECT MAX(position) AS head FROM ${table}`);
  return Number(row?.['head'] ?? 0);
}

async function inboxOf(connection: Connection, table: string): Promise<InboxPosition[]> {
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT id, position FROM ${table}`);
  return rows.map(({ id, position }): InboxPosition => ({ id: String(id), position: Number(position) }));
}

async function* lines(connection: Connection, streaming: CallbackConnection): AsyncGenerator<string> {
  let rows = 0;
  for (const table of await tablesOf(connection)) {
    const [[made]] = await connection.query<RowDataPacket[]>(`SHOW CREATE TABLE \`${table}\``);
    const [fields] = await connection.query<RowDataPacket[]>(`SHOW COLUMNS FROM \`${table}\``);
    const columns = fields.map((field) => String(field['Field']));
    yield line({ table, ddl: String(made?.['Create Table']), columns });
    const selection = columns.map((column) => `\`${column}\``).join(', ');
    const stream = streaming.query({ sql: `SELECT ${selection} FROM \`${table}\``, rowsAsArray: true }).stream();
    for await (const row of stream) {
      rows++;
      yield line(row as unknown[]);
    }
  }
  yield line({ end: true, rows });
}

const line = (value: Line): string => `${JSON.stringify(value)}\n`;

const [PATIENCE_MS, LOOK_MS] = [2_000, 100];

/** How many other connections there are to this database. */
async function others(connection: Connection): Promise<number> {
  const [[row]] = await connection.query<RowDataPacket[]>(
    'SELECT COUNT(*) AS count FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
  );
  return Number(row?.['count']);
}

/** @param stamp fourteen digits that name the tables kept aside. */
export function openMysqlTarget(name: SubgraphName, url: string, stamp: string): StoreTarget {
  const connection = connect(url).promise();
  const aside = (table: string): string => `old_${stamp}_${table}`;
  let [loaded, replaced]: [string[], string[]] = [[], []];
  const dropLoaded = async (): Promise<void> => {
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 'new!_%' ESCAPE '!'",
    );
    for (const { name: table } of rows) await connection.query(`DROP TABLE \`${String(table)}\``);
  };
  return {
    name,
    usedBy: async () => {
      let count = await others(connection);
      // A server that was just stopped has closed its connections before the database notices.
      for (let left = PATIENCE_MS; count > 0 && left > 0; left -= LOOK_MS) {
        await sleep(LOOK_MS);
        count = await others(connection);
      }
      return count > 0 ? `The ${name} database has ${count} other connections. Stop what uses it first.` : null;
    },
    present: async () => (await tablesOf(connection)).length > 0,
    load: async (file) => {
      await dropLoaded();
      loaded = await loadLines(connection, file);
    },
    head: () => headOf(connection, `${NEW}event`),
    inbox: () => inboxOf(connection, `${NEW}inbox`),
    setInbox: async (id, position) =>
      void (await connection.query(`UPDATE ${NEW}inbox SET position = ? WHERE id = ?`, [position, id])),
    // One statement, which the server carries out as a whole or not at all.
    swap: async () => {
      replaced = await tablesOf(connection);
      await renameTables(connection, [
        ...replaced.map((table) => [table, aside(table)] as const),
        ...loaded.map((table) => [NEW + table, table] as const),
      ]);
    },
    swapBack: () =>
      renameTables(connection, [
        ...loaded.map((table) => [table, NEW + table] as const),
        ...replaced.map((table) => [aside(table), table] as const),
      ]),
    discard: dropLoaded,
    close: () => connection.end(),
  };
}

const renameTables = async (connection: Connection, pairs: readonly (readonly [string, string])[]): Promise<void> =>
  void (await connection.query(`RENAME TABLE ${pairs.map(([from, to]) => `\`${from}\` TO \`${to}\``).join(', ')}`));

/** Makes and fills the tables under their new names; gives their true ones. */
async function loadLines(connection: Connection, file: string): Promise<string[]> {
  const tables: string[] = [];
  let [statement, batch, bytes, rows]: [string, unknown[][], number, number] = ['', [], 0, 0];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await connection.query(statement, [batch]);
    batch = [];
    bytes = 0;
  };
  let complete = false;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const value = JSON.parse(text) as Line;
    if (Array.isArray(value)) {
      rows++;
      batch.push(value);
      bytes += text.length;
      if (batch.length === ROWS || bytes > BYTES) await flush();
      continue;
    }
    await flush();
    if ('end' in value) {
      complete = value.rows === rows;
      continue;
    }
    const { table, ddl, columns } = value;
    await connection.query(ddl.replace(/^CREATE TABLE `[^`]+`/, `CREATE TABLE \`${NEW}${table}\``));
    statement = `INSERT INTO \`${NEW}${table}\` (${columns.map((column) => `\`${column}\``).join(', ')}) VALUES ?`;
    tables.push(table);
  }
  if (!complete) throw new Error(`${file} is cut off.`);
  return tables;
}
