import { HOUR, type Instant } from '@quayside/shared/instant';
import { addMonths, type DayNumber } from '@quayside/shared/zone-days';
import type { CountingCalendar, DayCount } from './calendar.ts';
import type { ClockKind, ClockRule, PauseReason, RegimeId, Span } from './regime.ts';
import { type ClockChange, type ClockPhase, mayHappen } from './transitions.ts';

/** What a clock is told when it starts; all that its deadline depends on. */
export interface ClockStart {
  readonly regime: RegimeId;
  readonly regimeVersion: number;
  readonly kind: ClockKind;
  readonly about: string;
  /** The instant whose local day is day zero. */
  readonly from: Instant;
  /** What the contract agreed, frozen. */
  readonly agreed: Span | null;
  /** Whose calendar counts, in which version. */
  readonly party: string;
  readonly calendarVersion: number;
  /** A deadline that was promised as an instant; then no rule counts. */
  readonly fixedDueAt?: Instant;
}

/** One stored step of a clock. */
export interface ClockTransition {
  readonly clockId: string;
  /** From 1 on, without a gap. */
  readonly seq: number;
  readonly change: ClockChange;
  readonly at: Instant;
  readonly actor: string;
  readonly reason: string | null;
  readonly regime: RegimeId;
  readonly regimeVersion: number;
  /** Of STARTED only. */
  readonly start: ClockStart | null;
}

/** What of a step a reading looks at. */
export type ReadStep = Pick<ClockTransition, 'change' | 'at' | 'start'> & { readonly reason?: string | null };

/** Where rules and calendars are found by the versions that a clock remembers. */
export interface ClockWorld {
  /** @throws RangeError when there is no such rule: a version was taken away. */
  rule(regime: RegimeId, version: number, kind: ClockKind, about: string): ClockRule;
  /** @throws RangeError when there is no such calendar. */
  calendar(party: string, version: number): CountingCalendar;
}

/** A clock as its transitions leave it. */
export interface ClockReading {
  readonly phase: ClockPhase;
  readonly dueAt: Instant;
  readonly pausedFor: PauseReason | null;
  /** Since when it has been running without a pause: steps from before are not made up for. */
  readonly runningSince: Instant;
  /** REMINDED, ESCALATED or MISSED, which happen once. */
  readonly taken: readonly ClockChange[];
}

interface Hands {
  phase: ClockPhase;
  dueAt: Instant;
  dueDay: DayNumber;
  pausedAt: Instant;
  pausedFor: PauseReason | null;
  runningSince: Instant;
  taken: ClockChange[];
}

/**
 * Works out a clock from its transitions alone, in their order.
 * @param from where in the list the clock begins, and `to` where the next one does: an audit reads many from one list
 * @throws RangeError when they contradict each other.
 */
export function readClock(
  transitions: readonly ReadStep[],
  world: ClockWorld,
  from = 0,
  to = transitions.length,
): ClockReading {
  const first = transitions[from];
  if (!first?.start || first.change !== 'STARTED') throw new RangeError('a clock begins with its start');
  const { start } = first;
  const calendar = world.calendar(start.party, start.calendarVersion);
  const rule =
    start.fixedDueAt === undefined ? world.rule(start.regime, start.regimeVersion, start.kind, start.about) : null;
  const hands = begin(start, rule, calendar);
  const count = rule ? countOf(decisiveSpan(start, rule, calendar)) : null;
  for (let index = from + 1; index < to; index++) {
    turn(hands, transitions[index] as ReadStep, calendar, count);
  }
  return hands;
}

function begin(start: ClockStart, rule: ClockRule | null, calendar: CountingCalendar): Hands {
  const common = { phase: 'RUNNING' as const, pausedAt: 0, pausedFor: null, runningSince: start.from, taken: [] };
  if (!rule) return { ...common, dueAt: start.fixedDueAt ?? start.from, dueDay: Number.NaN };
  return { ...common, ...ending(start.from, decisiveSpan(start, rule, calendar), calendar) };
}

/** The later, sooner or only one of what the rule says and what was agreed. */
function decisiveSpan({ agreed, from }: ClockStart, rule: ClockRule, calendar: CountingCalendar): Span {
  if (!agreed || rule.agreed === 'NEVER') return rule.span;
  if (rule.agreed === 'REPLACES') return agreed;
  const later = ending(from, agreed, calendar).dueAt > ending(from, rule.span, calendar).dueAt;
  return later === (rule.agreed === 'LENGTHENS') ? agreed : rule.span;
}

/** Hours are elapsed time; months and years were turned into a day, whose distance is counted in days. */
const countOf = ({ unit }: Span): DayCount | null =>
  unit === 'HOURS' ? null : unit === 'MONTHS' || unit === 'YEARS' ? 'CALENDAR_DAYS' : unit;

function ending(from: Instant, { amount, unit }: Span, calendar: CountingCalendar): Pick<Hands, 'dueAt' | 'dueDay'> {
  if (unit === 'HOURS') return { dueAt: from + amount * HOUR, dueDay: Number.NaN };
  const day = calendar.zone.dayAt(from);
  const dueDay =
    unit === 'MONTHS'
      ? addMonths(day, amount)
      : unit === 'YEARS'
        ? addMonths(day, amount * 12)
        : calendar.add(day, amount, unit);
  return { dueAt: calendar.zone.endOf(dueDay), dueDay };
}

function turn(hands: Hands, { change, at, reason }: ReadStep, calendar: CountingCalendar, count: DayCount | null) {
  if (!mayHappen(hands.phase, change)) throw new RangeError(`${change} while ${hands.phase}`);
  switch (change) {
    case 'PAUSED':
      hands.phase = 'PAUSED';
      hands.pausedAt = at;
      hands.pausedFor = reason as PauseReason;
      return;
    case 'RESUMED':
      resume(hands, at, calendar, count);
      return;
    case 'REMINDED':
    case 'ESCALATED':
      hands.taken.push(change);
      return;
    case 'MISSED':
      hands.phase = 'MISSED';
      hands.taken.push(change);
      return;
    case 'MET':
      hands.phase = hands.phase === 'MISSED' || (hands.phase === 'RUNNING' && at > hands.dueAt) ? 'MET_LATE' : 'MET';
      hands.pausedFor = null;
      return;
    case 'REOPENED':
      hands.phase = hands.taken.includes('MISSED') ? 'MISSED' : 'RUNNING';
      return;
    default:
      hands.phase = 'STOPPED';
      hands.pausedFor = null;
  }
}

/**
 * What was left when the clock was paused is left when it runs again: elapsed time, or days that count after the day of
 * the pause. A pause that begins and ends on one local day, or lies on days that do not count, moves nothing.
 */
function resume(hands: Hands, at: Instant, calendar: CountingCalendar, count: DayCount | null): void {
  hands.phase = 'RUNNING';
  hands.pausedFor = null;
  hands.runningSince = at;
  if (count === null) {
    hands.dueAt += at - hands.pausedAt;
    return;
  }
  const [paused, resumed] = [calendar.zone.dayAt(hands.pausedAt), calendar.zone.dayAt(at)];
  if (paused === resumed) return;
  const left = calendar.between(paused, hands.dueDay, count);
  hands.dueDay =
    left === 0 && !calendar.counts(resumed, count)
      ? calendar.add(resumed, 1, count)
      : calendar.add(resumed, left, count);
  hands.dueAt = calendar.zone.endOf(hands.dueDay);
}
