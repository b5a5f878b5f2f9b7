import { type Result, refuse } from '@quayside/shared/result';
import type { CancellationRule, CatalogueItem } from '../events.ts';
import type { RateCard } from '../rate/rate.ts';
import type { Terms } from './contract.ts';

const LONGEST_UNIT = 32;
const LONGEST_STANDARD = 500;
const MOST_PHOTOS = 20;
/** A year: nobody promises a job for later. */
const LONGEST_HOURS = 8_760;

/** The first thing that is wrong with the prices of value-added services, at its place from 0, or null. */
export function catalogueFault({ catalogue, services }: Terms): Result<never> | null {
  const field = (index: number): string => `catalogue.${index}`;
  for (const [index, item] of catalogue.entries()) {
    if (catalogue.findIndex((one) => one.service === item.service) < index) {
      const fix = 'Keep one of its prices.';
      return refuse('CATALOGUE_TWICE', `${item.service} has two prices.`, { field: field(index), fix });
    }
    if (!services.some(({ service }) => service === item.service)) {
      const fix = 'Add it to the services of the contract, or leave its price out.';
      return refuse('CATALOGUE_NOT_COVERED', `${item.service} has a price but is not covered.`, {
        field: field(index),
        fix,
      });
    }
    if (item.currency !== catalogue[0]?.currency) {
      const fix = `Price it in ${catalogue[0]?.currency}, or agree another contract.`;
      return refuse('CATALOGUE_CURRENCIES', `${item.service} is in ${item.currency}: a contract has one currency.`, {
        field: field(index),
        fix,
      });
    }
    if (!isUsable(item)) {
      const fix = `Amounts and hours are not below zero, it has a unit, and asks for ${MOST_PHOTOS} photos and 100 % at most.`;
      return refuse('CATALOGUE_ITEM', `The price of ${item.service} is not usable.`, { field: field(index), fix });
    }
  }
  return null;
}

/** Why prices of the list and of the cards cannot stand in one contract: nobody could add them up; null when they can. */
export function currencyFault(
  catalogue: readonly CatalogueItem[],
  cards: readonly Pick<RateCard, 'currency' | 'lines'>[],
  field: string,
): Result<never> | null {
  const listed = catalogue[0]?.currency;
  const other = cards.find(({ currency, lines }) => currency !== listed && lines.some(({ charge }) => charge !== null));
  if (!listed || !other) return null;
  const message = `The value-added services of the contract are in ${listed}, its rate cards in ${other.currency}.`;
  const fix = 'Keep one currency for a contract; agree another contract for the other one.';
  return refuse('CURRENCIES_MIXED', message, { field, fix });
}

const isUsable = (item: CatalogueItem): boolean =>
  /^[A-Z]{3}$/.test(item.currency) &&
  isAmount(item.priceMinor) &&
  isAmount(item.minimumMinor ?? 0) &&
  item.unit.trim() !== '' &&
  item.unit.length <= LONGEST_UNIT &&
  (item.photoStandard ?? '').length <= LONGEST_STANDARD &&
  within(item.photosRequired, MOST_PHOTOS) &&
  within(item.serviceLevelHours, LONGEST_HOURS) &&
  isRule(item.cancellation);

const isRule = ({ freeHours, percent, startedPercent }: CancellationRule): boolean =>
  within(freeHours, LONGEST_HOURS) && within(percent, 100) && within(startedPercent, 100);

const isAmount = (minor: number): boolean => Number.isSafeInteger(minor) && minor >= 0;
const within = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;
