import type { CaseCategory } from '../generated/operations.ts';

/** What cases, articles and defects are about. */
export const CASE_CATEGORIES: readonly CaseCategory[] = [
  'DELAY',
  'DAMAGE',
  'LOSS',
  'BILLING',
  'COMMUNICATION',
  'DOCUMENTS',
  'DRIVER',
  'OTHER',
];
