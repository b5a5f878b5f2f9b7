import type { Agreement } from '../fact/agreement.ts';
import { type Gap, hasTraded, type Ledger, type MonthLine, recentLines, total } from './ledger.ts';
import { clamp, type Input, type Part, type Score, tenth, weighted } from './measure.ts';
import type { Risk } from './risk.ts';

const DAY = 86_400_000;

/** Trust, frequency, service effect, satisfaction and intent as one figure from 0 to 100. */
export function loyaltyOf(ledger: Ledger, risk: Risk, agreements: readonly Agreement[], now: number): Score {
  if (!hasTraded(ledger)) return { value: null, parts: [], gaps: ledger.gaps };
  const lines = recentLines(ledger);
  const orders = total(lines, (line) => line.orders);
  const bad = total(lines, (line) => line.complaints + line.claims);
  const failed = total(lines, (line) => line.exceptions);
  const rated = total(lines, (line) => line.ratings.count);
  const recommended = recommendedBy(lines);
  const share = (count: number): number | null => (orders > 0 ? tenth((100 * count) / orders) : null);
  const [trouble, failures] = [share(bad), share(failed)];
  const mean = rated > 0 ? total(lines, (line) => line.ratings.sum) / rated : null;
  const parts: Part[] = [
    {
      // One complaint or claim in twenty orders leaves nothing of it.
      ...{ code: 'TRUST', weight: 25, score: trouble === null ? null : tenth(clamp(100 - 20 * trouble)) },
      inputs: trouble === null ? [] : [{ code: 'TROUBLE_NOW', value: trouble, unit: 'PERCENT' }],
    },
    frequencyPart(risk),
    {
      ...{ code: 'SERVICE', weight: 15, score: failures === null ? null : tenth(clamp(100 - 5 * failures)) },
      inputs: failures === null ? [] : [{ code: 'EXCEPTIONS', value: failures, unit: 'PERCENT' }],
    },
    {
      ...{ code: 'SATISFACTION', weight: 20, score: mean === null ? null : tenth(25 * (mean - 1)) },
      inputs:
        mean === null
          ? []
          : [
              { code: 'SCORE_NOW', value: tenth(mean), unit: 'POINTS' },
              { code: 'RATINGS', value: rated, unit: 'COUNT' },
            ],
    },
    intent(agreements, recommended, now),
  ];
  // What is known of intent carries it alone; what is not is said all the same.
  const unheard: Gap[] = recommended === null ? [{ code: 'NO_RECOMMENDATIONS', detail: null }] : [];
  const unbound: Gap[] = daysBound(agreements, now) === null ? [{ code: 'NO_CONTRACT', detail: null }] : [];
  return { value: weighted(parts), parts, gaps: [...missing(parts), ...unbound, ...unheard] };
}

function frequencyPart({ signals }: Risk): Part {
  const drift = signals.filter(({ code, points }) => (code === 'RECENCY' || code === 'FREQUENCY') && points !== null);
  const most = drift.reduce((sum, one) => sum + one.most, 0);
  const points = drift.reduce((sum, one) => sum + (one.points ?? 0), 0);
  return {
    ...{ code: 'FREQUENCY', weight: 25, score: most === 0 ? null : tenth(100 * (1 - points / most)) },
    inputs: drift.flatMap(({ inputs }) => inputs),
  };
}

/** What the customer's people said, when they were asked whether they would recommend us; null when nobody has. */
interface Recommended {
  /** 0 to 10. */
  readonly mean: number;
  readonly answers: number;
}

function recommendedBy(lines: readonly MonthLine[]): Recommended | null {
  const answers = total(lines, ({ recommendations }) => recommendations.count);
  return answers > 0 ? { answers, mean: total(lines, ({ recommendations }) => recommendations.sum) / answers } : null;
}

/** Days for which the customer has still bound itself; null without a contract. */
function daysBound(agreements: readonly Agreement[], now: number): number | null {
  const ends = agreements
    .filter(({ state }) => state === 'ACTIVE')
    .map(({ validTo }) => Date.parse(`${validTo}T00:00:00Z`));
  return ends.length === 0 ? null : Math.max(0, Math.floor((Math.max(...ends) - now) / DAY));
}

/**
 * How long the customer has bound itself, of which half a year or more is 100, and whether its people would recommend us,
 * of which 10 is 100; half each. Where one of them is not known the other is all.
 */
function intent(agreements: readonly Agreement[], recommended: Recommended | null, now: number): Part {
  const left = daysBound(agreements, now);
  const halves = [
    left === null ? [] : clamp((100 * left) / 180),
    recommended === null ? [] : 10 * recommended.mean,
  ].flat();
  const inputs: Input[] = left === null ? [] : [{ code: 'CONTRACT_DAYS_LEFT', value: left, unit: 'DAYS' }];
  if (recommended) {
    inputs.push({ code: 'RECOMMENDATION', value: tenth(recommended.mean), unit: 'POINTS' });
    inputs.push({ code: 'RECOMMENDATIONS', value: recommended.answers, unit: 'COUNT' });
  }
  const score = halves.length === 0 ? null : tenth(halves.reduce((sum, half) => sum + half, 0) / halves.length);
  return { code: 'INTENT', weight: 15, score, inputs };
}

const GAPS: Readonly<Record<string, Gap['code']>> = {
  TRUST: 'TOO_FEW_ORDERS',
  FREQUENCY: 'TOO_FEW_ORDERS',
  SERVICE: 'TOO_FEW_ORDERS',
  SATISFACTION: 'NO_RATINGS',
};

function missing(parts: readonly Part[]): Gap[] {
  const codes = parts.filter(({ score }) => score === null).flatMap(({ code }) => GAPS[code] ?? []);
  return [...new Set(codes)].map((code) => ({ code, detail: null }));
}
