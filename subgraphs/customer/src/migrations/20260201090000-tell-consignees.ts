import { tellExisting } from '@quayside/shared/outbox/tell-existing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONSIGNEE_REGISTERED } from '../events.ts';

/** Other subgraphs refuse a consignee of another account only when they have heard of it. */
export class TellConsignees1769936400100 implements MigrationInterface {
  readonly name = 'TellConsignees1769936400100';
  async up(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query('SELECT id, account_id FROM consignee')) as { id: string; account_id: string }[];
    const facts = rows.map(({ id, account_id: accountId }) => ({
      id,
      accountId,
      data: { consigneeId: id, accountId },
    }));
    await tellExisting(runner, CONSIGNEE_REGISTERED, facts);
  }
  async down(): Promise<void> {}
}
