import type { Database } from '@quayside/shared/db/database';
import { In, LessThanOrEqual } from 'typeorm';
import { alarmAt } from '../message/acknowledgement.ts';
import { changeMessage } from '../message/ledger.ts';
import { messageTable } from '../message/table.ts';

const BATCH = 200;

/** Raises what is overdue by now: once when it falls due, once more when it is escalated. Each change is told live. */
export async function raiseOverdue(db: Database, now: number): Promise<number> {
  const waiting = await db.read((em) =>
    em.getRepository(messageTable).find({
      where: [
        { ackState: 'DUE', ackDueAt: LessThanOrEqual(now) },
        { ackState: In(['DUE', 'OVERDUE']), ackEscalateAt: LessThanOrEqual(now) },
      ],
      order: { id: 'ASC' },
      take: BATCH,
    }),
  );
  for (const row of waiting) {
    const ackState = alarmAt(row, now);
    if (ackState) await db.write((em) => changeMessage(em, row, { ackState }, { at: now, correlationId: row.id }));
  }
  return waiting.length;
}
