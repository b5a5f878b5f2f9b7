import type { LogisticsService } from '../generated/operations.ts';

/** What the company sells, in the order in which it is offered. */
export const SERVICES: readonly LogisticsService[] = [
  ...(['WAREHOUSING', 'TRANSPORT', 'GUARANTEED_DELIVERY', 'SHELVING', 'TALLYING', 'REPACKING'] as const),
  ...(['LABELLING', 'KITTING', 'PHOTO', 'QUALITY_CHECK', 'RETURNS_HANDLING', 'FINANCING_REFERRAL'] as const),
];
