import type { ContractTerms } from '@quayside/contract/events';
import { DAY } from '@quayside/shared/instant';
import type { Clock, ClockAction } from '../clock/book.ts';
import { carrierParty, HOUSE_CALENDAR } from '../clock/calendar.ts';
import { type ClockKind, type RegimeId, ruleFor } from '../clock/regime.ts';
import { REGIMES } from '../clock/regimes.ts';
import { isOpen } from '../clock/transitions.ts';
import { type Claim, type ClaimLeg, type LossCause, legOf } from './claim.ts';
import { toRegime } from './liability.ts';
import type { ClaimState } from './transitions.ts';

const HOUSE = HOUSE_CALENDAR.party;

/** Which notice a loss needs. Of a total loss there is nothing to notice, and a bill is contested, not noticed. */
const ABOUT = {
  ...{ DAMAGE: 'VISIBLE', SHORTAGE: 'VISIBLE', CONCEALED_DAMAGE: 'HIDDEN', DELAY: 'DELAY' },
  ...{ LOSS: 'LOSS', OVERCHARGE: 'BILL' },
} as const satisfies Record<LossCause, string>;

const aboutsOf = ({ lines }: Pick<Claim, 'lines'>): string[] => [...new Set(lines.map(({ cause }) => ABOUT[cause]))];

/** True when the newest version lets the suit begin with the written denial; else it runs from delivery. */
const suesFromDenial = (regime: RegimeId): boolean =>
  REGIMES.findLast(({ id }) => id === regime)?.rules.some(
    (rule) => rule.kind === 'SUE' && rule.runsFrom === 'DENIAL',
  ) ?? false;

/** The convention's notice is the claim itself: where notice was given in time, it counts as filed. */
const filesByNotice = (regime: RegimeId, about: string): boolean => {
  const newest = REGIMES.findLast(({ id }) => id === regime);
  return (
    newest !== undefined && ruleFor(newest, 'NOTICE', about) !== null && ruleFor(newest, 'FILE', about)?.about === about
  );
};

/** What the clocks of a claim depend on besides the claim. */
export interface ClockFactsOfClaim {
  /** Delivery, or a reasonable day of it where it never happened; null when nobody knows one. */
  readonly start: number | null;
  readonly filedAt: number;
  readonly terms: Pick<ContractTerms, 'fileWithinDays'> | null;
}

/** The clocks that begin, and end, when a claim is received. */
export function clocksAtFiling(claim: Claim, facts: ClockFactsOfClaim): ClockAction[] {
  const own = legOf(claim, 'CUSTOMER_TO_3PL');
  const carrier = legOf(claim, 'THREE_PL_TO_CARRIER');
  return [...(own ? ownClocks(claim, own, facts) : []), ...(carrier ? carrierClocks(claim, carrier, facts) : [])];
}

function ownClocks(claim: Claim, leg: ClaimLeg, { start, filedAt, terms }: ClockFactsOfClaim): ClockAction[] {
  const regime = toRegime(leg.regime);
  const { noticeGivenAt } = claim.dossier;
  const agreed = terms ? ({ amount: terms.fileWithinDays, unit: 'CALENDAR_DAYS' } as const) : null;
  const common = { do: 'start', legId: leg.id } as const;
  const begun = start === null ? [] : claimantClocks(claim, leg, { start, agreed, party: claim.accountId });
  const noticed = noticeGivenAt ?? filedAt;
  const byNotice = aboutsOf(claim).every((about) => filesByNotice(regime, about));
  return [
    ...begun,
    { do: 'MET', legId: leg.id, kinds: ['NOTICE'], at: Math.min(noticed, filedAt) },
    { do: 'MET', legId: leg.id, kinds: ['FILE'], at: byNotice ? Math.min(noticed, filedAt) : filedAt },
    { ...common, kind: 'ACKNOWLEDGE', about: 'ANY', regimes: [regime, 'house'], from: filedAt, party: HOUSE },
    { ...common, kind: 'DECIDE', about: 'ANY', regimes: [regime, 'house'], from: filedAt, party: HOUSE },
    { do: 'PAUSED', legId: leg.id, kinds: ['SUE'], reason: 'CLAIM_PENDING', at: filedAt },
  ];
}

/** What the claimant of a leg has to keep: notice, filing and, where it runs from delivery, the suit. */
function claimantClocks(
  claim: Claim,
  leg: ClaimLeg,
  { start, agreed, party }: { start: number; agreed: { amount: number; unit: 'CALENDAR_DAYS' } | null; party: string },
): ClockAction[] {
  const regime = toRegime(leg.regime);
  const internal = leg.kind === 'THREE_PL_TO_CARRIER';
  const common = { do: 'start', legId: leg.id, from: start, party, internal } as const;
  const abouts = aboutsOf(claim);
  // A contract sets one time to file for all losses; a convention one for each.
  const files = abouts.every((about) => filesByNotice(regime, about)) ? abouts : ['ANY'];
  const contract: RegimeId[] = agreed ? ['warehouse'] : [];
  return [
    ...abouts.map((about): ClockAction => ({ ...common, kind: 'NOTICE', about, regimes: [regime] })),
    // Alone the contract decides where the regime leaves filing to it.
    ...files.map(
      (about): ClockAction => ({
        ...common,
        kind: 'FILE',
        about,
        regimes: [...(regime === 'warehouse' ? contract : [regime, ...contract])],
        agreed,
      }),
    ),
    ...(suesFromDenial(regime)
      ? []
      : [{ ...common, kind: 'SUE', about: 'ANY', regimes: [regime] } satisfies ClockAction]),
  ];
}

/** Ours against the carrier runs from the same delivery, whether or not anybody has asked it for money yet. */
const carrierClocks = (claim: Claim, leg: ClaimLeg, { start }: ClockFactsOfClaim): ClockAction[] =>
  start === null ? [] : claimantClocks(claim, leg, { start, agreed: null, party: HOUSE });

/** We have asked the carrier: our own times are kept, and its times run. */
export function clocksAtCarrier(leg: ClaimLeg, now: number): ClockAction[] {
  const regimes = [toRegime(leg.regime)];
  const common = { do: 'start', legId: leg.id, regimes, from: now, internal: true } as const;
  const party = carrierParty(leg.counterpart);
  return [
    { do: 'MET', legId: leg.id, kinds: ['NOTICE', 'FILE'] },
    { ...common, kind: 'ACKNOWLEDGE', about: 'ANY', party },
    { ...common, kind: 'DECIDE', about: 'ANY', party },
    { do: 'PAUSED', legId: leg.id, kinds: ['SUE'], reason: 'CLAIM_PENDING' },
  ];
}

const ANSWERS: readonly ClockKind[] = ['ACKNOWLEDGE', 'DECIDE'];
const ALL: readonly ClockKind[] = ['NOTICE', 'FILE', 'ACKNOWLEDGE', 'DECIDE', 'STATUS', 'SUE'];

/** What a new state does to the clocks of a leg. */
export function clocksAfter(claim: Claim, leg: ClaimLeg, now: number): ClockAction[] {
  const legId = leg.id;
  const regime = toRegime(leg.regime);
  const internal = leg.kind === 'THREE_PL_TO_CARRIER';
  const answered: ClockAction[] = [
    { do: 'MET', legId, kinds: ANSWERS },
    { do: 'STOPPED', legId, kinds: ['STATUS'] },
  ];
  const again: ClockAction[] = internal
    ? []
    : [{ do: 'start', legId, kind: 'DECIDE', about: 'ANY', regimes: ['house'], from: now, party: HOUSE }];
  const sue: ClockAction = suesFromDenial(regime)
    ? {
        do: 'start',
        legId,
        kind: 'SUE',
        about: 'ANY',
        regimes: [regime],
        from: now,
        party: internal ? HOUSE : claim.accountId,
        internal,
      }
    : { do: 'RESUMED', legId, kinds: ['SUE'] };
  const after: Partial<Record<ClaimState, readonly ClockAction[]>> = {
    ACKNOWLEDGED: [{ do: 'MET', legId, kinds: ['ACKNOWLEDGE'] }],
    INVESTIGATING: [{ do: 'MET', legId, kinds: ['ACKNOWLEDGE'] }],
    OFFERED: answered,
    COUNTERED: again,
    ACCEPTED: answered,
    APPEALED: again,
    DECLINED: [...answered, sue],
    PAID: [...answered, { do: 'STOPPED', legId, kinds: ['SUE', 'NOTICE', 'FILE'] }],
    WITHDRAWN: [{ do: 'STOPPED', legId, kinds: ALL }],
  };
  return [...(after[leg.state] ?? [])];
}

const DUTIES: readonly ClockKind[] = ['ACKNOWLEDGE', 'DECIDE', 'STATUS'];

/** While a clock waits for papers somebody asks for them again, so long after the last word. */
const FOLLOW_UP = 30 * DAY;

/** What we owe the claimant next; null while it is the claimant's turn. */
export function dutyDueAt(claim: Pick<Claim, 'legs'>, clocks: readonly Clock[], now: number): number | null {
  const own = legOf(claim, 'CUSTOMER_TO_3PL');
  const duties = clocks.filter(({ legId, kind, phase }) => legId === own?.id && DUTIES.includes(kind) && isOpen(phase));
  const running = duties.filter(({ phase }) => phase !== 'PAUSED');
  if (running.length > 0) return Math.min(...running.map(({ dueAt }) => dueAt));
  return duties.length > 0 ? now + FOLLOW_UP : null;
}
