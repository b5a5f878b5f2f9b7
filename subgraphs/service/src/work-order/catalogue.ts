import type { LogisticsService } from '@quayside/contract/events';

/** A value-added service (VAS) as it is sold. */
export interface CatalogueEntry {
  readonly service: LogisticsService;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** Photos that the finished work must show. */
  readonly photosRequired: number;
  /** Hours from approval to done. */
  readonly leadHours: number;
}

/** Everything that can be ordered as a job. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    service: 'SHELVING',
    title: 'Shelving',
    description: 'Goods are put away on shelves, sorted by item and lot.',
    unit: 'PL',
    photosRequired: 0,
    leadHours: 24,
  },
  {
    service: 'TALLYING',
    title: 'Tallying',
    description: 'Goods are counted by item and lot, against what was announced.',
    unit: 'PL',
    photosRequired: 0,
    leadHours: 24,
  },
  {
    service: 'REPACKING',
    title: 'Repacking',
    description: 'Goods go into other or new packaging.',
    unit: 'CA',
    photosRequired: 2,
    leadHours: 48,
  },
  {
    service: 'LABELLING',
    title: 'Labelling',
    description: 'Labels or promotional tape are applied to each unit.',
    unit: 'EA',
    photosRequired: 1,
    leadHours: 48,
  },
  {
    service: 'KITTING',
    title: 'Kitting',
    description: 'Several items are put together into one that can be sold.',
    unit: 'EA',
    photosRequired: 1,
    leadHours: 72,
  },
  {
    service: 'PHOTO',
    title: 'Photographs',
    description: 'Goods are photographed as they are.',
    unit: 'EA',
    photosRequired: 1,
    leadHours: 8,
  },
  {
    service: 'QUALITY_CHECK',
    title: 'Quality check',
    description: 'Goods are inspected against a standard that the customer names.',
    unit: 'EA',
    photosRequired: 1,
    leadHours: 48,
  },
  {
    service: 'RETURNS_HANDLING',
    title: 'Returns handling',
    description: 'Returned goods are counted, inspected and made ready for sale again.',
    unit: 'EA',
    photosRequired: 1,
    leadHours: 48,
  },
  {
    service: 'FINANCING_REFERRAL',
    title: 'Financing referral',
    description: 'The customer is introduced to a lender who takes the stored goods as security.',
    unit: 'EA',
    photosRequired: 0,
    leadHours: 72,
  },
];

/** The entry of a service, or null when it is not ordered as a job. */
export const catalogueEntry = (service: LogisticsService): CatalogueEntry | null =>
  CATALOGUE.find((entry) => entry.service === service) ?? null;
