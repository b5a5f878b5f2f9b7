import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { MessageRow } from '../message/table.ts';
import { dueTable } from './table.ts';

const FOLLOWS = /#([0-9A-Z]{26})/;
const UNSENT = ':unsent';

/** The message that a document follows, from its subject; null for the first one of a cause. */
export const followedBy = (subject: string): string | null => FOLLOWS.exec(subject)?.[1] ?? null;

/** The subject of a document that no try could send: it is not that of the document, which may still go. */
export const unsentSubject = (subject: string): string => `${subject}${UNSENT}`;

/** Makes a document due once more after a message, from the facts of its cause. */
export async function dueAgain(
  em: EntityManager,
  row: Pick<MessageRow, 'id' | 'subject'>,
  now: number,
): Promise<Result<null>> {
  const before = (row.subject ?? '').replace(UNSENT, '');
  const dues = em.getRepository(dueTable);
  const due = await dues.findOneBy({ subject: before });
  if (!due) return refuse('EDI_NOT_MADE_ANEW', 'It was made from no record: it can only be sent as it is.');
  const subject = `${before.split('#')[0]}#${row.id}`;
  if (await dues.existsBy({ subject }))
    return refuse('EDI_SENT_ANEW_ALREADY', 'It has been made anew already.', { field: 'id' });
  const again = { ...due, id: newId(), subject, state: 'DUE' as const, attempts: 0, dueAt: now, note: null };
  await dues.insert(again as never);
  return ok(null);
}
