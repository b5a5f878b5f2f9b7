import { type EntityManager, EntitySchema, type MigrationInterface, MoreThan, type QueryRunner, Table } from 'typeorm';
import { updateWhere } from '../db/bulk.ts';
import * as column from '../db/columns.ts';
import type { Database } from '../db/database.ts';
import { equals } from '../db/predicate.ts';
import { rowReader } from '../db/row-reader.ts';
import { AppError } from '../errors.ts';
import type { BusSubscription, EventBus } from './bus.ts';
import type { EventEnvelope } from './envelope.ts';

/** How far a consumer has dealt with a source. Written in the same transaction as the effect. */
export interface InboxRow {
  /** `<consumer>:<source>` */
  id: string;
  position: number;
}

export const inboxTable = new EntitySchema<InboxRow>({
  name: 'inbox',
  columns: { id: { ...column.code, primary: true }, position: { ...column.long } },
});

const inboxes = rowReader(inboxTable);

export class CreateInbox1767225600002 implements MigrationInterface {
  readonly name = 'CreateInbox1767225600002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'inbox',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'position', ...column.bigint },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('inbox');
  }
}

export interface Consumer {
  readonly name: string;
  readonly source: string;
  readonly db: Database;
  readonly bus: EventBus;
  /** Tells from an event alone that it has no effect; left out where every event has one. */
  readonly concerns?: (event: EventEnvelope) => boolean;
  /** The effect of events in their order, inside the transaction that remembers them as dealt with. */
  readonly handle: (em: EntityManager, events: readonly EventEnvelope[]) => Promise<void>;
  /** Called when the transaction has ended well. */
  readonly kept?: (events: readonly EventEnvelope[]) => void;
}

/** Deals with one event after the other. */
export const each =
  (handle: (em: EntityManager, event: EventEnvelope) => Promise<void>): Consumer['handle'] =>
  async (em, events) => {
    for (const event of events) await handle(em, event);
  };

/** The events of some types. */
export const ofTypes =
  (...types: readonly string[]): NonNullable<Consumer['concerns']> =>
  ({ type }) =>
    types.includes(type);

/** So many events may pass a consumer that they do not concern before it remembers that they did. */
const MOST_PASSED = 1_000;

/**
 * Subscribes a consumer so that each event has its effect once, in order, however often it is delivered. Positions
 * of a source have no gaps, so one number per consumer and source is the whole inbox. A number beyond the source's head
 * (the source alone was restored) is loudly set back to it: its next events are new, whatever their positions.
 * Events that do not concern the consumer cost no transaction; after a stop it may look at the last of them again.
 */
export async function consume(consumer: Consumer): Promise<BusSubscription> {
  const { db, bus, source, name, concerns = () => true } = consumer;
  const id = `${name}:${source}`;
  const known = await db.write(async (em) => {
    const row = await em.getRepository(inboxTable).findOneBy({ id });
    if (!row) await em.getRepository(inboxTable).insert({ id, position: 0 });
    return row?.position ?? 0;
  });
  let passed = 0;
  const deal = async (events: readonly EventEnvelope[]): Promise<void> => {
    const concerning = events.filter(concerns);
    if (concerning.length === 0 && passed + events.length < MOST_PASSED) {
      passed += events.length;
      return;
    }
    const dealtWith = await db.write(async (em) => {
      const [row] = await inboxes(em, equals('t.id', 'id', id));
      if (!row) throw new TypeError(`the consumer ${id} has no inbox`);
      const last = events.at(-1);
      if (!last || last.position <= row.position) return [];
      const advanced = await updateWhere(em, inboxTable, { position: last.position }, row);
      if (advanced !== 1) throw new AppError('CONFLICT', `another ${name} is dealing with ${source} events`);
      const due = concerning.filter((event) => event.position > row.position);
      if (due.length > 0) await consumer.handle(em, due);
      return due;
    });
    if (dealtWith.length > 0) consumer.kept?.(dealtWith);
    passed = 0;
  };
  // Not in one transaction with the look at the source: the position only ever goes back to what the source still has.
  const onAhead = (head: number): Promise<void> =>
    db.write(async (em) => {
      await em.getRepository(inboxTable).update({ id, position: MoreThan(head) }, { position: head });
    });
  const handle = (event: EventEnvelope): Promise<void> => deal([event]);
  return bus.subscribe({ source, consumer: name, after: known, handle, handleMany: deal, onAhead });
}
