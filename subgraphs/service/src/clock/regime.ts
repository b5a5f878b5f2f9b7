import type { LiabilityRegime } from '@quayside/contract/events';
import type { DayCount } from './calendar.ts';

/** Rules of law or trade with clocks; `house` is what the company promises where no law sets a time. */
export type RegimeId = LiabilityRegime | 'us-overcharge' | 'house';

/** What must be done in time: by the claimant NOTICE, FILE and SUE, by the one who answers all the others. */
export type ClockKind = 'NOTICE' | 'FILE' | 'ACKNOWLEDGE' | 'DECIDE' | 'STATUS' | 'SUE' | 'RESPOND' | 'RESOLVE';

/** A length of time. Days, months and years end with the last local day; hours are elapsed time. */
export interface Span {
  readonly amount: number;
  readonly unit: DayCount | 'HOURS' | 'MONTHS' | 'YEARS';
}

/** Why a clock may stand still. */
export type PauseReason = 'PAPERS_WANTED' | 'AGREED_EXTENSION' | 'CLAIM_PENDING' | 'WAITING_FOR_CUSTOMER';

/** One clock of a regime. */
export interface ClockRule {
  readonly kind: ClockKind;
  /** Which loss it is about, or `<case kind>:<priority>`; ANY for all that have no rule of their own. */
  readonly about: string;
  readonly span: Span;
  /** What its day zero is: DENIAL is the written one, DEADLINE that of the clock before it. */
  readonly runsFrom: 'DELIVERY' | 'RECEIPT' | 'DENIAL' | 'DEADLINE';
  /** Where it is written. */
  readonly source: string;
  /** The reasons for which it stands still; every other request leaves it running. */
  readonly pausedBy: readonly PauseReason[];
  /** What a contract may do to it. */
  readonly agreed: 'REPLACES' | 'LENGTHENS' | 'SHORTENS' | 'NEVER';
}

/** A regime as it stood from a day on. Never edited: a change of the law is a further version. */
export interface RegimeVersion {
  readonly id: RegimeId;
  readonly version: number;
  /** First local day of clocks that it binds, YYYY-MM-DD. */
  readonly since: string;
  readonly title: string;
  readonly rules: readonly ClockRule[];
}

/** The version that binds a clock which begins on a day. @param date YYYY-MM-DD */
export function versionOn(all: readonly RegimeVersion[], id: RegimeId, date: string): RegimeVersion | null {
  const begun = all.filter((one) => one.id === id && one.since <= date);
  return begun.reduce<RegimeVersion | null>((last, one) => (last && last.version > one.version ? last : one), null);
}

/** The rule of one kind, the one for this loss before the one for any. */
export const ruleFor = (regime: RegimeVersion, kind: ClockKind, about: string): ClockRule | null =>
  regime.rules.find((rule) => rule.kind === kind && rule.about === about) ??
  regime.rules.find((rule) => rule.kind === kind && rule.about === 'ANY') ??
  null;
