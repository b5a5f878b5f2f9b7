import type { Database } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import { In, LessThanOrEqual } from 'typeorm';
import { EDI_ACKNOWLEDGEMENT_ESCALATED, EDI_ACKNOWLEDGEMENT_OVERDUE } from '../events.ts';
import { alarmAt } from '../message/acknowledgement.ts';
import { changeMessage, loadMessage } from '../message/ledger.ts';
import { messageTable } from '../message/table.ts';

const BATCH = 200;
const EVENTS = { OVERDUE: EDI_ACKNOWLEDGEMENT_OVERDUE, ESCALATED: EDI_ACKNOWLEDGEMENT_ESCALATED } as const;

/** Raises what is overdue by now: once when it falls due, once more when it is escalated. Each alarm is an event. */
export async function raiseOverdue(db: Database, now: number): Promise<void> {
  for (;;) {
    const waiting = await db.read((em) =>
      em.getRepository(messageTable).find({
        select: { id: true },
        where: [
          { ackState: 'DUE', ackDueAt: LessThanOrEqual(now) },
          { ackState: In(['DUE', 'OVERDUE']), ackEscalateAt: LessThanOrEqual(now) },
        ],
        order: { id: 'ASC' },
        take: BATCH,
      }),
    );
    for (const { id } of waiting) await raise(db, id, now);
    if (waiting.length < BATCH) return;
  }
}

async function raise(db: Database, id: string, now: number): Promise<void> {
  try {
    await db.write(async (em) => {
      const row = await loadMessage(em, id);
      const ackState = row && alarmAt(row, now);
      if (!ackState) return;
      await changeMessage(em, row, { ackState }, { at: now, correlationId: id, type: EVENTS[ackState] });
    });
  } catch (error) {
    // Its answer came this very moment, or another process has raised it.
    if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error;
  }
}
