import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether customers would recommend us is a fact from now on. What was answered before lies in the log of the service
 * subgraph: it is heard again from its beginning, and what is known already changes nothing. A broker that has let go of
 * old events cannot give them again: `quayside value rebuild --repair` reads them from the log itself.
 */
export class HearRecommendations1795840800000 implements MigrationInterface {
  readonly name = 'HearRecommendations1795840800000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE inbox SET position = 0 WHERE id = 'customer-facts:service'");
  }
  /** How far was heard is no schema. */
  async down(): Promise<void> {}
}
