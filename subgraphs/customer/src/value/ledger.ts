import { atRate, rateIn } from '@quayside/shared/exchange';
import { type FactKind, monthAfter, monthOf, monthsBetween } from '../fact/fact.ts';
import type { Tally } from '../fact/tally.ts';
import { ACTIVITIES, type Tariff, tariffIn, type ValueSettings } from './settings.ts';

/** Something that a figure would need and does not have. */
export interface Gap {
  readonly code:
    | 'NO_HISTORY'
    | 'CURRENCY_WITHOUT_RATE'
    | 'REVENUE_MISSING'
    | 'CARRIER_COST_MISSING'
    | 'REVENUE_PARTIAL'
    | 'CARRIER_COST_PARTIAL'
    | 'NO_PAYMENTS'
    | 'NO_RATINGS'
    | 'NO_CONTRACT'
    | 'NO_RECOMMENDATIONS'
    | 'SHORT_HISTORY'
    | 'TOO_FEW_ORDERS'
    | 'NO_PORTFOLIO';
  /** What exactly, such as the currency without a rate, or how many months. */
  readonly detail: string | null;
}

/** A month of a customer in the house currency. Amounts in minor units. */
export interface MonthLine {
  readonly month: string;
  readonly revenue: number;
  readonly carrierCost: number;
  readonly serveCost: number;
  /** Less what carriers gave back for them; below zero where that was more. */
  readonly claimsPaid: number;
  /** revenue - carrierCost - serveCost - claimsPaid, to the minor unit. */
  readonly profit: number;
  readonly orders: number;
  readonly deliveries: number;
  readonly exceptions: number;
  readonly complaints: number;
  readonly claims: number;
  readonly ratings: { readonly count: number; readonly sum: number };
  /** How likely they are to recommend us, 0 to 10 each. */
  readonly recommendations: { readonly count: number; readonly sum: number };
  readonly payments: { readonly count: number; readonly daysLate: number };
  readonly touches: number;
}

/** Everything that figures of one customer are worked out from. */
export interface Ledger {
  readonly currency: string;
  /** From the first month with a fact to the present one, without holes; empty without history. */
  readonly lines: readonly MonthLine[];
  /** Days with an order, as days since 1970, in order. */
  readonly orderDays: readonly number[];
  /** Revenue of the last twelve months by what was sold, in the house currency. */
  readonly services: Readonly<Record<string, number>>;
  /** What the activities of the last twelve months cost. */
  readonly serving: readonly { readonly kind: FactKind; readonly count: number; readonly costMinor: number }[];
  readonly gaps: readonly Gap[];
}

export const WINDOW_MONTHS = 12;
const DAY = 86_400_000;

/** Currencies that had no rate in some month: the last such month of each. */
type Unrated = Map<string, string>;

/** Converts by the rates of one month, and notes what has none. */
interface Converter {
  readonly month: string;
  readonly tariff: Tariff | undefined;
  readonly settings: ValueSettings;
  readonly unrated: Unrated;
}

/** An amount in the house currency, rounded to its minor unit; nothing where no rate tells, which is noted. */
function inHouse(amount: number, currency: string, { month, settings, unrated }: Converter): number {
  if (amount === 0) return 0;
  const rate = rateIn(settings, currency, month);
  if (rate !== null) return currency === settings.currency ? amount : atRate(amount, rate, currency, settings.currency);
  if ((unrated.get(currency) ?? '') < month) unrated.set(currency, month);
  return 0;
}

/** Amounts of all currencies in the house currency, each currency rounded once. */
const allInHouse = (minor: Readonly<Record<string, number>> | undefined, converter: Converter): number =>
  Object.entries(minor ?? {}).reduce((sum, [currency, amount]) => sum + inHouse(amount, currency, converter), 0);

/** How often there was an activity, and what that cost: each kind is rounded once a month, so that months and kinds add up. */
function servedBy(
  kind: FactKind,
  tally: Tally | undefined,
  converter: Converter,
): { count: number; costMinor: number } {
  const counted = tally?.kinds[kind];
  // A payment's quantity is how late it was; each is one activity.
  const count = (kind === 'PAYMENT' ? counted?.n : counted?.q) ?? 0;
  const { settings, tariff } = converter;
  const cost = count * (tariff?.costs[kind] ?? 0);
  return { count, costMinor: inHouse(cost, tariff?.currency ?? settings.currency, converter) };
}

function lineOf(tally: Tally | undefined, converter: Converter): MonthLine {
  const kinds = tally?.kinds ?? {};
  const many = (kind: FactKind): number => kinds[kind]?.q ?? 0;
  const money = (kind: FactKind): number => allInHouse(kinds[kind]?.minor, converter);
  const [revenue, carrierCost] = [money('REVENUE'), money('CARRIER_COST')];
  const claimsPaid = money('CLAIM_PAID') - money('CARRIER_RECOVERY');
  let serveCost = 0;
  for (const kind of ACTIVITIES) serveCost += servedBy(kind, tally, converter).costMinor;
  return {
    ...{ month: converter.month, revenue, carrierCost, serveCost, claimsPaid },
    profit: revenue - carrierCost - serveCost - claimsPaid,
    orders: many('ORDER_BY_EDI') + many('ORDER_BY_HAND'),
    deliveries: many('DELIVERY'),
    exceptions: many('EXCEPTION'),
    complaints: many('COMPLAINT'),
    claims: many('CLAIM_FILED'),
    ratings: { count: kinds.RATING?.n ?? 0, sum: kinds.RATING?.q ?? 0 },
    recommendations: { count: kinds.RECOMMENDATION?.n ?? 0, sum: kinds.RECOMMENDATION?.q ?? 0 },
    payments: { count: kinds.PAYMENT?.n ?? 0, daysLate: kinds.PAYMENT?.q ?? 0 },
    touches: many('TOUCH'),
  };
}

/** Months of a customer as figures need them: in one currency, without holes, with what is missing. */
export function ledgerOf(
  tallies: readonly { readonly month: string; readonly tally: Tally }[],
  settings: ValueSettings,
  now: number,
): Ledger {
  const present = monthOf(now);
  // A month whose facts were all taken back is none.
  const past = tallies.filter(({ month, tally }) => month <= present && Object.keys(tally.kinds).length > 0);
  const byMonth = new Map(past.map(({ month, tally }) => [month, tally]));
  const first = [...byMonth.keys()].sort()[0];
  const unrated: Unrated = new Map();
  const converterIn = (month: string): Converter => ({ month, settings, unrated, tariff: tariffIn(settings, month) });
  const length = first === undefined ? 0 : monthsBetween(first, present) + 1;
  const names = Array.from({ length }, (_, index) => monthAfter(first ?? present, index));
  const lines = names.map((month) => lineOf(byMonth.get(month), converterIn(month)));
  const recent = names
    .slice(-WINDOW_MONTHS)
    .map((month) => ({ tally: byMonth.get(month), converter: converterIn(month) }));
  return {
    currency: settings.currency,
    lines,
    orderDays: orderDaysOf(byMonth),
    services: servicesOf(recent),
    serving: servingOf(recent),
    gaps: gapsOf(lines, unratedGaps(unrated, settings)),
  };
}

function orderDaysOf(byMonth: ReadonlyMap<string, Tally>): number[] {
  const days: number[] = [];
  for (const [month, { days: ordered }] of byMonth) {
    const start = Date.parse(`${month}-01T00:00:00Z`) / DAY;
    for (const day of Object.keys(ordered)) days.push(start + Number(day) - 1);
  }
  return days.sort((a, b) => a - b);
}

type Recent = readonly { readonly tally: Tally | undefined; readonly converter: Converter }[];

function servicesOf(recent: Recent): Record<string, number> {
  const services: Record<string, number> = {};
  for (const { tally, converter } of recent) {
    for (const [service, { minor }] of Object.entries(tally?.services ?? {})) {
      services[service] = (services[service] ?? 0) + allInHouse(minor, converter);
    }
  }
  return services;
}

const servingOf = (recent: Recent): Ledger['serving'] =>
  ACTIVITIES.flatMap((kind) => {
    const served = recent.map(({ tally, converter }) => servedBy(kind, tally, converter));
    const count = served.reduce((sum, one) => sum + one.count, 0);
    return count > 0 ? [{ kind, count, costMinor: served.reduce((sum, one) => sum + one.costMinor, 0) }] : [];
  });

/** What had no rate; up to which month, where it has one by now. */
const unratedGaps = (unrated: Unrated, { exchange }: ValueSettings): Gap[] =>
  [...unrated].sort().map(([currency, month]) => ({
    code: 'CURRENCY_WITHOUT_RATE',
    detail: exchange.some((one) => one.currency === currency) ? `${currency} ≤ ${month}` : currency,
  }));

function gapsOf(lines: readonly MonthLine[], unrated: readonly Gap[]): Gap[] {
  if (!lines.some(isTrade)) return [{ code: 'NO_HISTORY', detail: null }, ...unrated];
  return [
    ...unrated,
    ...missingIn(lines, (line) => line.revenue, ['REVENUE_MISSING', 'REVENUE_PARTIAL']),
    ...missingIn(lines, (line) => line.carrierCost, ['CARRIER_COST_MISSING', 'CARRIER_COST_PARTIAL']),
  ];
}

/** Whether an amount is missing beside what was delivered in a year: all of it, or in some of the months that have ended. */
function missingIn(
  lines: readonly MonthLine[],
  of: (line: MonthLine) => number,
  [all, some]: readonly [Gap['code'], Gap['code']],
): Gap[] {
  const delivering = lines.slice(-WINDOW_MONTHS).filter(({ deliveries }) => deliveries > 0);
  if (delivering.length === 0) return [];
  if (lines.slice(-WINDOW_MONTHS).every((line) => of(line) === 0)) return [{ code: all, detail: null }];
  const without = delivering.filter((line) => line !== lines.at(-1) && of(line) === 0).length;
  return without > 0 ? [{ code: some, detail: String(without) }] : [];
}

/** A month in which the customer bought something: talking with somebody is no history yet. */
const isTrade = ({ orders, revenue, deliveries }: MonthLine): boolean => orders > 0 || revenue !== 0 || deliveries > 0;

/** True when the customer has ever bought something. */
export const hasTraded = ({ lines }: Ledger): boolean => lines.some(isTrade);

/** Sum of a figure over months. */
export const total = (lines: readonly MonthLine[], of: (line: MonthLine) => number): number =>
  lines.reduce((sum, line) => sum + of(line), 0);

/** The last twelve months, this one included. */
export const recentLines = (ledger: Ledger): readonly MonthLine[] => ledger.lines.slice(-WINDOW_MONTHS);

/** Full months only: this one has not ended. */
export const fullLines = (ledger: Ledger): readonly MonthLine[] => ledger.lines.slice(0, -1);
