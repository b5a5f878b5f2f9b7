import { equals } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { localDate } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import type { RatesOf } from './limit-use.ts';
import { type HouseExchange, houseExchangeTable } from './table.ts';

const read = rowReader(houseExchangeTable);
const HOUSE = 'house';

/** Keeps what was told last. @returns false for what is older than what is kept. */
export async function keepExchange(em: EntityManager, told: Omit<HouseExchange, 'id'>): Promise<boolean> {
  const [before] = await read(em, equals('t.id', 'id', HOUSE));
  if (before && before.version >= told.version) return false;
  await em.getRepository(houseExchangeTable).upsert({ id: HOUSE, ...told }, ['id']);
  return true;
}

/** The rates that hold in the month of a moment. */
export async function ratesAt(em: EntityManager, at: number): Promise<RatesOf> {
  const [exchange = null] = await read(em, equals('t.id', 'id', HOUSE));
  return { exchange, month: localDate(at).slice(0, 7) };
}
