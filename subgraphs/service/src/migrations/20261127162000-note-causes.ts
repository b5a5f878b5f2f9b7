import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

const index = (name: string, ...columnNames: string[]): TableIndex => new TableIndex({ name, columnNames });
const ANSWERS = [
  index('satisfaction_answer_shipment', 'shipment_id'),
  index('satisfaction_answer_causes', 'measure', 'at', 'account_id', 'causes', 'score'),
  index('satisfaction_answer_account', 'account_id', 'measure', 'at', 'causes', 'score'),
];
const KIND_BEFORE = index('service_case_kind', 'kind', 'opened_at');
const CASES = [
  index('service_case_kind', 'kind', 'opened_at', 'category', 'account_id'),
  index('service_case_account_kind', 'account_id', 'kind', 'opened_at', 'category'),
];
/** In the order of their bits. */
const CAUSES = ['LATE', 'DAMAGE', 'SILENCE', 'BILLING'];

/** What is known around an answer stands beside it, so that sums by cause read one index. */
export class NoteCauses1795796400020 implements MigrationInterface {
  readonly name = 'NoteCauses1795796400020';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('satisfaction_answer', new TableColumn({ name: 'causes', ...column.whole, default: 0 }));
    for (const [at, cause] of CAUSES.entries()) {
      await runner.query(`UPDATE satisfaction_answer SET causes = causes | ${1 << at} WHERE cause = '${cause}'
        OR shipment_id IN (SELECT s.shipment_id FROM cause_sign s WHERE s.cause = '${cause}' AND s.shipment_id IS NOT NULL)
        OR subject_id IN (SELECT s.subject_id FROM cause_sign s WHERE s.cause = '${cause}')`);
    }
    await runner.createIndices('satisfaction_answer', ANSWERS);
    await runner.dropIndex('service_case', KIND_BEFORE);
    await runner.createIndices('service_case', CASES);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndices('service_case', CASES);
    await runner.createIndex('service_case', KIND_BEFORE);
    await runner.dropIndices('satisfaction_answer', ANSWERS);
    await runner.dropColumn('satisfaction_answer', 'causes');
  }
}
