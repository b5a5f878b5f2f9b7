import type { Database } from '@quayside/shared/db/database';
import { systemViewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { versionsOf } from '../contract/store.ts';
import { periodAt } from '../otif/otif.ts';
import { periodNamed, scoredBy, usualClause, verdictsOf } from '../otif/scores-store.ts';
import { closedPeriods } from '../otif/store.ts';
import { dueTallies, saveTally } from './store.ts';
import { type OtifTally, tallyOf } from './trend.ts';

const product = systemViewer('On time and in full');
const AT_ONCE = 50;

/** Judges one month of a contract by the clause of the period that it belongs to. */
async function judged(em: EntityManager, tally: OtifTally, now: number): Promise<OtifTally> {
  const { contractId, month } = tally;
  const versions = await versionsOf(em, product, [contractId]);
  const usual = usualClause(versions);
  // Boards go by months, also where a clause is scored by quarters.
  const span = usual ? periodNamed({ ...usual, period: 'MONTH' }, month) : null;
  const period = usual && span ? periodAt(usual, span.from) : null;
  const scored = period && scoredBy(versions, period);
  const known = { ...tally, stale: false, judgedAt: now };
  if (!span || !period || !scored) return { ...known, ...tallyOf(null, []) };
  const closed = (await closedPeriods(em, product, contractId)).find((one) => one.period === period.key);
  // What was closed stands: it is judged as of then, by the clause that was closed with.
  const by = closed?.clause ?? scored.clause;
  const verdicts = await verdictsOf(em, product, contractId, {
    clause: by,
    period: { ...span, to: Math.min(span.to, scored.period.to) },
    now: closed?.closedAt ?? now,
  });
  return { ...known, ...tallyOf(by, verdicts) };
}

/** Judges every month that has to be, in small transactions. @returns how many were judged. */
export async function keepTallies(db: Database, now: number): Promise<number> {
  let count = 0;
  for (let turn = 0; turn < 100_000; turn++) {
    const due = await db.read((em) => dueTallies(em, now, AT_ONCE));
    if (due.length === 0) break;
    await db.write(async (em) => {
      for (const tally of due) await saveTally(em, await judged(em, tally, now));
    });
    count += due.length;
  }
  return count;
}
