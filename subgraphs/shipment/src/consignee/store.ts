import type { ConsigneeRegistered } from '@quayside/customer/events';
import type { EntityManager } from 'typeorm';
import { consigneeAccountTable } from './table.ts';

/** The account of a consignee; null while this subgraph has not heard of it. */
export async function accountOfConsignee(em: EntityManager, consigneeId: string): Promise<string | null> {
  return (await em.getRepository(consigneeAccountTable).findOneBy({ consigneeId }))?.accountId ?? null;
}

export async function keepConsignee(em: EntityManager, { consigneeId, accountId }: ConsigneeRegistered): Promise<void> {
  await em.getRepository(consigneeAccountTable).upsert({ consigneeId, accountId }, ['consigneeId']);
}
