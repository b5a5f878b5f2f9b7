import type { ConsigneeRegistered } from '@quayside/customer/events';
import { equals } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { EntityManager } from 'typeorm';
import { consigneeAccountTable } from './table.ts';

const consignees = rowReader(consigneeAccountTable);

/** The account of a consignee; null while this subgraph has not heard of it. */
export async function accountOfConsignee(em: EntityManager, consigneeId: string): Promise<string | null> {
  const [row] = await consignees(em, equals('t.consignee_id', 'consignee', consigneeId));
  return row?.accountId ?? null;
}

export async function keepConsignee(em: EntityManager, { consigneeId, accountId }: ConsigneeRegistered): Promise<void> {
  await em.getRepository(consigneeAccountTable).upsert({ consigneeId, accountId }, ['consigneeId']);
}
