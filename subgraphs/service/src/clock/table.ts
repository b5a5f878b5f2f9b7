import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Clock } from './book.ts';
import type { BusinessCalendar } from './calendar.ts';
import type { ClockTransition } from './clock.ts';

/** `internal` is 1 or 0, alike on both engines. */
export interface ClockRow extends Omit<Clock, 'internal'> {
  readonly internal: number;
}

/** One row per clock: what its transitions say, so that nobody has to work it out to list it or to find what is due. */
export const clockTable = new EntitySchema<ClockRow>({
  name: 'clock',
  columns: {
    id: { ...column.id, primary: true },
    itemKind: { ...column.state, name: 'item_kind' },
    itemId: { ...column.id, name: 'item_id' },
    accountId: { ...column.id, name: 'account_id' },
    legId: { ...column.id, name: 'leg_id', nullable: true },
    kind: { ...column.state },
    about: { ...column.state },
    regime: { ...column.state },
    regimeVersion: { ...column.whole, name: 'regime_version' },
    party: { ...column.code },
    calendarVersion: { ...column.whole, name: 'calendar_version' },
    phase: { ...column.state },
    startedAt: { ...column.instant, name: 'started_at' },
    dueAt: { ...column.instant, name: 'due_at' },
    pausedFor: { ...column.state, name: 'paused_for', nullable: true },
    nextAt: { ...column.instant, name: 'next_at', nullable: true },
    seq: { ...column.whole },
    internal: { ...column.whole },
  },
  indices: [
    { name: 'clock_item', columns: ['itemId', 'id'] },
    { name: 'clock_next', columns: ['nextAt', 'id'] },
  ],
});

/** A step of a clock, of an item of an account. */
export interface ClockTransitionRow extends ClockTransition {
  readonly id: string;
  readonly itemId: string;
  readonly accountId: string;
}

/** Only ever added to. */
export const clockTransitionTable = new EntitySchema<ClockTransitionRow>({
  name: 'clock_transition',
  columns: {
    id: { ...column.id, primary: true },
    clockId: { ...column.id, name: 'clock_id' },
    seq: { ...column.whole },
    itemId: { ...column.id, name: 'item_id' },
    accountId: { ...column.id, name: 'account_id' },
    change: { ...column.state, name: 'change_kind' },
    at: { ...column.instant },
    actor: { ...column.name },
    reason: { ...column.line, nullable: true },
    regime: { ...column.state },
    regimeVersion: { ...column.whole, name: 'regime_version' },
    start: { ...column.json, name: 'start_facts', nullable: true },
  },
  indices: [
    // A step is taken once, whoever was faster.
    { name: 'clock_transition_seq', columns: ['clockId', 'seq'], unique: true },
    { name: 'clock_transition_item', columns: ['itemId', 'clockId', 'seq'] },
  ],
});

export interface CalendarRow extends BusinessCalendar {
  readonly id: string;
  /** Whose account it is; null for the company and for carriers. */
  readonly accountId: string | null;
  readonly changedBy: string;
  readonly changedAt: number;
}

/** All versions of all calendars; the highest of a party is the one that holds. */
export const calendarTable = new EntitySchema<CalendarRow>({
  name: 'business_calendar',
  columns: {
    id: { ...column.id, primary: true },
    party: { ...column.code },
    version: { ...column.whole },
    accountId: { ...column.id, name: 'account_id', nullable: true },
    timeZone: { ...column.code, name: 'time_zone' },
    restDays: { ...column.json, name: 'rest_days' },
    country: { ...column.state, nullable: true },
    holidays: { ...column.json },
    changedBy: { ...column.name, name: 'changed_by' },
    changedAt: { ...column.instant, name: 'changed_at' },
  },
  indices: [{ name: 'business_calendar_party', columns: ['party', 'version'], unique: true }],
});
