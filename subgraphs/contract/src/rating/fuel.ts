import { DAY } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';

/** The surcharge on freight that follows the price of fuel. */
export interface FuelRule {
  /** Name of the index, such as DOE-US-DIESEL. */
  readonly index: string;
  /** Ascending; the first begins at 0, so that every price has a step. */
  readonly steps: readonly FuelStep[];
}

export interface FuelStep {
  /** Thousandths of the index's own unit: 3.875 USD per gallon is 3875. */
  readonly fromMilli: number;
  /** Hundredths of a percent of the freight: 2450 is 24.5 %. */
  readonly basisPoints: number;
}

/** What an index stood at from a day on. */
export interface FuelPrice {
  readonly index: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly priceMilli: number;
}

/** Indexes are published weekly; an older price means that somebody forgot one. */
const LONGEST_DAYS = 14;

/** What an index stood at on a day: the newest price that is not later and not forgotten. Prices come oldest first. */
export function priceOn(prices: readonly FuelPrice[], index: string, date: string): Result<FuelPrice> {
  const latest = prices.findLast((one) => one.index === index && one.date <= date);
  if (latest && Date.parse(date) - Date.parse(latest.date) <= LONGEST_DAYS * DAY) return ok(latest);
  const known = latest ? `the last one is of ${latest.date}` : 'there is none before it';
  return refuse('FUEL_PRICE_MISSING', `The index ${index} has no price for ${date}: ${known}.`, {
    fix: `Enter what ${index} stood at in the week of ${date}, then rate again.`,
    figures: { index, date },
  });
}

/** The share of the freight at a price, in hundredths of a percent. */
export const surcharge = ({ steps }: FuelRule, priceMilli: number): number =>
  steps.findLast(({ fromMilli }) => fromMilli <= priceMilli)?.basisPoints ?? 0;

/** The first thing that is wrong with a rule, or null. */
export function fuelFault(rule: FuelRule): Result<never> | null {
  const field = 'fuel';
  if (!rule.index.trim() || rule.index.length > 64) {
    return refuse('FUEL_INDEX', 'Name the index, with 64 characters at most.', { field });
  }
  const [first] = rule.steps;
  if (first?.fromMilli !== 0) {
    const upTo = first ? ` below ${first.fromMilli / 1000}` : '';
    return refuse('FUEL_GAP', `The steps of ${rule.index} leave prices${upTo} without a surcharge.`, {
      field,
      fix: 'Begin with a step from 0, of 0 % if nothing is due there.',
    });
  }
  const wrong = rule.steps.find(
    (step, index) =>
      !Number.isSafeInteger(step.fromMilli) ||
      !(step.basisPoints >= 0 && step.basisPoints <= 100_000 && Number.isInteger(step.basisPoints)) ||
      (index > 0 && step.fromMilli <= (rule.steps[index - 1]?.fromMilli ?? 0)),
  );
  return wrong
    ? refuse('FUEL_STEP', `The step from ${wrong.fromMilli / 1000} is not usable: steps go up, and are 0 to 1000 %.`, {
        field,
      })
    : null;
}
