import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Cause } from '../satisfaction/report.ts';
import type { CauseSign, CauseSum } from './cause.ts';
import { causeSignTable } from './table.ts';

const read = rowReader(causeSignTable);
const AT_ONCE = 500;

/** Keeps signs, each once. What an answer has opened is no cause of it, nor of any other. */
export async function keepSigns(em: EntityManager, signs: readonly CauseSign[]): Promise<void> {
  const opened = await selectRows<{ id: string }>(
    em,
    'SELECT a.follow_up_id AS id FROM satisfaction_answer a WHERE a.follow_up_id IN :ids',
    { ids: signs.map(({ subjectId }) => subjectId) },
  );
  const followUps = new Set(opened.map(({ id }) => id));
  const fresh = signs.filter(({ subjectId }) => !followUps.has(subjectId));
  if (fresh.length > 0)
    await em
      .createQueryBuilder()
      .insert()
      .into(causeSignTable)
      .values([...fresh])
      .orIgnore()
      .execute();
}

/** What happened to these shipments, cases and claims: causes by the id of either. */
export async function causesAround(
  em: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Cause[]>> {
  const around = new Map<string, Cause[]>();
  const note = (key: string | null, cause: Cause): void => {
    if (key !== null) around.set(key, [...(around.get(key) ?? []), cause]);
  };
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    for (const { shipmentId, cause } of await read(em, oneOf('t.shipment_id', 'ids', some))) note(shipmentId, cause);
    for (const { subjectId, cause } of await read(em, oneOf('t.subject_id', 'ids', some))) note(subjectId, cause);
  }
  return around;
}

/**
 * Scores of the answers on satisfaction within reach, by what happened around them: what the respondent said, and what
 * is known of the shipment, case or claim.
 */
export async function sumByCause(
  em: EntityManager,
  viewer: Viewer,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<CauseSum[]> {
  const where = allOf([
    { sql: "a.measure = 'CSAT' AND a.at >= :from AND a.at < :to", parameters: { from, to } },
    withinReach(viewer, { account: 'a.account_id' }),
  ]);
  const found = `SELECT a.id AS id, a.cause AS cause FROM satisfaction_answer a WHERE a.cause IS NOT NULL AND ${where.sql}
    UNION SELECT a.id, s.cause FROM satisfaction_answer a JOIN cause_sign s ON s.shipment_id = a.shipment_id WHERE ${where.sql}
    UNION SELECT a.id, s.cause FROM satisfaction_answer a JOIN cause_sign s ON s.subject_id = a.subject_id WHERE ${where.sql}`;
  const rows = await selectRows<{
    cause: Cause | null;
    answers: number | string;
    bad: number | string;
    scores: number | string;
  }>(
    em,
    `SELECT f.cause AS cause, COUNT(*) AS answers, SUM(CASE WHEN a.score <= 2 THEN 1 ELSE 0 END) AS bad, SUM(a.score) AS scores
     FROM satisfaction_answer a LEFT JOIN (${found}) f ON f.id = a.id WHERE ${where.sql} GROUP BY f.cause`,
    where.parameters,
  );
  return rows.map(({ cause, answers, bad, scores }) => ({
    ...{ cause, answers: Number(answers), bad: Number(bad ?? 0), scores: Number(scores ?? 0) },
  }));
}
