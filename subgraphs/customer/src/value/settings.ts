import type { ExchangeRate } from '@quayside/shared/exchange';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { FACT_KINDS, type FactKind } from '../fact/fact.ts';
import { isCurrency, movedTo, ratesFault, unknownCurrency } from './house-currency.ts';

/** What one activity costs the company, from a month on. */
export interface Tariff {
  /** `YYYY-MM`, in UTC: months are whole, so that a figure is the same whoever works it out, and when. */
  readonly from: string;
  /** Of the costs, as they were stated; left out where it is the house currency. They are converted as facts are. */
  readonly currency?: string | undefined;
  /** Minor units for each fact of a kind; a kind that is not named costs nothing. */
  readonly costs: Readonly<Partial<Record<FactKind, number>>>;
}

/** By what customers are valued. Stated, kept in versions, and changed by administrators. */
export interface ValueSettings {
  /** ISO 4217: figures are in this currency. */
  readonly currency: string;
  /** Units of the house currency for one unit of another; what has no rate is told as missing, never guessed. */
  readonly exchange: readonly ExchangeRate[];
  /** Of money a year later, in percent. */
  readonly discountPercent: number;
  /** Years ahead that the potential counts. */
  readonly horizonYears: number;
  /** Of the yearly profit of a referred customer that counts for who referred them, in percent. */
  readonly referralPercent: number;
  /** Grades that customers are clustered into, A the best; 2 to 4. */
  readonly groups: number;
  /** Share of the profit that the key accounts bring together, in percent. */
  readonly keyPercent: number;
  /** Full months without an order after which a customer counts as gone. */
  readonly quietMonths: number;
  /** Rise of orders, half-year on half-year, that is growth, in percent. */
  readonly growthPercent: number;
  /** Oldest first. */
  readonly tariffs: readonly Tariff[];
}

/** A version of the settings. */
export interface SettingsVersion {
  readonly version: number;
  readonly settings: ValueSettings;
  readonly changedBy: string;
  readonly changedAt: number;
}

/**
 * Until an administrator says otherwise. The costs are minutes of work at 42 USD an hour, as a 3PL's time studies put
 * them: an order by EDI takes none, one by hand six minutes, a claim an hour and a half.
 */
export const DEFAULT_SETTINGS: ValueSettings = {
  currency: 'USD',
  exchange: [],
  discountPercent: 10,
  horizonYears: 3,
  referralPercent: 20,
  groups: 4,
  keyPercent: 80,
  quietMonths: 3,
  growthPercent: 15,
  tariffs: [
    {
      from: '2000-01',
      currency: 'USD',
      costs: {
        ORDER_BY_EDI: 60,
        ORDER_BY_HAND: 420,
        DELIVERY: 180,
        CANCELLATION: 350,
        EXCEPTION: 1_200,
        RECEIPT: 900,
        INVOICE: 250,
        PAYMENT: 90,
        COMPLAINT: 2_800,
        INQUIRY: 1_500,
        CLAIM_FILED: 6_500,
        WORK_ORDER: 900,
        RETURN: 1_600,
        TOUCH: 2_200,
      },
    },
  ],
};

const NO_ACTIVITIES: readonly FactKind[] = [
  ...(['REVENUE', 'CARRIER_COST', 'CLAIM_PAID', 'CARRIER_RECOVERY', 'RATING', 'RECOMMENDATION'] as const),
];

/** Kinds that are an activity of ours; of the others the money itself is the fact. */
export const ACTIVITIES: readonly FactKind[] = FACT_KINDS.filter((kind) => !NO_ACTIVITIES.includes(kind));

/** The tariff that holds in a month: the last that began by then, or the first of all. */
export const tariffIn = (settings: ValueSettings, month: string): Tariff | undefined =>
  settings.tariffs.findLast(({ from }) => from <= month) ?? settings.tariffs[0];

/** What may be changed; what is left out stays. */
export interface SettingsChange {
  /** Another house currency: rates are stated anew in it, and no fact is touched. */
  readonly currency?: string | null | undefined;
  /** Units of it for one of the present house currency, where no rate tells. */
  readonly currencyRate?: number | null | undefined;
  readonly exchange?: ValueSettings['exchange'] | null | undefined;
  readonly discountPercent?: number | null | undefined;
  readonly horizonYears?: number | null | undefined;
  readonly referralPercent?: number | null | undefined;
  readonly groups?: number | null | undefined;
  readonly keyPercent?: number | null | undefined;
  readonly quietMonths?: number | null | undefined;
  readonly growthPercent?: number | null | undefined;
  /** Costs from a month on; it takes the place of a tariff from the same month. */
  readonly tariff?:
    | {
        readonly from: string;
        readonly currency?: string | null | undefined;
        readonly costs: readonly { kind: FactKind; costMinor: number }[];
      }
    | null
    | undefined;
}

const BOUNDS = {
  discountPercent: [0, 100],
  horizonYears: [1, 10],
  referralPercent: [0, 100],
  groups: [2, 4],
  keyPercent: [1, 100],
  quietMonths: [1, 24],
  growthPercent: [1, 100],
} as const;
type Bounded = keyof typeof BOUNDS;
const WHOLE: readonly Bounded[] = ['horizonYears', 'groups', 'quietMonths'];

/** What does not take the place of the setting with its name. */
const ELSEWHERE: readonly string[] = ['tariff', 'currency', 'currencyRate'];

/** The settings after a change, or why not. */
export function changedSettings(before: ValueSettings, change: SettingsChange): Result<ValueSettings> {
  for (const [field, [least, most]] of Object.entries(BOUNDS) as [Bounded, readonly [number, number]][]) {
    const value = change[field];
    if (value === null || value === undefined) continue;
    if (!(value >= least && value <= most) || (WHOLE.includes(field) && !Number.isInteger(value))) {
      return refuse(
        'SETTING_RANGE',
        `This is ${WHOLE.includes(field) ? 'a whole number' : 'a number'} from ${least} to ${most}.`,
        { field, figures: { least, most } },
      );
    }
  }
  const moved = movedTo(before, change);
  if (!moved.ok) return moved;
  const house = moved.value;
  const fault = ratesFault(house.currency, change.exchange ?? []);
  if (fault) return fault;
  const tariffs = withTariff(house, change.tariff ?? null);
  if (!tariffs.ok) return tariffs;
  const given = Object.entries(change).filter(
    ([name, value]) => !ELSEWHERE.includes(name) && value !== null && value !== undefined,
  );
  return ok({ ...house, ...Object.fromEntries(given), tariffs: tariffs.value });
}

function withTariff(
  { currency: house, tariffs }: ValueSettings,
  added: NonNullable<SettingsChange['tariff']> | null,
): Result<readonly Tariff[]> {
  if (!added) return ok(tariffs);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(added.from)) {
    return refuse('MONTH_NOT_VALID', 'A month is written YYYY-MM.', { field: 'tariff.from' });
  }
  const wrong = added.costs.find(
    ({ kind, costMinor }) => !ACTIVITIES.includes(kind) || !Number.isSafeInteger(costMinor) || costMinor < 0,
  );
  if (wrong) {
    return refuse('COST_NOT_VALID', 'An activity costs a whole number of minor units, not below zero.', {
      field: 'tariff.costs',
      fix: 'Leave out what costs nothing.',
    });
  }
  const currency = added.currency ?? house;
  if (!isCurrency(currency)) return unknownCurrency(currency, 'tariff.currency');
  const costs = Object.fromEntries(added.costs.map(({ kind, costMinor }) => [kind, costMinor]));
  const others = tariffs.filter(({ from }) => from !== added.from);
  return ok([...others, { from: added.from, currency, costs }].sort((a, b) => (a.from < b.from ? -1 : 1)));
}
