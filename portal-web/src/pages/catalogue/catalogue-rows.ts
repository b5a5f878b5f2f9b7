import type { CatalogueFactsFragment, CatalogueItemInput, LogisticsService } from '../../generated/operations.ts';
import { digitsOf, numberOf } from '../rates/rate-rows.ts';

/** A price of a value-added service as it was typed. */
export interface CatalogueRow {
  readonly key: number;
  readonly service: LogisticsService;
  readonly unit: string;
  readonly price: string;
  readonly minimum: string;
  readonly photosRequired: string;
  readonly photoStandard: string;
  readonly serviceLevelHours: string;
  readonly freeHours: string;
  readonly percent: string;
  readonly startedPercent: string;
}
export type CatalogueField = Exclude<keyof CatalogueRow, 'key' | 'service'>;

let nextKey = 0;
/** A row that was not typed yet, with what is usual. */
export const newItem = (service: LogisticsService, unit: string): CatalogueRow => ({
  key: ++nextKey,
  ...{ service, unit, price: '', minimum: '', photosRequired: '0', photoStandard: '', serviceLevelHours: '48' },
  ...{ freeHours: '24', percent: '0', startedPercent: '100' },
});

/** What was agreed as a row to edit. */
export function rowOf(item: CatalogueFactsFragment): CatalogueRow {
  const digits = digitsOf(item.price.currency);
  const amount = (minor: number): string => (minor / 10 ** digits).toFixed(digits);
  const { cancellation } = item;
  return {
    ...newItem(item.service, item.unit),
    price: amount(item.price.amountMinor),
    minimum: item.minimum ? amount(item.minimum.amountMinor) : '',
    photosRequired: String(item.photosRequired),
    photoStandard: item.photoStandard ?? '',
    serviceLevelHours: String(item.serviceLevelHours),
    freeHours: String(cancellation.freeHours),
    percent: String(cancellation.percent),
    startedPercent: String(cancellation.startedPercent),
  };
}

/** What a row means in a currency, or which of its fields are no numbers. */
export function itemOf(
  row: CatalogueRow,
  currency: string,
): { readonly item: CatalogueItemInput } | { readonly faults: readonly CatalogueField[] } {
  const digits = digitsOf(currency);
  const minor = (typed: string): number | null => {
    const value = numberOf(typed);
    return value === null ? null : Math.round(value * 10 ** digits);
  };
  const whole = (typed: string): number | null => {
    const value = numberOf(typed);
    return value !== null && Number.isInteger(value) ? value : null;
  };
  const priceMinor = minor(row.price);
  const minimumMinor = row.minimum.trim() === '' ? undefined : minor(row.minimum);
  const numbers = {
    photosRequired: whole(row.photosRequired),
    serviceLevelHours: whole(row.serviceLevelHours),
    freeHours: whole(row.freeHours),
    percent: whole(row.percent),
    startedPercent: whole(row.startedPercent),
  };
  const { photosRequired, serviceLevelHours, freeHours, percent, startedPercent } = numbers;
  const faults: CatalogueField[] = [
    ...(priceMinor === null ? (['price'] as const) : []),
    ...(minimumMinor === null ? (['minimum'] as const) : []),
    ...(Object.keys(numbers) as (keyof typeof numbers)[]).filter((name) => numbers[name] === null),
    ...(row.unit.trim() === '' ? (['unit'] as const) : []),
  ];
  if (faults.length > 0 || priceMinor === null || photosRequired === null || serviceLevelHours === null)
    return { faults };
  if (freeHours === null || percent === null || startedPercent === null) return { faults };
  return {
    item: {
      ...{ service: row.service, unit: row.unit.trim().toUpperCase(), priceMinor, currency },
      ...{ minimumMinor: minimumMinor ?? null, photosRequired, serviceLevelHours },
      photoStandard: row.photoStandard.trim() || null,
      cancellation: { freeHours, percent, startedPercent },
    },
  };
}
