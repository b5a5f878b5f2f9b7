import type { Database } from '@quayside/shared/db/database';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import { appendEvents, type NewEvent } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import type { Occasion } from '../charge/commands.ts';
import { CREDIT_CHANGED, type CreditFacts } from '../credit-events.ts';
import { evidenceOf } from './evidence-store.ts';
import { ratesAt } from './exchange-store.ts';
import { gradeOf } from './grading.ts';
import {
  type CreditAssessment,
  type CreditDecision,
  type CreditStanding,
  differs,
  standingOn,
  unknownStanding,
} from './standing.ts';
import {
  accountsToLookAt,
  findStandings,
  insertAssessments,
  keepStanding,
  lockStandings,
  policiesOf,
} from './store.ts';

/** Who wants a look, and what they decide with it; left out where the rule looks by itself. */
export interface Looking {
  readonly trigger: Exclude<CreditAssessment['trigger'], 'RULE'>;
  readonly actorId: string;
  readonly by: string;
  readonly note: string | null;
  /** Left out: what was decided before goes on. Null takes it back. */
  readonly decision?: CreditDecision | null;
}

const product = systemViewer('credit');
/** Accounts in one transaction: other writers wait for no more than that. */
const AT_ONCE = 100;

/**
 * Judges accounts by their books and keeps what has changed, in the caller's transaction: the standing, a line in the
 * history and the event. What a person asked for leaves a line in any case.
 */
export async function lookAt(
  em: EntityManager,
  occasion: Occasion,
  accountIds: readonly string[],
  looking: Looking | null = null,
): Promise<CreditStanding[]> {
  if (accountIds.length === 0) return [];
  await lockStandings(em, accountIds);
  const policyOf = await policiesOf(em, accountIds);
  const rates = await ratesAt(em, occasion.at);
  const known = new Map((await findStandings(em, product, accountIds)).map((one) => [one.id, one]));
  const evidence = await evidenceOf(em, accountIds, occasion.at);
  const today = localDate(occasion.at);
  const standings: CreditStanding[] = [];
  const history: CreditAssessment[] = [];
  const events: NewEvent<CreditFacts>[] = [];
  for (const [accountId, seen] of evidence) {
    const stored = known.get(accountId) ?? unknownStanding(accountId);
    const before = looking?.decision === undefined ? stored : { ...stored, decision: looking.decision };
    const policy = policyOf(accountId);
    const grading = gradeOf(seen, policy.grading);
    const after = standingOn(before, { policy, evidence: seen, grading, rates }, { today, at: occasion.at });
    const changed = differs(stored, after);
    const kept =
      changed || looking || stored.lookedOn !== today || stored.score !== after.score
        ? await keepStanding(em, after)
        : stored;
    standings.push(kept);
    if (changed || looking) history.push(assessmentOf(kept, grading.inputs, occasion, looking));
    // An account that nobody had looked at was open for everybody: to find it in order is no news.
    if (looking || stored.state !== after.state || (stored.version > 0 && changed))
      events.push(toEvent(stored, kept, occasion, looking));
  }
  await insertAssessments(em, history);
  await appendEvents(em, events);
  return standings;
}

function assessmentOf(
  { id: accountId, state, reason, grade, score }: CreditStanding,
  inputs: CreditAssessment['inputs'],
  { at }: Occasion,
  looking: Looking | null,
): CreditAssessment {
  const { trigger = 'RULE', by = null, note = null } = looking ?? {};
  return { id: newId(), accountId, at, trigger, by, state, reason, grade, score, inputs, note };
}

const toEvent = (
  before: CreditStanding,
  { id: accountId, state, reason, version }: CreditStanding,
  { at, correlationId }: Occasion,
  looking: Looking | null,
): NewEvent<CreditFacts> => ({
  ...{ type: CREDIT_CHANGED, accountId, subject: accountId, seq: version, at, correlationId },
  data: {
    ...{ accountId, state, reason },
    before: before.state === state ? null : before.state,
    actorId: looking?.actorId ?? null,
    actor: looking?.by ?? null,
  },
});

/** Looks at every account that nobody has looked at today, in steps; answers how many there were. */
export async function lookAtAll(db: Database, occasion: Occasion): Promise<number> {
  const due = await db.read((em) => accountsToLookAt(em, localDate(occasion.at)));
  for (let from = 0; from < due.length; from += AT_ONCE) {
    const some = due.slice(from, from + AT_ONCE);
    await db.write((em) => lookAt(em, occasion, some));
  }
  return due.length;
}
