import type { Database } from '../db/database.ts';
import type { Predicate } from '../db/reach.ts';
import { selectRows } from '../db/sql.ts';
import type { EventReader } from '../events/bus.ts';
import type { EventEnvelope } from '../events/envelope.ts';
import { type EventRow, readEvents } from './table.ts';

/** The stamped events of one subgraph, oldest first. */
export class EventLog implements EventReader {
  readonly source: string;
  readonly #db: Database;

  constructor(source: string, db: Database) {
    this.source = source;
    this.#db = db;
  }

  async readAfter(position: number, limit: number): Promise<EventEnvelope[]> {
    const after: Predicate = { sql: 't.position > :after', parameters: { after: position } };
    const rows = await this.#db.read((em) => readEvents(em, after, `ORDER BY t.position LIMIT ${limit}`));
    return rows.map((row) => toEnvelope(this.source, row));
  }

  async head(): Promise<number> {
    const sql = 'SELECT MAX(position) AS head FROM event';
    const [row] = await this.#db.read((em) => selectRows<{ head: number | string | null }>(em, sql));
    return Number(row?.head ?? 0);
  }
}

export const toEnvelope = (source: string, row: EventRow): EventEnvelope => {
  if (row.position === null) throw new TypeError(`event ${row.id} has no position yet`);
  return { ...row, source, position: row.position };
};
