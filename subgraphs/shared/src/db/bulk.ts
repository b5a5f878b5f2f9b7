import type { EntityManager, EntitySchema, ObjectLiteral, QueryResult } from 'typeorm';

const CHUNK = 500;
/** SQLite takes 32,766 values in one statement. */
const MOST_VALUES = 30_000;

interface Writer {
  readonly head: string;
  readonly marks: string;
  readonly rowsPerStatement: number;
  readonly valuesOf: (row: ObjectLiteral) => unknown[];
}

const writers = new WeakMap<object, Writer>();

const toStored: Readonly<Record<string, (value: unknown) => unknown>> = {
  'simple-json': (value) => JSON.stringify(value),
  // better-sqlite3 binds no booleans.
  boolean: (value) => (value ? 1 : 0),
};

/** Inserts rows in chunks, without loading anything back: 20 to 50 times faster than `save`. */
export async function insertRows<Row extends ObjectLiteral>(
  em: EntityManager,
  table: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  const writer = writerOf(table);
  for (let from = 0; from < rows.length; from += writer.rowsPerStatement) {
    const chunk = rows.slice(from, from + writer.rowsPerStatement);
    const sql = `${writer.head} ${chunk.map(() => writer.marks).join(', ')}`;
    await em.query(sql, chunk.flatMap(writer.valuesOf));
  }
}

/** CASE looks at its branches one after the other. */
const MOST_CASES = 100;

/** Changes these columns of several rows, each by its id, in one statement per hundred of them. */
export async function updateRows<Row extends ObjectLiteral & { id: string }, Changed extends keyof Row & string>(
  em: EntityManager,
  table: EntitySchema<Row>,
  properties: readonly Changed[],
  rows: readonly Pick<Row, 'id' | Changed>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += MOST_CASES) {
    const chunk = rows.slice(from, from + MOST_CASES);
    const branches = chunk.map(() => 'WHEN ? THEN ?').join(' ');
    const assignments = properties.map((property) => `\`${columnOf(table, property).name}\` = CASE id ${branches} END`);
    const values = properties.flatMap((property) => {
      const { store } = columnOf(table, property);
      return chunk.flatMap((row) => [row.id, storedValue(row[property], store)]);
    });
    const ids = chunk.map(({ id }) => id);
    const marks = ids.map(() => '?').join(', ');
    const sql = `UPDATE ${table.options.name} SET ${assignments.join(', ')} WHERE id IN (${marks})`;
    await em.query(sql, [...values, ...ids]);
  }
}

/** Changes the rows that have exactly these values and tells how many there were. The query builder is slower by far. */
export async function updateWhere<Row extends ObjectLiteral>(
  em: EntityManager,
  table: EntitySchema<Row>,
  change: Partial<Row>,
  where: Partial<Row>,
): Promise<number> {
  const { queryRunner } = em;
  if (!queryRunner) throw new TypeError('a guarded change needs the transaction of its caller');
  const pairs = (values: Partial<Row>) =>
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([property, value]) => {
        const { name, store } = columnOf(table, property);
        return { sql: `\`${name}\` = ?`, value: storedValue(value, store) };
      });
  const changes = pairs(change);
  const conditions = pairs(where);
  const assigned = changes.map(({ sql }) => sql).join(', ');
  const sql = `UPDATE ${table.options.name} SET ${assigned} WHERE ${conditions.map((one) => one.sql).join(' AND ')}`;
  const values = [...changes, ...conditions].map(({ value }) => value);
  const outcome = (await queryRunner.query(sql, values, true)) as QueryResult;
  return outcome.affected ?? 0;
}

function columnOf<Row extends ObjectLiteral>(table: EntitySchema<Row>, property: keyof Row & string) {
  const column = table.options.columns[property] as { name?: string; type: unknown };
  return { name: column.name ?? property, store: toStored[String(column.type)] };
}

const storedValue = (value: unknown, store: ((value: unknown) => unknown) | undefined): unknown =>
  value === null || value === undefined ? null : store ? store(value) : value;

/** What of a table does not depend on the rows: the query builder would work it out anew for each statement. */
function writerOf<Row extends ObjectLiteral>(table: EntitySchema<Row>): Writer {
  const known = writers.get(table);
  if (known) return known;
  const columns = Object.keys(table.options.columns).map((property) => ({ property, ...columnOf(table, property) }));
  const writer: Writer = {
    head: `INSERT INTO ${table.options.name} (${columns.map(({ name }) => `\`${name}\``).join(', ')}) VALUES`,
    marks: `(${columns.map(() => '?').join(', ')})`,
    rowsPerStatement: Math.min(CHUNK, Math.floor(MOST_VALUES / columns.length)),
    valuesOf: (row) => columns.map(({ property, store }) => storedValue(row[property], store)),
  };
  writers.set(table, writer);
  return writer;
}
