import { insertRows } from '@quayside/shared/db/bulk';
import { equals } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { EntityManager } from 'typeorm';
import { customerViewTable } from './table.ts';
import type { CustomerView } from './viewing.ts';

const read = rowReader(customerViewTable);

/** The look of a session that nobody has ended; whether its time is over, the rule says. */
export async function findViewOf(em: EntityManager, sessionId: string): Promise<CustomerView | null> {
  const { sql, parameters } = equals('t.session_id', 'session', sessionId);
  const [view] = await read(em, { sql: `${sql} AND t.ended_at IS NULL`, parameters }, 'ORDER BY t.opened_at DESC');
  return view ?? null;
}

/** Looks that nobody has ended although their time, or their session, is over. */
export const findOverdueViews = (em: EntityManager, now: number): Promise<CustomerView[]> =>
  read(
    em,
    {
      sql: `t.ended_at IS NULL AND (t.ends_at <= :now
        OR NOT EXISTS (SELECT 1 FROM session s WHERE s.id = t.session_id AND s.closed_at IS NULL))`,
      parameters: { now },
    },
    'ORDER BY t.ends_at LIMIT 100',
  );

export const insertView = (em: EntityManager, view: CustomerView): Promise<void> =>
  insertRows(em, customerViewTable, [view]);

/** False when it has been ended already. */
export async function endRow(em: EntityManager, id: string, at: number): Promise<boolean> {
  const outcome = await em
    .createQueryBuilder()
    .update(customerViewTable)
    .set({ endedAt: at })
    .where('id = :id AND ended_at IS NULL', { id })
    .execute();
  return outcome.affected === 1;
}
