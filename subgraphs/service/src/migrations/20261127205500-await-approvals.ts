import { newId } from '@quayside/shared/ids';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['subject_id', 'asked_by_id'];

interface Waiting {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly shipmentId: string;
  readonly priority: string;
  readonly statement: string;
  readonly dueAt: number | string;
  readonly dossier: string;
}

/** Decisions about claims that wait for a second person lie on the desk. */
export class AwaitApprovals1795812900000 implements MigrationInterface {
  readonly name = 'AwaitApprovals1795812900000';
  async up(runner: QueryRunner): Promise<void> {
    for (const name of COLUMNS) {
      // A step of MySQL commits by itself: it may have been done when the note of it was lost.
      if (await runner.hasColumn('queue_item', name)) continue;
      await runner.query(`ALTER TABLE queue_item ADD COLUMN ${name} varchar(26) NULL`);
    }
    const waiting: Waiting[] = await runner.query(
      `SELECT id, number, account_id AS accountId, shipment_id AS shipmentId, priority, statement, due_at AS dueAt, dossier
       FROM claim WHERE closed_at IS NULL AND dossier LIKE '%"approval":{%'`,
    );
    for (const claim of waiting) await layOnDesk(runner, claim);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM queue_item WHERE kind = 'CLAIM_APPROVAL'");
    for (const name of COLUMNS) await runner.query(`ALTER TABLE queue_item DROP COLUMN ${name}`);
  }
}

const WORKING_DAY = 28_800_000;

async function layOnDesk(runner: QueryRunner, claim: Waiting): Promise<void> {
  const dossier = JSON.parse(claim.dossier);
  const { approval } = dossier;
  const id = approval.id ?? newId();
  // The claim first: MySQL may have kept one of the two only, and a row that no claim knows of would never be closed.
  if (!approval.id) {
    const kept = JSON.stringify({ ...dossier, approval: { id, ...approval } });
    await runner.query('UPDATE claim SET dossier = ? WHERE id = ?', [kept, claim.id]);
  }
  const there: unknown[] = await runner.query('SELECT id FROM queue_item WHERE id = ?', [id]);
  if (there.length > 0) return;
  const row = {
    ...{ id, kind: 'CLAIM_APPROVAL', number: claim.number, state: approval.decision.decision },
    title: [approval.askedBy, claim.statement].filter(Boolean).join(' · ').slice(0, 255),
    ...{ priority: claim.priority, account_id: claim.accountId, shipment_id: claim.shipmentId },
    ...{
      opened_at: approval.askedAt,
      due_at: Math.min(approval.askedAt + WORKING_DAY, Number(claim.dueAt)),
      is_open: 1,
    },
    ...{ subject_id: claim.id, asked_by_id: approval.askedById },
  };
  const names = Object.keys(row);
  await runner.query(
    `INSERT INTO queue_item (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    Object.values(row),
  );
}
