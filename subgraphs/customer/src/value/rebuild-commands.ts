import { insertRows } from '@quayside/shared/db/bulk';
import type { Database } from '@quayside/shared/db/database';
import { oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { EventReader } from '@quayside/shared/events/bus';
import { inboxTable } from '@quayside/shared/events/inbox';
import { HEARD_SOURCES, type HeardSource } from '../fact/hearing.ts';
import { everyMonth, replaceMonths } from '../fact/store.ts';
import { factTable } from '../fact/table.ts';
import { emptyTally, type Tally, tallyKey } from '../fact/tally.ts';
import { missingTouches, repairTouches, TOUCH_INBOX } from '../touch/consumer.ts';
import { Fold } from './fold.ts';
import { loadPortfolio, loadSettings, markStale } from './store.ts';
import { valuate } from './valuation.ts';

const BATCH = 5_000;
const inboxes = rowReader(inboxTable);

/** What a rebuild from the logs found. */
export interface Rebuilt {
  /** Nothing differs: neither months nor figures, and no touch is missing. */
  readonly equal: boolean;
  readonly facts: number;
  readonly accounts: number;
  readonly months: number;
  /** Facts came while the logs were read: what differs may only be new. */
  readonly moved: boolean;
  readonly differing: readonly { readonly accountId: string; readonly what: string }[];
}

type Logs = Readonly<Record<HeardSource, EventReader>>;

/** How far the read model has heard each source. */
async function heardUpTo(db: Database): Promise<ReadonlyMap<string, number>> {
  const ids = HEARD_SOURCES.map((source) => `customer-facts:${source}`);
  const rows = await db.read((em) => inboxes(em, oneOf('t.id', 'ids', ids)));
  return new Map(rows.map(({ id, position }) => [id.slice('customer-facts:'.length), position]));
}

/** How far the conversations were heard: facts and touches are heard one without the other. */
const saidUpTo = (db: Database): Promise<number> =>
  db.read(async (em) => (await inboxes(em, oneOf('t.id', 'ids', [TOUCH_INBOX])))[0]?.position ?? 0);

/** Reads one log up to a position into a fold. */
export async function foldLog(fold: Fold, log: EventReader, upTo: number): Promise<void> {
  for (let position = 0; position < upTo; ) {
    const events = await log.readAfter(position, BATCH);
    if (events.length === 0) return;
    for (const event of events) if (event.position <= upTo) fold.hear(event);
    position = events.at(-1)?.position ?? upTo;
  }
}

async function foldLogs(logs: Logs, upTo: ReadonlyMap<string, number>, collect?: ReadonlySet<string>): Promise<Fold> {
  const fold = new Fold(collect);
  for (const source of HEARD_SOURCES) await foldLog(fold, logs[source], upTo.get(source) ?? 0);
  return fold;
}

/** The months as they are kept. */
async function keptMonths(db: Database): Promise<Map<string, Map<string, Tally>>> {
  const kept = new Map<string, Map<string, Tally>>();
  await db.read(async (em) => {
    for await (const { accountId, month, tally } of everyMonth(em)) {
      const months = kept.get(accountId) ?? new Map<string, Tally>();
      months.set(month, tally);
      kept.set(accountId, months);
    }
  });
  return kept;
}

const listed = (months: ReadonlyMap<string, Tally>) =>
  [...months].map(([month, tally]) => ({ month, tally })).sort((a, b) => (a.month < b.month ? -1 : 1));

/**
 * Works everything out again from the logs, as far as they were heard, and compares it with what is kept: months by
 * everything that is in them, then profit, lifetime value, stage and risk as of now; and sees whether touches of
 * conversations are missing. Changes nothing.
 */
export async function compareWithLogs(db: Database, logs: Logs, now: number): Promise<Rebuilt> {
  const upTo = await heardUpTo(db);
  const fold = await foldLogs(logs, upTo);
  const kept = await keptMonths(db);
  const told = new Map(fold.tallies.accounts());
  const { settings } = await db.read(loadSettings);
  const yardstick = (await db.read(loadPortfolio))?.yardstick ?? null;
  const differing: { accountId: string; what: string }[] = [];
  let months = 0;
  for (const accountId of [...new Set([...told.keys(), ...kept.keys()])].sort()) {
    const [fromLog, fromRows] = [told.get(accountId) ?? new Map(), kept.get(accountId) ?? new Map()];
    for (const month of [...new Set<string>([...fromLog.keys(), ...fromRows.keys()])].sort()) {
      months++;
      const same = tallyKey(fromLog.get(month) ?? emptyTally()) === tallyKey(fromRows.get(month) ?? emptyTally());
      if (!same) differing.push({ accountId, what: month });
    }
    const agreements = [...fold.agreements.values()].filter((one) => one.accountId === accountId);
    const figures = [fromLog, fromRows].map((some) => {
      const known = { accountId, months: listed(some), agreements, referred: [] };
      const { profit, lifetime, stage, risk } = valuate(known, settings, yardstick, now);
      return JSON.stringify([profit, lifetime.amountMinor, stage, risk.percent]);
    });
    if (figures[0] !== figures[1]) differing.push({ accountId, what: 'figures' });
  }
  for (const accountId of await missingTouches(db, logs.service, await saidUpTo(db))) {
    differing.push({ accountId, what: 'touches' });
  }
  const moved = JSON.stringify([...upTo]) !== JSON.stringify([...(await heardUpTo(db))]);
  return { equal: differing.length === 0, facts: fold.facts, accounts: told.size, months, moved, differing };
}

/** Puts what the logs tell in the place of what is kept, for these accounts; their figures are worked out again. Touches are added. */
export async function repairFromLogs(db: Database, logs: Logs, accountIds: readonly string[]): Promise<void> {
  await repairTouches(db, logs.service, await saidUpTo(db));
  const fold = await foldLogs(logs, await heardUpTo(db), new Set(accountIds));
  const told = new Map(fold.tallies.accounts());
  for (const accountId of accountIds) {
    await db.write(async (em) => {
      await em.getRepository(factTable).delete({ accountId });
      await insertRows(
        em,
        factTable,
        fold.collected().filter((fact) => fact.accountId === accountId),
      );
      await replaceMonths(em, accountId, told.get(accountId) ?? new Map());
      await markStale(em, [accountId]);
    });
  }
}
