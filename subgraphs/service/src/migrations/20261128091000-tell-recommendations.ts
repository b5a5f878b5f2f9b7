import { tellExisting } from '@quayside/shared/outbox/tell-existing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SATISFACTION_ANSWERED, type SatisfactionAnswered } from '../events.ts';

interface Row {
  readonly id: string;
  readonly occasion: SatisfactionAnswered['occasion'];
  readonly subject_id: string;
  readonly account_id: string;
  readonly shipment_id: string | null;
  readonly score: number;
  readonly channel: string;
  readonly cause: string | null;
  readonly follow_up_id: string | null;
  readonly at: number | string;
}

/** Loyalty counts recommendations; whoever has heard of them before it did has passed them by, or could not hear so far back. */
export class TellRecommendations1795857000000 implements MigrationInterface {
  readonly name = 'TellRecommendations1795857000000';
  async up(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query(
      `SELECT id, occasion, subject_id, account_id, shipment_id, score, channel, cause, follow_up_id, at
       FROM satisfaction_answer WHERE measure = 'NPS' ORDER BY at, id`,
    )) as Row[];
    const facts = rows.map((row) => ({ id: row.id, accountId: row.account_id, data: answeredIn(row) }));
    await tellExisting(runner, SATISFACTION_ANSWERED, facts);
  }
  async down(): Promise<void> {}
}

const answeredIn = (row: Row): SatisfactionAnswered => ({
  ...{ answerId: row.id, measure: 'NPS', occasion: row.occasion, subjectId: row.subject_id, accountId: row.account_id },
  ...{ shipmentId: row.shipment_id, score: Number(row.score), channel: row.channel, cause: row.cause },
  ...{ followUpId: row.follow_up_id, answeredAt: Number(row.at) },
});
