import { LIABILITY_REGIMES, type LiabilityRegime } from '@quayside/contract/events';
import { DAY } from '@quayside/shared/instant';

/** The clocks of a regime. Null where the rules set none. */
export interface Regime {
  readonly title: string;
  /** Days from delivery to give notice of damage that was hidden. */
  readonly noticeDays: number | null;
  /** Days from delivery to file, where no contract says otherwise. */
  readonly fileDays: number | null;
  /** Days from filing to acknowledge, and to decide. */
  readonly acknowledgeDays: number;
  readonly decideDays: number;
  /** Years to sue. */
  readonly sueYears: number | null;
}

/*
 * 49 CFR 370.5 and 370.9 set 30 and 120 days for US motor carriage. The conventions and warehouse law set none, so the
 * company holds itself to the same there. Deadlines are computed once, at filing, and kept: a change here moves none.
 */
const house = { acknowledgeDays: 30, decideDays: 120 };

/** Clocks by regime id; a new regime is a new entry, not new code. */
export const REGIMES = {
  'us-motor': { ...house, title: '49 USC 14706, 49 CFR 370', noticeDays: 7, fileDays: 270, sueYears: 2 },
  cmr: { ...house, title: 'CMR', noticeDays: 7, fileDays: null, sueYears: 1 },
  'hague-visby': { ...house, title: 'Hague-Visby, COGSA', noticeDays: 3, fileDays: null, sueYears: 1 },
  montreal: { ...house, title: 'Montreal Convention', noticeDays: 14, fileDays: null, sueYears: 2 },
  cim: { ...house, title: 'CIM', noticeDays: 7, fileDays: null, sueYears: 1 },
  warehouse: { ...house, title: 'Contract', noticeDays: null, fileDays: null, sueYears: null },
} as const satisfies Record<LiabilityRegime, Regime>;

/** The two dates that a leg is held to. */
export interface Deadlines {
  readonly acknowledgeBy: number;
  readonly decideBy: number;
}

/** Counted in calendar days from filing. */
export const deadlinesOf = (regime: LiabilityRegime, filedAt: number): Deadlines => ({
  acknowledgeBy: filedAt + REGIMES[regime].acknowledgeDays * DAY,
  decideBy: filedAt + REGIMES[regime].decideDays * DAY,
});

/** The regime of that name; a contract without one that we know leaves it to the contract. */
export const toRegime = (name: string): LiabilityRegime =>
  LIABILITY_REGIMES.find((regime) => regime === name) ?? 'warehouse';
