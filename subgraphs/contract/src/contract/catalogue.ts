import { type Result, refuse } from '@quayside/shared/result';
import type { CancellationRule, CatalogueItem } from '../events.ts';
import type { Terms } from './contract.ts';

const LONGEST_UNIT = 32;
const LONGEST_STANDARD = 500;
const MOST_PHOTOS = 20;
/** A year: nobody promises a job for later. */
const LONGEST_HOURS = 8_760;

/** The first thing that is wrong with the prices of value-added services, or null. */
export function catalogueFault({ catalogue, services }: Terms): Result<never> | null {
  const field = 'catalogue';
  if (new Set(catalogue.map((item) => item.service)).size < catalogue.length) {
    return refuse('CATALOGUE_TWICE', 'A service has one price.', { field });
  }
  const uncovered = catalogue.find((item) => !services.some(({ service }) => service === item.service));
  if (uncovered) {
    const fix = 'Add it to the services of the contract, or leave its price out.';
    return refuse('CATALOGUE_NOT_COVERED', `${uncovered.service} has a price but is not covered.`, { field, fix });
  }
  if (new Set(catalogue.map((item) => item.currency)).size > 1) {
    return refuse('CATALOGUE_CURRENCIES', 'The prices of a contract are in one currency.', { field });
  }
  const wrong = catalogue.find((item) => !isUsable(item));
  return wrong ? refuse('CATALOGUE_ITEM', `The price of ${wrong.service} is not usable.`, { field }) : null;
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
