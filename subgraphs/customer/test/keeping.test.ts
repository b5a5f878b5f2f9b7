import { Database } from '@quayside/shared/db/database';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { expect, it, onTestFinished } from 'vitest';
import type { Fact, FactKind } from '../src/fact/fact.ts';
import { keepFacts } from '../src/fact/store.ts';
import { customerMigrations } from '../src/migrations/index.ts';
import { customerTables } from '../src/subgraph.ts';
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

eachDatabase((engine) => {
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
