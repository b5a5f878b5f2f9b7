import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, equals } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Stock } from './stock.ts';
import { searchable, stockTokens } from './stock-search.ts';
import { stockSearchTable } from './table.ts';

const searches = rowReader(stockSearchTable);

/** Rows with a token that begins like this: a range of the index, scoped as the rows themselves are. */
export function matching(
  viewer: Viewer,
  search: string | null | undefined,
  accountId: string | null | undefined,
): Predicate[] {
  const prefix = searchable(search ?? '');
  if (prefix === '') return [];
  const tokens = allOf([
    withinReach(viewer, { account: 'w.account_id' }),
    equals('w.account_id', 'account', accountId),
    { sql: 'w.token >= :prefix AND w.token < :prefixEnd', parameters: { prefix, prefixEnd: `${prefix}\uffff` } },
  ]);
  return [
    { sql: `t.id IN (SELECT w.stock_id FROM stock_search w WHERE ${tokens.sql})`, parameters: tokens.parameters },
  ];
}

/** Makes a row findable; what it is found by already is left alone, what it was called before still finds it. */
export async function makeStockFindable(em: EntityManager, stock: Stock): Promise<void> {
  const { id: stockId, accountId } = stock;
  const mine = allOf([equals('t.stock_id', 'stock', stockId), equals('t.account_id', 'account', accountId)]);
  const known = new Set((await searches(em, mine)).map((row) => row.token));
  const fresh = stockTokens(stock).filter((token) => !known.has(token));
  await insertRows(
    em,
    stockSearchTable,
    fresh.map((token) => ({ accountId, token, stockId })),
  );
}
