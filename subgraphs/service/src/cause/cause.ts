import { CAUSES, type Cause, causesIn } from '../satisfaction/report.ts';

/** Something that happened and may be why somebody is not content. */
export interface CauseSign {
  /** `<cause>:<id of what it was read off>`: what is told again is known. */
  readonly id: string;
  readonly accountId: string;
  readonly shipmentId: string | null;
  /** The shipment, case, claim or other item that it happened to. */
  readonly subjectId: string;
  readonly cause: Cause;
  readonly at: number;
}

/** The part of an event that matters here. */
export interface ToldEvent {
  readonly type: string;
  readonly at: number;
  readonly accountId: string | null;
  readonly data: unknown;
}

interface Told {
  readonly shipmentId?: string | null;
  readonly deliveredAt?: number | null;
  readonly promisedAt?: number | null;
  readonly exceptionId?: string;
  readonly exceptionKind?: string;
  readonly disputeId?: string;
  readonly id?: string;
  readonly category?: string;
  readonly clockId?: string;
  readonly internal?: boolean;
  readonly state?: string;
  readonly causes?: readonly string[];
}

/** What an exception of a shipment feels like to who waits for it. */
const OF_EXCEPTION: Readonly<Record<string, Cause>> = {
  DELAY: 'LATE',
  MISSED_APPOINTMENT: 'LATE',
  DAMAGE: 'DAMAGE',
  SHORTAGE: 'DAMAGE',
};
/** What a complaint is about. */
const OF_CATEGORY: Readonly<Record<string, Cause>> = {
  DELAY: 'LATE',
  DAMAGE: 'DAMAGE',
  LOSS: 'DAMAGE',
  COMMUNICATION: 'SILENCE',
  BILLING: 'BILLING',
};

/** What a claim is about: goods, unless all of it is about the hour or about the bill. */
function ofClaim({ causes = [] }: Told): Cause {
  if (causes.length > 0 && causes.every((cause) => cause === 'OVERCHARGE')) return 'BILLING';
  return causes.length > 0 && causes.every((cause) => cause === 'DELAY') ? 'LATE' : 'DAMAGE';
}

type Found = readonly [cause: Cause, source: string, subject: string];

function foundIn(type: string, told: Told): Found | null {
  const { shipmentId, deliveredAt, promisedAt, id } = told;
  switch (type) {
    case 'shipment.milestone-recorded.v1':
      return shipmentId && deliveredAt && promisedAt && deliveredAt > promisedAt
        ? ['LATE', shipmentId, shipmentId]
        : null;
    case 'shipment.exception-raised.v1': {
      const cause = OF_EXCEPTION[told.exceptionKind ?? ''];
      return cause && shipmentId && told.exceptionId ? [cause, told.exceptionId, shipmentId] : null;
    }
    case 'invoice.line-disputed.v1':
      return told.disputeId ? ['BILLING', told.disputeId, shipmentId ?? told.disputeId] : null;
    case 'case.opened.v1': {
      const cause = OF_CATEGORY[told.category ?? ''];
      return cause && id ? [cause, id, id] : null;
    }
    // A claim counts from the moment it is received, and not while it is still written.
    case 'claim.opened.v1':
      return id && told.state !== 'DRAFT' ? [ofClaim(told), id, id] : null;
    case 'claim.state-changed.v1':
      return id && told.state === 'FILED' ? [ofClaim(told), id, id] : null;
    // A clock that ran out: somebody waited for a word longer than was promised. Those with a carrier are not theirs.
    case 'clock.missed.v1':
      return id && told.clockId && !told.internal ? ['SILENCE', told.clockId, id] : null;
    default:
      return null;
  }
}

/** What an event says of why somebody may not be content; null when it says nothing of it. */
export function signOf({ type, at, accountId, data }: ToldEvent): CauseSign | null {
  const told = data as Told;
  const found = foundIn(type, told);
  if (!found || !accountId) return null;
  const [cause, source, subjectId] = found;
  return { id: `${cause}:${source}`, accountId, shipmentId: told.shipmentId ?? null, subjectId, cause, at };
}

/** Scores of the answers around which a cause was found. */
export interface CauseScore {
  /** Null for answers around which nothing was found. */
  readonly cause: Cause | null;
  readonly answers: number;
  /** Those with a score of 1 or 2. */
  readonly bad: number;
  /** From 1 to 5; null without an answer. */
  readonly average: number | null;
}

/** Sums of the answers with the same causes around them, as the store has them. */
export interface CausesSum {
  /** Bits of causes; 0 for none. */
  readonly causes: number;
  readonly answers: number;
  readonly bad: number;
  readonly scores: number;
}

/** Most unhappy answers first; those without a cause at the end. An answer with two causes counts for both. */
export function causeScores(sums: readonly CausesSum[]): CauseScore[] {
  return [...CAUSES, null]
    .map((cause) => {
      const own = sums.filter(({ causes }) => (cause === null ? causes === 0 : causesIn(causes).includes(cause)));
      const add = (field: 'answers' | 'bad' | 'scores'): number => own.reduce((sum, one) => sum + one[field], 0);
      const [answers, bad] = [add('answers'), add('bad')];
      const average = answers === 0 ? null : Math.round((add('scores') / answers) * 100) / 100;
      return { cause, answers, bad, average };
    })
    .filter(({ answers }) => answers > 0)
    .sort(
      (a, b) =>
        Number(a.cause === null) - Number(b.cause === null) ||
        b.bad - a.bad ||
        b.answers - a.answers ||
        ((a.cause ?? '') < (b.cause ?? '') ? -1 : 1),
    );
}
