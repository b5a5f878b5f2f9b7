import type { Instant } from '@quayside/shared/instant';
import { dateOf } from '@quayside/shared/zone-days';
import type { ItemKindName } from '../item/item.ts';
import { type ClockReading, type ClockStart, type ClockTransition, type ClockWorld, readClock } from './clock.ts';
import { nextLookAt, rungDue } from './ladder.ts';
import {
  type ClockKind,
  type PauseReason,
  type RegimeId,
  type RegimeVersion,
  ruleFor,
  type Span,
  versionOn,
} from './regime.ts';
import { type ClockChange, type ClockPhase, mayHappen } from './transitions.ts';

/** A clock as it stands: what its transitions say, kept so that lists and the watch need not work it out. */
export interface Clock {
  readonly id: string;
  readonly itemKind: ItemKindName;
  readonly itemId: string;
  readonly accountId: string;
  /** Of a claim only: which of its two legs. */
  readonly legId: string | null;
  readonly kind: ClockKind;
  readonly about: string;
  readonly regime: RegimeId;
  readonly regimeVersion: number;
  readonly party: string;
  readonly calendarVersion: number;
  readonly phase: ClockPhase;
  readonly startedAt: Instant;
  readonly dueAt: Instant;
  readonly pausedFor: PauseReason | null;
  /** When the watch looks at it again; null when never. */
  readonly nextAt: Instant | null;
  /** How many transitions there are. */
  readonly seq: number;
  /** Between the company and its carrier: nobody else's news. */
  readonly internal: boolean;
}

/** A clock with all that happened to it. */
export interface ClockRecord {
  readonly clock: Clock;
  readonly transitions: readonly ClockTransition[];
}

/** A clock that a step has changed, with the transitions that are to be stored. */
export interface ChangedClock extends ClockRecord {
  readonly fresh: readonly ClockTransition[];
}

/** Starts a clock, under the first of these regimes that knows one of the kind; none knows it: there is no such clock. */
export interface StartClock {
  readonly do: 'start';
  readonly legId: string | null;
  readonly kind: ClockKind;
  readonly about: string;
  readonly regimes: readonly RegimeId[];
  readonly from: Instant;
  readonly agreed?: Span | null;
  /** A date that was promised; then no rule counts. */
  readonly fixedDueAt?: Instant;
  readonly party: string;
  readonly internal?: boolean;
}
/** What happens to the clocks of these kinds on one leg; those to which it cannot happen are left alone. */
export interface TurnClocks {
  readonly do: Extract<ClockChange, 'MET' | 'STOPPED' | 'PAUSED' | 'RESUMED' | 'REOPENED'>;
  readonly legId: string | null;
  readonly kinds: readonly ClockKind[];
  readonly reason?: string | null;
  /** Only those that stand still for this: what arrives sets nothing going that waits for something else. */
  readonly pausedFor?: PauseReason;
  /** Only one clock, by its id, or the first that it can happen to. */
  readonly only?: 'FIRST' | { readonly id: string };
  /** When it happened, if not now. */
  readonly at?: Instant;
}
export type ClockAction = StartClock | TurnClocks;

/** What the book needs from outside. */
export interface BookKeeping {
  readonly item: { readonly itemKind: ItemKindName; readonly itemId: string; readonly accountId: string };
  readonly now: Instant;
  readonly actor: string;
  readonly newId: () => string;
  readonly regimes: readonly RegimeVersion[];
  readonly world: ClockWorld;
  /** The newest calendar of a party; version 0 when it never said one. */
  readonly calendarVersion: (party: string) => number;
}

/** 49 CFR 370.9(b): after the time to decide a written status each 60 days, counted from deadline to deadline. */
const FOLLOWED_BY: readonly { kind: ClockKind; changes: readonly ClockChange[]; by: ClockKind }[] = [
  { kind: 'DECIDE', changes: ['MISSED'], by: 'STATUS' },
  { kind: 'STATUS', changes: ['MISSED', 'MET'], by: 'STATUS' },
];

/** All clocks of one item, and what a step does to them. */
export class ClockBook {
  readonly #keeping: BookKeeping;
  readonly #records: Map<string, ChangedClock>;

  constructor(records: readonly ClockRecord[], keeping: BookKeeping) {
    this.#keeping = keeping;
    this.#records = new Map(records.map((record) => [record.clock.id, { ...record, fresh: [] }]));
  }

  /** The clocks as they are now. */
  get clocks(): Clock[] {
    return [...this.#records.values()].map(({ clock }) => clock);
  }

  /** What has to be stored. */
  get changed(): ChangedClock[] {
    return [...this.#records.values()].filter(({ fresh }) => fresh.length > 0);
  }

  run(actions: readonly ClockAction[]): this {
    for (const action of actions) {
      if (action.do === 'start') this.#start(action);
      else this.#turn(action);
    }
    return this;
  }

  #start(action: StartClock): void {
    const { item, now, actor, newId, regimes, world, calendarVersion } = this.#keeping;
    const version = calendarVersion(action.party);
    const day = dateOf(world.calendar(action.party, version).zone.dayAt(action.from));
    const binding = action.regimes
      .map((id) => versionOn(regimes, id, day))
      .find((regime) => regime && ruleFor(regime, action.kind, action.about));
    if (!binding) return;
    const { kind, about, from, party, legId, fixedDueAt } = action;
    const regime = { regime: binding.id, regimeVersion: binding.version };
    const start: ClockStart = {
      ...regime,
      kind,
      about,
      from,
      agreed: action.agreed ?? null,
      party,
      calendarVersion: version,
      ...(fixedDueAt === undefined ? {} : { fixedDueAt }),
    };
    const id = newId();
    const first: ClockTransition = {
      ...{ clockId: id, seq: 1, change: 'STARTED', at: now, actor, reason: null },
      ...{ ...regime, start },
    };
    const blank = { ...item, ...regime, id, legId, kind, about, party };
    const clock = { ...blank, calendarVersion: version, startedAt: from, internal: action.internal ?? false };
    this.#keep({ clock: clockOf(clock, [first], world), transitions: [first], fresh: [first] });
  }

  #turn(action: TurnClocks): void {
    const { do: change, legId, kinds, reason = null, only, pausedFor, at = this.#keeping.now } = action;
    const meant = [...this.#records.values()].filter(
      ({ clock }) =>
        clock.legId === legId &&
        kinds.includes(clock.kind) &&
        mayHappen(clock.phase, change) &&
        (typeof only !== 'object' || only.id === clock.id) &&
        (pausedFor === undefined || clock.pausedFor === pausedFor) &&
        (change !== 'PAUSED' || mayPause(clock, reason, this.#keeping.world)),
    );
    for (const { clock } of only === 'FIRST' ? meant.slice(0, 1) : meant) {
      // Nobody has looked since the deadline: that it was missed is written all the same.
      if (change === 'MET' && clock.phase === 'RUNNING' && at > clock.dueAt)
        this.#append(clock.id, { change: 'MISSED', at: clock.dueAt + 1, reason: null });
      this.#append(clock.id, { change, at, reason });
    }
  }

  /** What the clocks do on their own by now; the watch asks for it. */
  climb(): this {
    const { now, world } = this.#keeping;
    for (const record of [...this.#records.values()]) {
      const rung = rungDue(readClock(record.transitions, world), now);
      if (rung) this.#append(record.clock.id, { change: rung.change, at: now, reason: null });
    }
    return this;
  }

  #append(id: string, step: { change: ClockChange; at: Instant; reason: string | null }): void {
    const { world, actor } = this.#keeping;
    const record = this.#records.get(id);
    if (!record) throw new RangeError(`there is no clock ${id}`);
    const { regime, regimeVersion, seq } = record.clock;
    const last: ClockTransition = { ...step, clockId: id, seq: seq + 1, actor, regime, regimeVersion, start: null };
    const transitions = [...record.transitions, last];
    this.#keep({ clock: clockOf(record.clock, transitions, world), transitions, fresh: [...record.fresh, last] });
    const { legId, party, internal, dueAt, phase } = record.clock;
    const after = FOLLOWED_BY.find((one) => one.kind === record.clock.kind && one.changes.includes(step.change));
    // What was missed has been followed already; that it is done late begins no second period.
    if (!after || legId === null || phase !== 'RUNNING') return;
    this.#start({ do: 'start', legId, kind: after.by, about: 'ANY', regimes: [regime], from: dueAt, party, internal });
  }

  #keep(record: ChangedClock): void {
    this.#records.set(record.clock.id, record);
  }
}

type Fixed = Omit<Clock, keyof ReturnType<typeof standing> | 'nextAt' | 'seq'>;

const standing = ({ phase, dueAt, pausedFor }: ClockReading) => ({ phase, dueAt, pausedFor });

/** The clock that its transitions make. */
function clockOf(fixed: Fixed, transitions: readonly ClockTransition[], world: ClockWorld): Clock {
  const reading = readClock(transitions, world);
  return { ...fixed, ...standing(reading), nextAt: nextLookAt(reading), seq: transitions.length };
}

/** True when the rule of the clock knows that reason to stand still. A fixed promise knows none. */
export function mayPause(clock: Clock, reason: string | null, world: ClockWorld): boolean {
  const rule = world.rule(clock.regime, clock.regimeVersion, clock.kind, clock.about);
  return rule.pausedBy.some((known) => known === reason);
}
