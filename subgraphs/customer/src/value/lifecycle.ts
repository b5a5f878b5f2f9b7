import { growthAt } from './growth.ts';
import { fullLines, type Ledger, type MonthLine, total } from './ledger.ts';
import type { Input } from './measure.ts';
import type { ValueSettings } from './settings.ts';

/** Where a customer is in its life with us. */
export type Stage = 'POTENTIAL' | 'DEVELOPMENT' | 'GROWTH' | 'MATURITY' | 'TERMINATION';
export const STAGES: readonly Stage[] = ['POTENTIAL', 'DEVELOPMENT', 'GROWTH', 'MATURITY', 'TERMINATION'];

export type StageRule =
  | 'KNOWN'
  | 'FIRST_ORDER'
  | 'ORDERS_RISE'
  | 'ORDERS_STEADY'
  | 'RISE_OVER'
  | 'RISE_AGAIN'
  | 'QUIET'
  | 'ORDER_AGAIN';

/** What the rules look at, as of the end of a month. */
interface Seen {
  readonly ordersEver: number;
  readonly ordersNow: number;
  /** Months since the first order, or the first after the customer came back. */
  readonly age: number;
  /** Full months without an order. */
  readonly quiet: number;
  readonly growthPercent: number | null;
}

interface Change {
  readonly from: Stage;
  readonly to: Stage;
  readonly rule: StageRule;
  readonly when: (seen: Seen, settings: ValueSettings) => boolean;
}

const STEADY_MONTHS = 12;

/** The way from stage to stage: the first rule that holds at the end of a month is taken. */
const CHANGES: readonly Change[] = [
  { from: 'POTENTIAL', to: 'DEVELOPMENT', rule: 'FIRST_ORDER', when: ({ ordersEver }) => ordersEver > 0 },
  { from: 'DEVELOPMENT', to: 'TERMINATION', rule: 'QUIET', when: isQuiet },
  { from: 'DEVELOPMENT', to: 'GROWTH', rule: 'ORDERS_RISE', when: isRising },
  { from: 'DEVELOPMENT', to: 'MATURITY', rule: 'ORDERS_STEADY', when: ({ age }) => age >= STEADY_MONTHS },
  { from: 'GROWTH', to: 'TERMINATION', rule: 'QUIET', when: isQuiet },
  {
    ...{ from: 'GROWTH', to: 'MATURITY', rule: 'RISE_OVER' },
    // Half of what began it, so that a customer at the edge does not go to and fro each month.
    when: ({ growthPercent }, { growthPercent: least }) => growthPercent !== null && growthPercent < least / 2,
  },
  { from: 'MATURITY', to: 'TERMINATION', rule: 'QUIET', when: isQuiet },
  { from: 'MATURITY', to: 'GROWTH', rule: 'RISE_AGAIN', when: isRising },
  { from: 'TERMINATION', to: 'DEVELOPMENT', rule: 'ORDER_AGAIN', when: ({ ordersNow }) => ordersNow > 0 },
];

function isQuiet({ quiet }: Seen, { quietMonths }: ValueSettings): boolean {
  return quiet >= quietMonths;
}

function isRising({ growthPercent }: Seen, { growthPercent: least }: ValueSettings): boolean {
  return growthPercent !== null && growthPercent >= least;
}

/** At which numbers a rule holds, by the settings; rules without one hold with the event itself. */
function boundsOf(rule: StageRule, { quietMonths, growthPercent }: ValueSettings): Input[] {
  switch (rule) {
    case 'QUIET':
      return [{ code: 'FROM', value: quietMonths, unit: 'MONTHS' }];
    case 'ORDERS_RISE':
    case 'RISE_AGAIN':
      return [{ code: 'FROM', value: growthPercent, unit: 'PERCENT' }];
    case 'RISE_OVER':
      return [{ code: 'BELOW', value: growthPercent / 2, unit: 'PERCENT' }];
    case 'ORDERS_STEADY':
      return [{ code: 'FROM', value: STEADY_MONTHS, unit: 'MONTHS' }];
    default:
      return [];
  }
}

/** The rules as a table, for whoever wants to know them. */
export const stageRules = (
  settings: ValueSettings,
): readonly { from: Stage; to: Stage; rule: StageRule; inputs: readonly Input[] }[] =>
  CHANGES.map(({ from, to, rule }) => ({ from, to, rule, inputs: boundsOf(rule, settings) }));

/** A stage that a customer is or was in. */
export interface StagePeriod {
  readonly stage: Stage;
  /** `YYYY-MM`: the month at whose end it began; null where it began with the account. */
  readonly since: string | null;
  readonly rule: StageRule;
  /** What the rule saw. */
  readonly inputs: readonly Input[];
}

const inputsOf = ({ ordersEver, quiet, growthPercent }: Seen): Input[] => [
  { code: 'ORDERS_EVER', value: ordersEver, unit: 'COUNT' },
  { code: 'QUIET_MONTHS', value: quiet, unit: 'MONTHS' },
  ...(growthPercent === null ? [] : [{ code: 'GROWTH', value: growthPercent, unit: 'PERCENT' } as const]),
];

function seenAt(lines: readonly MonthLine[], cameAt: number): Seen {
  const last = lines.findLastIndex(({ orders }) => orders > 0);
  return {
    ordersEver: total(lines, ({ orders }) => orders),
    ordersNow: lines.at(-1)?.orders ?? 0,
    age: lines.length - cameAt,
    quiet: last === -1 ? 0 : lines.length - 1 - last,
    growthPercent: growthAt(lines).percent,
  };
}

/**
 * The stages of a customer in their order, the present one last: a fold over its months, so that it is the same whenever
 * it is worked out. Full months count; of the running one only that there were orders does, for a newcomer and for one who
 * comes back.
 */
export function lifecycleOf(ledger: Ledger, settings: ValueSettings): readonly StagePeriod[] {
  const history: StagePeriod[] = [{ stage: 'POTENTIAL', since: null, rule: 'KNOWN', inputs: [] }];
  const full = fullLines(ledger).length;
  let cameAt = 0;
  for (let end = 1; end <= ledger.lines.length; end++) {
    const lines = ledger.lines.slice(0, end);
    const seen = seenAt(lines, cameAt);
    const stage = history.at(-1)?.stage;
    const change = CHANGES.find((one) => one.from === stage && one.when(seen, settings));
    const running = end > full;
    if (!change || (running && change.rule !== 'FIRST_ORDER' && change.rule !== 'ORDER_AGAIN')) continue;
    if (change.to === 'DEVELOPMENT') cameAt = end - 1;
    history.push({ stage: change.to, since: lines.at(-1)?.month ?? null, rule: change.rule, inputs: inputsOf(seen) });
  }
  return history;
}

export type PlayCode =
  | 'CALL_TO_QUALIFY'
  | 'SEND_OFFER'
  | 'VISIT_SITE'
  | 'TRIAL_ORDER'
  | 'CONNECT_EDI'
  | 'REVIEW_FIRST_MONTH'
  | 'ASK_FOR_MORE_LANES'
  | 'OFFER_SERVICES'
  | 'AGREE_VOLUME_PRICE'
  | 'QUARTERLY_REVIEW'
  | 'RENEW_EARLY'
  | 'ASK_FOR_REFERRAL'
  | 'ASK_WHY'
  | 'WIN_BACK_OFFER'
  | 'SETTLE_OPEN_MATTERS';

/** What is done with customers of a stage, most pressing first. */
export const PLAYBOOK: Readonly<Record<Stage, readonly PlayCode[]>> = {
  POTENTIAL: ['CALL_TO_QUALIFY', 'VISIT_SITE', 'SEND_OFFER', 'TRIAL_ORDER'],
  DEVELOPMENT: ['REVIEW_FIRST_MONTH', 'CONNECT_EDI', 'ASK_FOR_MORE_LANES'],
  GROWTH: ['OFFER_SERVICES', 'AGREE_VOLUME_PRICE', 'ASK_FOR_MORE_LANES'],
  MATURITY: ['QUARTERLY_REVIEW', 'RENEW_EARLY', 'ASK_FOR_REFERRAL', 'OFFER_SERVICES'],
  TERMINATION: ['ASK_WHY', 'SETTLE_OPEN_MATTERS', 'WIN_BACK_OFFER'],
};
