import { HOUR, MINUTE } from '@quayside/shared/instant';
import { firstPickup, type Stop } from '../shipment/parts.ts';
import { isLastStop, type Milestone } from './milestone.ts';
import { isNormal, MILESTONES, reasonHours, reasonText } from './milestone-codes.ts';

/** When the goods should arrive, and why we think so. */
export interface Estimate {
  readonly at: number;
  readonly timeZone: string;
  readonly reason: string;
  /** A code of X12 element 1651, or PROMISE, ESTIMATE, LATE_DEPARTURE, ARRIVED, DELIVERED. */
  readonly reasonCode: string | null;
  readonly changedAt: number;
  readonly previousAt: number | null;
  /** Time of the newest fact behind it. */
  readonly factAt: number;
}

/** An estimate that somebody gave: a person, or a carrier by AG or X2. It replaces what we had worked out before. */
export interface ToldEstimate {
  readonly at: number;
  readonly reason: string;
  readonly reasonCode: string | null;
  readonly toldAt: number;
}

/** All that an estimate follows from. */
export interface EtaFacts {
  readonly createdAt: number;
  readonly promisedAt: number | null;
  readonly stops: readonly Stop[];
  readonly milestones: readonly Milestone[];
  readonly told: ToldEstimate | null;
}

type Forecast = Pick<Estimate, 'at' | 'reason' | 'reasonCode' | 'factAt'>;

/** A truck that leaves less than this after its window is not worth a new time for anybody. */
const TOLERANCE = 15 * MINUTE;
const UNLOADING = 30 * MINUTE;

/** The estimate that follows from all facts, in whatever order they came. Null when nothing promises anything. */
export function forecast(facts: EtaFacts): Forecast | null {
  const byTime = [...facts.milestones].sort((a, b) => a.at - b.at || a.recordedAt - b.recordedAt);
  const delivered = firstReported(facts.milestones.filter((one) => one.code === 'D1' && isLastStop(one, facts.stops)));
  if (delivered) return { at: delivered.at, reason: 'Delivered', reasonCode: 'DELIVERED', factAt: delivered.at };
  const start = startingPoint(facts);
  if (!start) return null;
  const since = facts.told?.toldAt ?? Number.NEGATIVE_INFINITY;
  const counted = new Set<string>();
  return byTime
    .filter((one) => one.recordedAt > since && !MILESTONES[one.code]?.estimates)
    .reduce<Forecast>((now, one) => withFact(now, one, facts, counted), start);
}

/** A delivery is dated once: what is reported of it later stays in the history. */
const firstReported = (milestones: readonly Milestone[]): Milestone | null =>
  milestones.reduce<Milestone | null>(
    (first, one) => (first && first.recordedAt <= one.recordedAt ? first : one),
    null,
  );

function startingPoint({ told, promisedAt, stops, createdAt }: EtaFacts): Forecast | null {
  if (told) return { at: told.at, reason: told.reason, reasonCode: told.reasonCode, factAt: told.toldAt };
  const window = stops.findLast((stop) => stop.kind === 'DELIVERY');
  const at = promisedAt ?? window?.windowTo ?? window?.windowFrom ?? null;
  return at === null ? null : { at, reason: 'As promised', reasonCode: 'PROMISE', factAt: createdAt };
}

function withFact(now: Forecast, fact: Milestone, facts: EtaFacts, counted: Set<string>): Forecast {
  const factAt = Math.max(now.factAt, fact.at);
  const arrival = MILESTONES[fact.code]?.stop;
  if (arrival?.kind === 'DELIVERY' && arrival.fills === 'arrivedAt' && isLastStop(fact, facts.stops)) {
    return { at: fact.at + UNLOADING, reason: 'Arrived at the delivery location', reasonCode: 'ARRIVED', factAt };
  }
  const departure = fact.code === 'AF' ? lateDeparture(fact, facts) : null;
  const delay = departure ?? delayOf(fact, counted);
  return delay
    ? { at: now.at + delay.by, reason: delay.reason, reasonCode: delay.reasonCode, factAt }
    : { ...now, factAt };
}

interface Delay {
  readonly by: number;
  readonly reason: string;
  readonly reasonCode: string;
}

function lateDeparture(fact: Milestone, { stops, told }: EtaFacts): Delay | null {
  const pickup = firstPickup(stops);
  const planned = pickup?.windowTo ?? pickup?.windowFrom ?? null;
  const otherStop = fact.stop !== null && fact.stop !== pickup?.sequence;
  // Who gave an estimate after the window had passed has counted in what was lost until then.
  const from = Math.max(planned ?? 0, told?.toldAt ?? 0);
  if (planned === null || otherStop || fact.at - from < TOLERANCE) return null;
  const by = fact.at - from;
  const abnormal = fact.reasonCode && !isNormal(fact.reasonCode) ? fact.reasonCode : null;
  const why = abnormal ? `: ${reasonText(abnormal).toLowerCase()}` : '';
  return { by, reason: `Departed ${duration(by)} late${why}`, reasonCode: abnormal ?? 'LATE_DEPARTURE' };
}

/** Each trouble counts once, however often it is reported. */
function delayOf(fact: Milestone, counted: Set<string>): Delay | null {
  const meaning = MILESTONES[fact.code];
  if (meaning?.delaysHours === undefined || isNormal(fact.reasonCode)) return null;
  const hours = reasonHours(fact.reasonCode) ?? meaning.delaysHours;
  const key = fact.reasonCode ?? fact.code;
  if (hours === 0 || counted.has(key)) return null;
  counted.add(key);
  const text = fact.reasonCode ? reasonText(fact.reasonCode) : meaning.name;
  return { by: hours * HOUR, reason: `${text}: ${duration(hours * HOUR)} later`, reasonCode: key };
}

/** `45 min`, `3 h`, `3 h 20 min`. */
function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

/** The estimate to keep: the forecast, with the memory of what stood before. */
export function revise(
  previous: Estimate | null,
  next: Forecast | null,
  timeZone: string,
  now: number,
): Estimate | null {
  if (!next) return null;
  if (!previous) return { ...next, timeZone, changedAt: now, previousAt: null };
  const same = previous.at === next.at;
  if (same && previous.reason === next.reason) return { ...previous, timeZone, factAt: next.factAt };
  return { ...next, timeZone, changedAt: now, previousAt: same ? previous.previousAt : previous.at };
}

/** Seconds since the last fact behind the estimate. */
export const ageSeconds = (estimate: Pick<Estimate, 'factAt'>, now: number): number =>
  Math.max(0, Math.floor((now - estimate.factAt) / 1000));
