import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { ofContractsInReach } from '../contract/store.ts';
import type { RateCard } from './rate.ts';
import { type RateCardRow, rateCardTable } from './table.ts';

const read = rowReader(rateCardTable);

async function select(em: EntityManager, viewer: Viewer, column: string, keys: readonly string[]): Promise<RateCard[]> {
  const where = allOf([oneOf(column, 'keys', keys), ofContractsInReach(viewer)]);
  const rows = await read(em, where, 'ORDER BY t.contract_id, t.valid_from DESC, t.id DESC');
  return rows.map(toCard);
}

const UNTOLD = { charge: null, code: null, breaks: [], free: 0 } as const;

const toCard = ({ rates, surroundings, createdAt: _, ...card }: RateCardRow): RateCard => ({
  ...card,
  zones: surroundings?.zones ?? [],
  fuel: surroundings?.fuel ?? null,
  lines: rates.map((line) => ({ ...UNTOLD, ...line })),
});

/** Rate cards by id, of contracts in reach. */
export const findRateCards = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<RateCard[]> =>
  select(em, viewer, 't.id', ids);

/** Newest first within a contract. */
export const rateCardsOf = (em: EntityManager, viewer: Viewer, contractIds: readonly string[]): Promise<RateCard[]> =>
  select(em, viewer, 't.contract_id', contractIds);

/** A card is never changed: a newer one takes its place. */
export const insertRateCard = (
  em: EntityManager,
  { lines, zones, fuel, ...card }: RateCard,
  createdAt: number,
): Promise<void> =>
  insertRows(em, rateCardTable, [{ ...card, rates: lines, surroundings: { zones, fuel }, createdAt }]);

/** Sets the last day of a card; what it charges until then stays as it was agreed. */
export const endRateCard = async (em: EntityManager, id: string, validTo: string): Promise<void> => {
  await updateWhere(em, rateCardTable, { validTo }, { id });
};
