import { RECEIVABLE_CHANGED, type ReceivableFacts } from '@quayside/contract/money-events';
import { Database } from '@quayside/shared/db/database';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { expect, it, onTestFinished } from 'vitest';
import type { Fact, FactKind } from '../src/fact/fact.ts';
import { factsOf, type HeardEvent } from '../src/fact/hearing.ts';
import { keepFacts, monthsOf } from '../src/fact/store.ts';
import { factTable } from '../src/fact/table.ts';
import { emptyTally, tallyKey } from '../src/fact/tally.ts';
import { customerMigrations } from '../src/migrations/index.ts';
import { customerTables } from '../src/subgraph.ts';
import { Fold } from '../src/value/fold.ts';
import { keepValues } from '../src/value/keeping-commands.ts';
import { loadPortfolio, markStale, valueRows } from '../src/value/store.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const DAY = 86_400_000;

/** An order with its money, some days ago. */
const trade = (accountId: string, revenue: number): Fact[] => {
  const fact = (kind: FactKind, amountMinor: number | null): Fact => ({
    ...{
      id: `${kind}:${accountId}`,
      accountId,
      kind,
      at: NOW - 40 * DAY,
      subjectKind: 'SHIPMENT',
      subjectId: accountId,
    },
    ...{ subjectNumber: null, amountMinor, currency: amountMinor === null ? null : 'USD', quantity: 1, service: null },
  });
  return [fact('ORDER_BY_HAND', null), fact('REVENUE', revenue)];
};

/** What is told of an invoice over 90.00 that was due on the 15th. */
const owed = (at: string, paidMinor: number, paidOn: string | null): HeardEvent => {
  const data: ReceivableFacts = {
    ...{ invoiceId: 'inv', number: 'INV-1', accountId: 'acme', currency: 'USD', totalMinor: 9_000 },
    ...{ openMinor: 9_000 - paidMinor, paidMinor, paidOn, dueOn: '2026-11-15', step: 'NONE' },
  };
  const event = { source: 'contract', type: RECEIVABLE_CHANGED, accountId: 'acme', subject: 'inv' };
  return { ...event, at: Date.parse(at), data };
};

eachDatabase((engine) => {
  it('knows no payment that was taken back, and the day of the one that came after it', async () => {
    const steps = [
      owed('2026-11-20T10:00:00Z', 9_000, '2026-11-20'),
      owed('2026-11-25T10:00:00Z', 0, null),
      owed('2026-11-26T10:00:00Z', 4_000, '2026-11-26'),
      owed('2026-12-01T10:00:00Z', 9_000, '2026-11-27'),
    ];
    /** What is kept after so many steps, some at a time, and what a rebuild of them makes. */
    const after = async (count: number, atOnce: number) => {
      const url = await engine.freshUrl('customer');
      const db = await Database.open({ url, tables: customerTables, migrations: customerMigrations });
      onTestFinished(() => db.close());
      const told = steps.slice(0, count);
      for (let from = 0; from < count; from += atOnce) {
        await db.write((em) => keepFacts(em, told.slice(from, from + atOnce).flatMap(factsOf)));
      }
      const fold = new Fold(new Set(['acme']));
      for (const event of told) fold.hear(event);
      const [rows, months] = await db.read(async (em) => [
        await em.getRepository(factTable).find(),
        await monthsOf(em, ['acme']),
      ]);
      expect(fold.collected()).toEqual(rows);
      expect(fold.facts).toBe(rows.length);
      const built = new Map([...fold.tallies.accounts()][0]?.[1]);
      for (const { month, tally } of months) expect(tallyKey(built.get(month) ?? emptyTally())).toBe(tallyKey(tally));
      return rows.map(({ kind, quantity, amountMinor }) => [kind, quantity, amountMinor]);
    };
    expect(await after(1, 1)).toEqual([['PAYMENT', 5, 9_000]]);
    expect(await after(3, 1)).toEqual([]);
    expect(await after(4, 1)).toEqual([['PAYMENT', 12, 9_000]]);
    expect(await after(4, 4)).toEqual([['PAYMENT', 12, 9_000]]);
  });

  it('groups customers anew until nobody came meanwhile', async () => {
    const url = await engine.freshUrl('customer');
    const db = await Database.open({ url, tables: customerTables, migrations: customerMigrations });
    onTestFinished(() => db.close());
    const write = db.write.bind(db);
    const come = (accountId: string, revenue: number): Promise<void> =>
      write(async (em) => markStale(em, [...(await keepFacts(em, trade(accountId, revenue)))]));
    for (const [at, revenue] of [900_000, 300_000, 90_000, 20_000, 4_000].entries()) await come(`c${at}`, revenue);
    const laid = () => db.read(loadPortfolio);
    let late: Promise<void> | null = null;
    // Somebody orders for the first time just when all others were grouped.
    db.write = async (work) => {
      const done = await write(work);
      if (!late && (await laid())) {
        late = come('late', 250_000);
        await late;
      }
      return done;
    };
    await keepValues(db, NOW);
    expect(late).not.toBeNull();
    expect((await laid())?.yardstick?.customers).toBe(6);
    const [row] = await db.read((em) => valueRows(em, ['late']));
    expect(row).toMatchObject({ stale: false, grade: expect.any(String), gradeStability: expect.any(Number) });
  });
});
