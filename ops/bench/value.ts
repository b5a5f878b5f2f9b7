import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { factsOf } from '@quayside/customer/fact/hearing';
import { keepFacts } from '@quayside/customer/fact/store';
import { customerMigrations } from '@quayside/customer/migrations/index';
import { customerTables } from '@quayside/customer/subgraph';
import { Fold } from '@quayside/customer/value/fold';
import { gradeAll } from '@quayside/customer/value/grading';
import { revalue } from '@quayside/customer/value/keeping-commands';
import { ledgerOf } from '@quayside/customer/value/ledger';
import { keyAccountsOf, type Measured, yardstickOf } from '@quayside/customer/value/portfolio';
import { yearlyProfit } from '@quayside/customer/value/profit';
import { DEFAULT_SETTINGS } from '@quayside/customer/value/settings';
import { markStale } from '@quayside/customer/value/store';
import { measuredOf, type Valuation, valuate } from '@quayside/customer/value/valuation';
import { Database } from '@quayside/shared/db/database';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { type Figure, figure, median } from './figure.ts';
import { accountName, fillLog } from './value-fill.ts';

const CUSTOMERS = 10_000;
const FACTS = 5_000_000;
const BATCH = 5_000;
const UPDATES = 25;

/** Shipments and money come from two logs; the bench keeps both in one and says of each event whose it is. */
const sourceOf = (type: string): string => (/^(shipment|inbound)\./.test(type) ? 'shipment' : 'contract');

/** Values, grades, stages and risks of all customers worked out from the log alone; then one customer's update. */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-value-'));
  const url = `file:${join(folder, 'customer.sqlite')}`;
  const db = await Database.open({ url, tables: customerTables, migrations: customerMigrations });
  const now = Date.now();
  try {
    await fillLog(db, CUSTOMERS, FACTS, now);
    const began = performance.now();
    const { valuations, graded, facts, measured } = await valueAll(db, now);
    const seconds = (performance.now() - began) / 1000;
    const churner = valuations.get(accountName(1))?.risk.level === 'HIGH';
    const [first] = keyAccountsOf(measured, DEFAULT_SETTINGS.keyPercent);
    const what = `value, grade, stage and risk of ${valuations.size} customers from ${facts} facts of the log`;
    const found = Number(churner) + Number(first?.accountId === accountName(0)) + Number(graded === CUSTOMERS);
    return [
      figure({ bench: 'value', figure: what, value: seconds, unit: 's', target: '<= 60' }),
      figure({
        bench: 'value',
        figure: 'churner, key account, all graded: found',
        value: found,
        unit: 'of 3',
        target: '>= 3',
      }),
      figure({
        ...{ bench: 'value', figure: 'update of one customer with two years of facts, written', unit: 'ms' },
        ...{ value: await updateOne(db, valuations, now), target: '<= 50' },
      }),
    ];
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function valueAll(db: Database, now: number) {
  const fold = new Fold();
  const log = new EventLog('log', db);
  for (let position = 0; ; ) {
    const events = await log.readAfter(position, BATCH);
    const last = events.at(-1);
    if (!last) break;
    for (const event of events) fold.hear(Object.assign(event, { source: sourceOf(event.type) }));
    position = last.position;
  }
  const valuations = new Map<string, Valuation>();
  const measured: Measured[] = [];
  const known = [...fold.tallies.accounts()].map(([accountId, months]) => ({
    ...{ accountId, agreements: [], referred: [] },
    months: [...months].map(([month, tally]) => ({ month, tally })),
  }));
  // The yardstick is laid by all ledgers, then each customer is measured by it.
  const ledgers = known.map(({ months }) => ledgerOf(months, DEFAULT_SETTINGS, now));
  for (const [at, { accountId }] of known.entries()) {
    const ledger = ledgers[at];
    const seen = ledger && measuredOf({ accountId, ledger, profit: yearlyProfit(ledger) });
    if (seen) measured.push(seen);
  }
  const yardstick = yardstickOf(measured);
  for (const [at, one] of known.entries()) {
    valuations.set(one.accountId, valuate(one, DEFAULT_SETTINGS, yardstick, now, ledgers[at]));
  }
  const grading = gradeAll(measured, DEFAULT_SETTINGS.groups);
  return { valuations, measured, facts: fold.facts, graded: 'reason' in grading ? 0 : grading.grades.size };
}

/** A charge comes in for a customer whose months are kept: kept itself, months, value and event written. */
async function updateOne(db: Database, valuations: ReadonlyMap<string, Valuation>, now: number): Promise<number> {
  const accountId = accountName(2);
  await db.write(async (em) => {
    const log = new EventLog('log', db);
    const { events } = await log.readSpan(0, Number.MAX_SAFE_INTEGER, { accountId });
    await keepFacts(
      em,
      events.flatMap((event) => factsOf({ ...event, source: sourceOf(event.type) })),
    );
    await markStale(em, [accountId]);
  });
  if (!valuations.has(accountId)) throw new RangeError('the customer of the update has no value');
  const times: number[] = [];
  for (let at = 0; at < UPDATES; at++) {
    const data = { chargeId: `N${at}`, amountMinor: 1_000, currency: 'USD', service: 'KITTING' };
    const event = { source: 'contract', type: 'charge.made.v1', at: now, accountId, subject: `N${at}`, data };
    const began = performance.now();
    await db.write(async (em) => {
      await markStale(em, [...(await keepFacts(em, factsOf(event)))]);
      await revalue(em, [accountId], now);
    });
    times.push(performance.now() - began);
  }
  return median(times);
}
