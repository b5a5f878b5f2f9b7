import type { ConsigneeRegistered } from '@quayside/customer/events';
import { oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { EntityManager } from 'typeorm';
import { consigneeAccountTable } from './table.ts';

const accounts = rowReader(consigneeAccountTable);

/** The accounts of consignees; those that this subgraph has not heard of are missing. */
export async function accountsOfConsignees(em: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await accounts(em, oneOf('t.consignee_id', 'ids', ids));
  return new Map(rows.map(({ consigneeId, accountId }) => [consigneeId, accountId]));
}

export async function keepConsignee(em: EntityManager, { consigneeId, accountId }: ConsigneeRegistered): Promise<void> {
  await em.getRepository(consigneeAccountTable).upsert({ consigneeId, accountId }, ['consigneeId']);
}
