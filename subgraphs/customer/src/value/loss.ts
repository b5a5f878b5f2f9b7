import type { FactKind } from '../fact/fact.ts';
import { type Ledger, total } from './ledger.ts';
import type { Stage } from './lifecycle.ts';
import { type Input, tenth } from './measure.ts';

export type LossCause = 'CLAIMS' | 'COMPLAINTS' | 'FAILURES' | 'LOW_SATISFACTION' | 'NO_CONTRACT_LEFT' | 'NONE_SEEN';

/** A likely reason why a customer left, with what speaks for it. */
export interface LossReason {
  readonly code: LossCause;
  readonly inputs: readonly Input[];
  readonly kinds: readonly FactKind[];
}

/** A customer that left. */
export interface Loss {
  /** `YYYY-MM` of the last order. */
  readonly lastMonth: string;
  /** Profit of the twelve months to its last order: what is gone each year. */
  readonly yearlyProfit: number;
  /** Strongest first; NONE_SEEN alone where the facts tell none: then somebody has to ask. */
  readonly reasons: readonly LossReason[];
}

const BEFORE_MONTHS = 6;

/** Why a customer in termination left, by the six months to its last order against the time before; else null. */
export function lossOf(ledger: Ledger, stage: Stage, contractEnded: boolean): Loss | null {
  const last = ledger.lines.findLastIndex(({ orders }) => orders > 0);
  const line = ledger.lines[last];
  if (stage !== 'TERMINATION' || !line) return null;
  const end = ledger.lines.slice(Math.max(0, last - BEFORE_MONTHS + 1), last + 1);
  const before = ledger.lines.slice(0, Math.max(0, last - BEFORE_MONTHS + 1));
  const per = (lines: typeof end, of: (one: (typeof end)[number]) => number): number => {
    const orders = total(lines, ({ orders }) => orders);
    return orders > 0 ? (100 * total(lines, of)) / orders : 0;
  };
  const worse = (
    code: LossCause,
    kinds: readonly FactKind[],
    least: number,
    of: (one: (typeof end)[number]) => number,
  ): { strength: number; reason: LossReason }[] => {
    const [now, usual] = [per(end, of), per(before, of)];
    if (now < least || now < usual * 1.5) return [];
    const inputs: Input[] = [
      { code: 'SHARE_AT_END', value: tenth(now), unit: 'PERCENT' },
      { code: 'SHARE_BEFORE', value: tenth(usual), unit: 'PERCENT' },
    ];
    return [{ strength: now / least, reason: { code, inputs, kinds } }];
  };
  const rated = total(end, ({ ratings }) => ratings.count);
  const score = rated > 0 ? total(end, ({ ratings }) => ratings.sum) / rated : null;
  const found = [
    ...worse('CLAIMS', ['CLAIM_FILED', 'CLAIM_PAID'], 2, ({ claims }) => claims),
    ...worse('COMPLAINTS', ['COMPLAINT'], 2, ({ complaints }) => complaints),
    ...worse('FAILURES', ['EXCEPTION'], 5, ({ exceptions }) => exceptions),
  ]
    .sort((a, b) => b.strength - a.strength)
    .map(({ reason }) => reason);
  const reasons: LossReason[] = [
    ...found,
    ...(score !== null && score < 3
      ? [
          {
            code: 'LOW_SATISFACTION' as const,
            kinds: ['RATING' as const],
            inputs: [{ code: 'SCORE_AT_END', value: tenth(score), unit: 'POINTS' as const }],
          },
        ]
      : []),
    ...(contractEnded ? [{ code: 'NO_CONTRACT_LEFT' as const, kinds: [], inputs: [] }] : []),
  ];
  return {
    lastMonth: line.month,
    yearlyProfit: total(ledger.lines.slice(Math.max(0, last - 11), last + 1), ({ profit }) => profit),
    reasons: reasons.length > 0 ? reasons : [{ code: 'NONE_SEEN', inputs: [], kinds: [] }],
  };
}
