import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus, EventReader } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume } from '@quayside/shared/events/inbox';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { TOUCH_HEARD, type TouchHeard } from '../events.ts';
import { loadNames } from './name-store.ts';
import { insertTouches, knownTouches } from './store.ts';
import type { Touch } from './touch.ts';
import { touchOf, type Words, wordsOf } from './words.ts';

const NAME = 'customer-touches';
const SOURCE = 'service';
/** Where it is written down how far the conversations were heard. */
export const TOUCH_INBOX = `${NAME}:${SOURCE}`;

/**
 * Keeps what was said in conversations as touches; what is known already changes nothing.
 * @returns those that were new.
 */
async function keepWords(em: EntityManager, heard: readonly Words[]): Promise<Touch[]> {
  const known = await knownTouches(
    em,
    heard.map(({ id }) => id),
  );
  const fresh: Words[] = [];
  for (const words of heard) {
    if (known.has(words.id)) continue;
    known.add(words.id);
    fresh.push(words);
  }
  const names = await loadNames(em, fresh);
  const touches: Touch[] = [];
  for (const words of fresh) {
    const touch = touchOf(words, names.of(words.accountId));
    if (!touch) continue;
    touches.push(touch);
    names.heard(touch);
  }
  await insertTouches(em, touches);
  return touches;
}

/**
 * Hears what is said in the conversations of cases, claims, work orders and returns. A store that begins to hear it reads
 * the log from its beginning, as far as the bus still has it; `repairTouches` reads the rest.
 */
export const followTouches = (db: Database, bus: EventBus, now: () => number): Promise<BusSubscription> =>
  consume({
    ...{ name: NAME, source: SOURCE, db, bus, concerns: (event) => wordsOf(event) !== null },
    handle: async (em, events) => {
      const touches = await keepWords(em, heardIn(events));
      const accounts = [...new Set(touches.map(({ accountId }) => accountId))];
      await appendEvents(
        em,
        accounts.map((accountId) => {
          const data: TouchHeard = { accountId, internal: true };
          const event = { type: TOUCH_HEARD, accountId, subject: accountId, seq: 1, at: now() };
          return { ...event, correlationId: newId(), data };
        }),
      );
    },
  });

const heardIn = (events: readonly EventEnvelope[]): Words[] => events.flatMap((event) => wordsOf(event) ?? []);

const BATCH = 2_000;

/** The conversations of a log up to a position, some events at a time. */
async function* wordsUpTo(log: EventReader, upTo: number): AsyncGenerator<Words[]> {
  for (let position = 0; position < upTo; ) {
    const events = await log.readAfter(position, BATCH);
    if (events.length === 0) return;
    yield heardIn(events.filter((event) => event.position <= upTo));
    position = events.at(-1)?.position ?? upTo;
  }
}

/** Accounts with touches that the log tells of and the store does not have. Changes nothing. */
export async function missingTouches(db: Database, log: EventReader, upTo: number): Promise<Set<string>> {
  const missing = new Set<string>();
  for await (const heard of wordsUpTo(log, upTo)) {
    await db.read(async (em) => {
      const known = await knownTouches(
        em,
        heard.map(({ id }) => id),
      );
      const names = await loadNames(em, heard);
      for (const words of heard) {
        if (!known.has(words.id) && touchOf(words, names.of(words.accountId))) missing.add(words.accountId);
      }
    });
  }
  return missing;
}

/** Adds the touches that the log tells of and the store does not have. */
export async function repairTouches(db: Database, log: EventReader, upTo: number): Promise<void> {
  for await (const heard of wordsUpTo(log, upTo)) await db.write((em) => keepWords(em, heard));
}
