import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { EdiMessage } from './message.ts';
import { toMessage, visibleMessages } from './store.ts';

const MOST = 200;
/** A file of a thousand orders has no thread worth reading: its first orders stand for it. */
const MOST_SUBJECTS = 50;

interface Subject {
  readonly business_key: string | null;
  readonly shipment_id: string | null;
}

/** All messages that speak of the same orders, loads and notices of one account, with what answers them; oldest first. */
export async function findThread(em: EntityManager, viewer: Viewer, message: EdiMessage): Promise<EdiMessage[]> {
  const own = await subjectsOf(em, message.id);
  // An acknowledgement speaks of what it answers.
  const subjects = own.length > 0 || message.relatesToId === null ? own : await subjectsOf(em, message.relatesToId);
  const about = await messagesAbout(em, message.accountId, subjects);
  const ids = [...new Set([message.id, message.relatesToId ?? '', message.copyOfId ?? '', ...about])].slice(0, MOST);
  const bare = 'NOT EXISTS (SELECT 1 FROM edi_set own WHERE own.message_id = m.id)';
  const rows = await visibleMessages(em, viewer)
    .andWhere(
      `(m.id IN (:...ids) OR m.copy_of_id IN (:...ids)
        OR (m.relates_to_id IN (:...ids) AND (m.direction = 'IN' OR ${bare}))
        OR m.id IN (SELECT sent.answered_by_id FROM edi_message sent WHERE sent.id IN (:...ids)))`,
      { ids },
    )
    .orderBy('m.at')
    .addOrderBy('m.id')
    .limit(MOST)
    .getMany();
  return rows.map(toMessage);
}

/** The group number that a 997 answers is no business key. */
const BUSINESS = "s.type NOT IN ('997', '999')";

const subjectsOf = (em: EntityManager, messageId: string): Promise<Subject[]> =>
  em.query(
    `SELECT DISTINCT s.business_key, s.shipment_id FROM edi_set s
      WHERE s.message_id = ? AND ${BUSINESS} AND (s.business_key IS NOT NULL OR s.shipment_id IS NOT NULL)
      LIMIT ${MOST_SUBJECTS}`,
    [messageId],
  );

/** Only of the same account: other customers number their orders alike. */
async function messagesAbout(
  em: EntityManager,
  accountId: string | null,
  subjects: readonly Subject[],
): Promise<string[]> {
  const keys = subjects.flatMap((one) => one.business_key ?? []);
  const shipments = subjects.flatMap((one) => one.shipment_id ?? []);
  if (accountId === null || keys.length + shipments.length === 0) return [];
  const marks = (values: readonly string[]): string => values.map(() => '?').join(', ') || "''";
  const rows: { id: string }[] = await em.query(
    `SELECT DISTINCT s.message_id AS id FROM edi_set s JOIN edi_message m ON m.id = s.message_id
      WHERE m.account_id = ? AND ${BUSINESS}
        AND (s.business_key IN (${marks(keys)}) OR s.shipment_id IN (${marks(shipments)})) LIMIT ${MOST}`,
    [accountId, ...keys, ...shipments],
  );
  return rows.map(({ id }) => id);
}
