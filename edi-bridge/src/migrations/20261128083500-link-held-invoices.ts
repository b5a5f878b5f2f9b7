import type { MigrationInterface, QueryRunner } from 'typeorm';
import { unsentSubject } from '../outbound/due-again.ts';

/** A 210 or 810 that could not be sent leads to its invoice, as those that went do: also where it was held before. */
export class LinkHeldInvoices1795854900000 implements MigrationInterface {
  readonly name = 'LinkHeldInvoices1795854900000';
  async up(runner: QueryRunner): Promise<void> {
    const failed: { subject: string; invoiceId: string }[] = await runner.query(
      `SELECT d.subject AS subject, d.record_id AS invoiceId FROM edi_due d
       WHERE d.state = 'FAILED' AND d.set_type IN ('210', '810')`,
    );
    for (const { subject, invoiceId } of failed) {
      await runner.query(
        `INSERT INTO edi_invoice (invoice_id, message_id) SELECT ?, m.id FROM edi_message m WHERE m.subject = ?
         AND NOT EXISTS (SELECT 1 FROM edi_invoice i WHERE i.invoice_id = ? AND i.message_id = m.id)`,
        [invoiceId, unsentSubject(subject), invoiceId],
      );
    }
  }
  /** The links are right under the code of before as well. */
  async down(): Promise<void> {}
}
