import type { Database } from '@quayside/shared/db/database';
import { DAY, localDate } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import type { Occasion } from '../charge/commands.ts';
import type { Contract } from '../contract/contract.ts';
import { daysStored } from '../rating/storage.ts';
import { keepActivities, type Told } from './commands.ts';
import { firstStoredMonth, levelsOf, stockOfAccount, stockStanding } from './store.ts';
import { type StockLevelRow, storageMonthTable } from './table.ts';
import { openTariffBook, type TariffBook } from './tariff-store.ts';

/** Rows of stock in one transaction. */
const AT_ONCE = 200;

/**
 * Charges the storage of every month that is over before a day (YYYY-MM-DD, UTC), each row of stock and month once.
 * Stopped anywhere, it goes on where it was.
 */
export async function chargeStorage(db: Database, occasion: Occasion, before: string): Promise<void> {
  const first = await db.read(firstStoredMonth);
  if (first === null) return;
  for (let month = first; month < before.slice(0, 7); month = monthAfter(month)) {
    while (!(await db.write((em) => chargeSome(em, occasion, month))));
  }
}

const monthAfter = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 7);

/** True when the month is done. */
async function chargeSome(em: EntityManager, occasion: Occasion, month: string): Promise<boolean> {
  const months = em.getRepository(storageMonthTable);
  const known = await months.findOneBy({ id: month });
  if (known?.upTo === null) return true;
  const lastAt = Date.parse(`${monthAfter(month)}-01`) - DAY;
  const to = localDate(lastAt);
  const ids = await stockStanding(em, to, known?.upTo ?? '', AT_ONCE);
  const levels = new Map(ids.map((id): [string, StockLevelRow[]] => [id, []]));
  for (const level of await levelsOf(em, ids, to)) levels.get(level.stockId)?.push(level);
  const book = openTariffBook(em);
  const told: Told[] = [];
  for (const rows of levels.values()) {
    const one = toldOf(occasion, rows, { month, to, lastAt });
    if (one && (await isCharged(book, one))) told.push(one);
  }
  await keepActivities(em, told, book);
  const done = ids.length < AT_ONCE;
  await months.upsert({ id: month, upTo: done ? null : (ids.at(-1) ?? null) }, ['id']);
  return done;
}

/**
 * What stood in the months that ended in a period and that nobody keeps a row of, because the contract has no price for it.
 * @param period YYYY-MM-DD, both included
 * @param kept ids of the activities that are kept
 * @param most so many are enough
 */
export async function unkeptStorage(
  em: EntityManager,
  contract: Pick<Contract, 'id' | 'accountId'>,
  { from, to }: { readonly from: string; readonly to: string },
  kept: ReadonlySet<string>,
  most: number,
): Promise<Told[]> {
  const ids = await stockOfAccount(em, contract.accountId, to);
  const levels = new Map(ids.map((id): [string, StockLevelRow[]] => [id, []]));
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    for (const level of await levelsOf(em, ids.slice(at, at + AT_ONCE), to)) levels.get(level.stockId)?.push(level);
  }
  const book = openTariffBook(em);
  const told: Told[] = [];
  const [first] = [...levels.values()].flatMap(([oldest]) => (oldest ? [oldest.date] : [])).sort();
  if (first === undefined) return told;
  for (let month = (first > from ? first : from).slice(0, 7); ; month = monthAfter(month)) {
    const lastAt = Date.parse(`${monthAfter(month)}-01`) - DAY;
    if (localDate(lastAt) > to) return told;
    // The days of every row are counted at one go, so others get their turn between two months.
    await new Promise((turn) => setImmediate(turn));
    for (const rows of levels.values()) {
      const one = toldOf({ at: lastAt, correlationId: '' }, rows, { month, to: localDate(lastAt), lastAt });
      if (!one || kept.has(one.done.activityId)) continue;
      const covering = await book.contractFor(one.done);
      if (covering.ok && covering.value.id === contract.id) told.push(one);
      if (told.length >= most) return told;
    }
  }
}

/** Goods of a contract without a price for storage are nothing to be kept a row of, month after month. */
async function isCharged(book: TariffBook, { done }: Told): Promise<boolean> {
  const contract = await book.contractFor(done);
  if (!contract.ok) return true;
  const tariff = await book.tariffOf(contract.value.id);
  return !tariff.ok || tariff.value.offers.has('STORAGE');
}

function toldOf(
  occasion: Occasion,
  rows: readonly StockLevelRow[],
  { month, to, lastAt: at }: { month: string; to: string; lastAt: number },
): Told | null {
  const [row] = rows;
  const days = daysStored(rows, `${month}-01`, to);
  if (!row || days.length === 0) return null;
  const { stockId, accountId, sku, lot, unit } = row;
  return {
    occasion,
    stored: { days, lot },
    done: {
      ...{ activityId: `${stockId}:${month}`, kind: 'STORED', accountId, contractId: null, subjectKind: 'STOCK' },
      ...{
        subjectId: stockId,
        subjectNumber: lot ? `${sku} ${lot}`.slice(0, 64) : sku,
        orderNumber: null,
        poNumber: null,
      },
      ...{ code: null, at, date: to, weightGrams: null, guaranteed: false, carrierScac: null },
      ...{ quantities: [{ unit, quantity: 0 }], origin: null, destination: null },
    },
  };
}
