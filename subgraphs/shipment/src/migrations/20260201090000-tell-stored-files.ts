import { tellExisting } from '@quayside/shared/outbox/tell-existing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FILE_STORED, type FileStored } from '../events.ts';

/** Other subgraphs take a file for an attachment only when they have heard of it. */
export class TellStoredFiles1769936400000 implements MigrationInterface {
  readonly name = 'TellStoredFiles1769936400000';
  async up(runner: QueryRunner): Promise<void> {
    const sql = 'SELECT id, account_id, shipment_id, uploaded_by, file_name, media_type, size_bytes FROM stored_file';
    const rows = (await runner.query(sql)) as Record<string, string>[];
    const facts = rows.map((row): { id: string; accountId: string | null; data: FileStored } => ({
      id: String(row['id']),
      accountId: row['account_id'] ?? null,
      data: {
        fileId: String(row['id']),
        accountId: row['account_id'] ?? null,
        linkedShipmentId: row['shipment_id'] ?? null,
        uploadedBy: String(row['uploaded_by']),
        fileName: String(row['file_name']),
        mediaType: String(row['media_type']),
        sizeBytes: Number(row['size_bytes']),
      },
    }));
    await tellExisting(runner, FILE_STORED, facts);
  }
  async down(): Promise<void> {}
}
