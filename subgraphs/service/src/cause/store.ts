import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { summedWithinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { bitOf } from '../satisfaction/report.ts';
import type { CauseSign, CausesSum } from './cause.ts';
import { causeSignTable } from './table.ts';

const read = rowReader(causeSignTable);

/** Keeps signs, each once. What an answer has opened is no cause of it, nor of any other. */
export async function keepSigns(em: EntityManager, signs: readonly CauseSign[]): Promise<void> {
  const opened = await selectRows<{ id: string }>(
    em,
    'SELECT a.follow_up_id AS id FROM satisfaction_answer a WHERE a.follow_up_id IN :ids',
    { ids: signs.map(({ subjectId }) => subjectId) },
  );
  const followUps = new Set(opened.map(({ id }) => id));
  const fresh = signs.filter(({ subjectId }) => !followUps.has(subjectId));
  if (fresh.length === 0) return;
  await em
    .createQueryBuilder()
    .insert()
    .into(causeSignTable)
    .values([...fresh])
    .orIgnore()
    .execute();
  await noteCauses(em, fresh);
}

/** What happened to these shipments, cases and claims, as bits of causes. */
export async function causesAround(em: EntityManager, ids: readonly string[]): Promise<number> {
  const found = [
    ...(await read(em, oneOf('t.shipment_id', 'ids', ids))),
    ...(await read(em, oneOf('t.subject_id', 'ids', ids))),
  ];
  return found.reduce((bits, { cause }) => bits | bitOf(cause), 0);
}

/** Answers that were given before something else was known. */
async function noteCauses(em: EntityManager, signs: readonly CauseSign[]): Promise<void> {
  for (const { cause, shipmentId, subjectId } of signs) {
    const parameters = { bit: bitOf(cause), subjectId, shipmentId: shipmentId ?? subjectId };
    for (const where of ['subject_id = :subjectId', 'shipment_id = :shipmentId']) {
      await changeRows(em, `UPDATE satisfaction_answer SET causes = causes | :bit WHERE ${where}`, parameters);
    }
  }
}

/** Scores of the answers on satisfaction within reach, by all that is known around them. */
export async function sumByCauses(
  em: EntityManager,
  viewer: Viewer,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<CausesSum[]> {
  const where = allOf([
    { sql: "a.measure = 'CSAT' AND a.at >= :from AND a.at < :to", parameters: { from, to } },
    summedWithinReach(viewer, 'a.account_id'),
  ]);
  const rows = await selectRows<Record<keyof CausesSum, number | string>>(
    em,
    `SELECT a.causes AS causes, COUNT(*) AS answers, SUM(CASE WHEN a.score <= 2 THEN 1 ELSE 0 END) AS bad,
       SUM(a.score) AS scores FROM satisfaction_answer a WHERE ${where.sql} GROUP BY a.causes`,
    where.parameters,
  );
  return rows.map(({ causes, answers, bad, scores }) => ({
    ...{ causes: Number(causes), answers: Number(answers), bad: Number(bad), scores: Number(scores) },
  }));
}
