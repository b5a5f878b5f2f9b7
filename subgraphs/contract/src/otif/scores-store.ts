import type { Viewer } from '@quayside/shared/identity';
import { type Instant, localDate } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import { agreedOn, type Contract, type ContractVersion } from '../contract/contract.ts';
import { versionsOf } from '../contract/store.ts';
import type { OtifClause } from './clause.ts';
import {
  creditOf,
  judge,
  type OtifPeriod,
  type OtifScore,
  type OtifVerdict,
  periodAt,
  periodsBefore,
  scoreOf,
} from './otif.ts';
import { type ChargedSpan, chargedFor, closedPeriods, disputesOf, factsOf } from './store.ts';
import type { ClosedPeriod, OtifDispute } from './table.ts';

/** A period with its score: as it was closed, or as it stands now. */
export interface PeriodScore extends OtifScore {
  readonly contractId: string;
  readonly period: OtifPeriod;
  readonly clause: OtifClause;
  /** End of the calendar's period; later than that of `period` where the contract ended within it. */
  readonly endsAt: Instant;
  readonly chargedMinor: number;
  readonly creditMinor: number;
  readonly currency: string | null;
  readonly closed: ClosedPeriod | null;
}

/** A verdict with the word that was said against it. */
export interface DisputedVerdict extends OtifVerdict {
  readonly dispute: OtifDispute | null;
}

/** The last clause that was agreed, also where none is now: by its calendar the periods of a contract are named. */
export const usualClause = (versions: readonly ContractVersion[]): OtifClause | null =>
  versions.findLast(({ otif }) => otif !== null)?.otif ?? null;

/**
 * The clause that a period is scored by: the one in force on its first day. A contract that was written down later than
 * it began is scored by its first clause.
 * @param from where the period begins
 */
export function clauseFor(versions: readonly ContractVersion[], from: Instant): OtifClause | null {
  const agreed = versions.filter(({ state }) => state === 'ACTIVE');
  // By days: in the zone of a clause a period may begin hours before the day of UTC on which the contract becomes other.
  const firstDay = localDate(from, usualClause(versions)?.timeZone);
  const inForce = agreed.findLast((version) => agreedOn(version) <= firstDay);
  return inForce ? inForce.otif : (agreed.find(({ otif }) => otif !== null)?.otif ?? null);
}

/** A period as it is scored. */
export interface Scored {
  readonly clause: OtifClause;
  /** The part of it for which the contract held. */
  readonly period: OtifPeriod;
  /** Of the whole of it. */
  readonly endsAt: Instant;
}

/** By which clause and for which time a period is scored; null where nothing was promised, or no longer. */
export function scoredBy(versions: readonly ContractVersion[], whole: OtifPeriod): Scored | null {
  const clause = clauseFor(versions, whole.from);
  const endedAt = versions.find(({ state }) => state === 'TERMINATED')?.amendedAt ?? Number.POSITIVE_INFINITY;
  if (!clause || endedAt <= whole.from) return null;
  return { clause, period: { ...whole, to: Math.min(whole.to, endedAt) }, endsAt: whole.to };
}

/** The verdicts of one period, by promise. */
export async function verdictsOf(
  em: EntityManager,
  viewer: Viewer,
  contractId: string,
  { clause, period, now }: { clause: OtifClause; period: OtifPeriod; now: Instant },
): Promise<DisputedVerdict[]> {
  const disputes = new Map((await disputesOf(em, viewer, contractId)).map((one) => [one.shipmentId, one]));
  return (await factsOf(em, viewer, contractId, period)).map((fact) => {
    const dispute = disputes.get(fact.shipmentId) ?? null;
    const decided = dispute?.decision && dispute.decision !== 'UPHELD' ? dispute.decision : null;
    return { ...judge(clause, fact, now, decided), dispute };
  });
}

/** The last periods of a contract, newest first; those without any promise and without a clause are left out. */
export async function scoresOf(
  em: EntityManager,
  viewer: Viewer,
  contract: Contract,
  { now, last }: { now: Instant; last: number },
): Promise<PeriodScore[]> {
  const versions = await versionsOf(em, viewer, [contract.id]);
  const current = usualClause(versions);
  if (!current) return [];
  const all = await closedPeriods(em, viewer, contract.id);
  const closed = new Map(all.map((one) => [one.period, one]));
  const scores: PeriodScore[] = [];
  for (const period of periodsBefore(current, now, last)) {
    const known = closed.get(period.key);
    const scored = scoredBy(versions, period);
    if (known) scores.push(asClosed(scored?.period ?? period, known, period.to));
    else if (scored) scores.push(await scoreNow(em, viewer, contract.id, { ...scored, now, closed: all }));
  }
  return scores.filter((score) => score.closed || score.counted + score.open + score.excluded > 0);
}

const asClosed = (period: OtifPeriod, closed: ClosedPeriod, endsAt: Instant): PeriodScore => ({
  ...{ ...closed, open: 0, period, endsAt, closed },
});

/** A period as it stands now. @param when with the periods of the contract that are closed */
export async function scoreNow(
  em: EntityManager,
  viewer: Viewer,
  contractId: string,
  when: Scored & { readonly now: Instant; readonly closed: readonly ClosedPeriod[] },
): Promise<PeriodScore> {
  const { clause, period, endsAt } = when;
  const score = scoreOf(clause, await verdictsOf(em, viewer, contractId, when));
  const spans = when.closed.flatMap(({ clause: agreed, period: key, closedAt, byCharge }) => {
    const span = periodNamed(agreed, key);
    return span ? [{ ...span, closedAt, byCharge }] : [];
  });
  const charged = await chargedFor(em, contractId, { period, endsAt, ...creditedBefore(spans, period) });
  const chargedMinor = charged?.amountMinor ?? 0;
  const creditMinor = creditOf(clause, score, chargedMinor);
  return {
    ...score,
    contractId,
    period,
    clause,
    endsAt,
    chargedMinor,
    creditMinor,
    currency: charged?.currency ?? null,
    closed: null,
  };
}

/**
 * What closed periods have been credited of. One that was closed by charges has had all that was charged within it and
 * nothing since, whatever it was promised for.
 */
function creditedBefore(
  closed: readonly (OtifPeriod & Pick<ClosedPeriod, 'closedAt' | 'byCharge'>)[],
  { from }: OtifPeriod,
): Pick<ChargedSpan, 'before' | 'credited'> {
  return {
    credited: closed.filter(({ byCharge }) => byCharge),
    before: closed
      .filter(({ to }) => to <= from)
      .map((one) => ({ ...one, closedAt: one.byCharge ? one.to - 1 : one.closedAt })),
  };
}

/** The period that a key names, in the calendar of a clause; null for a key of another calendar. */
export function periodNamed(clause: OtifClause, key: string): OtifPeriod | null {
  const month = /^(\d{4})-(?:Q([1-4])|(0[1-9]|1[0-2]))$/.exec(key);
  if (!month) return null;
  const first = month[2] ? Number(month[2]) * 3 - 2 : Number(month[3]);
  const middle = Date.UTC(Number(month[1]), first - 1, 15);
  const period = periodAt(clause, middle);
  return period.key === key ? period : null;
}
