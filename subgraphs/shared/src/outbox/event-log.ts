import type { Database } from '../db/database.ts';
import { type Predicate, withinReach } from '../db/reach.ts';
import { selectRows } from '../db/sql.ts';
import type { EventReader } from '../events/bus.ts';
import type { EventEnvelope } from '../events/envelope.ts';
import type { EventFilter } from './event-filter.ts';
import { type EventRow, readEvents } from './table.ts';

/** Positions that one statement scans: a few milliseconds, because SQLite answers while everybody waits. */
const SPAN = 1_000;
/** Events of one subject that one statement reads. */
const BATCH = 200;

/** The rows of a part of the log that a filter can concern. */
function wanted(after: number, end: number, { type, subject, accountId, viewer }: EventFilter): Predicate {
  const conditions = ['t.position > :after AND t.position <= :end'];
  if (type !== undefined) conditions.push('t.type = :type');
  if (subject !== undefined) conditions.push('t.subject = :subject');
  if (accountId !== undefined) conditions.push('t.account_id = :account');
  const reach = viewer && withinReach(viewer, { account: 't.account_id', shipment: 't.subject' });
  if (reach) conditions.push(reach.sql);
  return {
    sql: conditions.join(' AND '),
    parameters: { after, end, type, subject, account: accountId, ...reach?.parameters },
  };
}

/** A part of the log: the events in it that were wanted, and the position up to which it has been read. */
export interface LogSpan {
  readonly events: readonly EventEnvelope[];
  readonly upTo: number;
}

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

  /** The next part after a position, at most up to another. One subject is found by its index, anything else by scan. */
  async readSpan(after: number, upTo: number, filter: EventFilter): Promise<LogSpan> {
    const ofSubject = filter.subject !== undefined;
    const end = ofSubject ? upTo : Math.min(upTo, after + SPAN);
    const rows = await this.#db.read((em) =>
      readEvents(em, wanted(after, end, filter), `ORDER BY t.position LIMIT ${ofSubject ? BATCH : SPAN}`),
    );
    const events = rows.map((row) => toEnvelope(this.source, row));
    const last = events.at(-1);
    return { events, upTo: ofSubject && last && events.length === BATCH ? last.position : end };
  }

  async head(): Promise<number> {
    const sql = 'SELECT MAX(position) AS head FROM event';
    const [row] = await this.#db.read((em) => selectRows<{ head: number | string | null }>(em, sql));
    return Number(row?.head ?? 0);
  }
}

export const toEnvelope = (source: string, row: EventRow): EventEnvelope => {
  if (row.position === null) throw new TypeError(`event ${row.id} has no position yet`);
  // The row was read for this alone: of millions, none is copied.
  return Object.assign(row, { source, position: row.position });
};
