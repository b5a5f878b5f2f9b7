import { insertRows } from '@quayside/shared/db/bulk';
import { type Database, isDuplicateKey } from '@quayside/shared/db/database';
import { oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { systemViewer } from '@quayside/shared/identity';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import { DEADLINE_DUE, DEADLINE_ESCALATED, DEADLINE_REMINDER, type DeadlineFacts } from '../events.ts';
import type { QueueItem, QueueKind } from '../queue/queue.ts';
import { comingDue } from '../queue/store.ts';
import { type ClockStage, soonest, stagesOf } from './stages.ts';
import { clockToldTable } from './table.ts';

const EVENTS = { REMINDER: DEADLINE_REMINDER, DUE: DEADLINE_DUE, ESCALATED: DEADLINE_ESCALATED } as const;
/** Clocks speak for themselves, and the bridge for its messages; a contract that ends is no work that is late. */
const TOLD_ELSEWHERE: readonly QueueKind[] = ['CASE', 'CLAIM', 'EDI_MESSAGE', 'CONTRACT'];
const product = systemViewer('Clock');
const BATCH = 200;
const readTold = rowReader(clockToldTable);

/**
 * Looks at the clock once: each deadline of open work is told at each stage that it has reached and not told yet. Nobody
 * has to open a page for it.
 */
export async function tellDeadlines(db: Database, now: number): Promise<void> {
  const page: { until: number; first: number; after: PageKey | null } = {
    until: soonest(now),
    first: BATCH,
    after: null,
  };
  for (;;) {
    const items: QueueItem[] = await db.read((em) => comingDue(em, product, page));
    const ours = items.filter(({ kind }) => !TOLD_ELSEWHERE.includes(kind));
    const due = ours.flatMap((item) => stagesOf(item, now).map((stage) => ({ item, id: idOf(stage, item), stage })));
    const told = await db.read((em) => toldOf(em, due));
    for (const one of due) if (!told.has(one.id)) await tell(db, one, now);
    const last = items.at(-1);
    if (!last || items.length < BATCH) return;
    page.after = { at: last.dueAt, id: last.id };
  }
}

interface Due {
  readonly id: string;
  readonly item: QueueItem;
  readonly stage: ClockStage;
}

const idOf = (stage: ClockStage, { id, dueAt }: QueueItem): string => `${stage}:${id}:${dueAt}`;

async function toldOf(em: EntityManager, due: readonly Due[]): Promise<ReadonlySet<string>> {
  const ids = due.map(({ id }) => id);
  return new Set((await readTold(em, oneOf('t.id', 'ids', ids))).map(({ id }) => id));
}

async function tell(db: Database, { id, item, stage }: Due, now: number): Promise<void> {
  const { id: itemId, kind: itemKind, number, dueAt, accountId } = item;
  const data: DeadlineFacts = { itemKind, itemId, number, dueAt };
  try {
    await db.write(async (em) => {
      await insertRows(em, clockToldTable, [{ id, kind: itemKind, at: now }]);
      const event = { type: EVENTS[stage], accountId, subject: itemId, seq: 1, at: now, correlationId: itemId, data };
      await appendEvents(em, [event]);
    });
  } catch (error) {
    // Another process has told it this very moment.
    if (!isDuplicateKey(error)) throw error;
  }
}
