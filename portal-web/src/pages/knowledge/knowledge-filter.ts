import type { CaseCategory } from '../../generated/operations.ts';

/** What cases, articles and defects are about. */
export const CATEGORIES: readonly CaseCategory[] = [
  'DELAY',
  'DAMAGE',
  'LOSS',
  'BILLING',
  'COMMUNICATION',
  'DOCUMENTS',
  'DRIVER',
  'OTHER',
];

/** What the address of the knowledge base says. */
export interface KnowledgeSearch {
  readonly search?: string | undefined;
  readonly category?: CaseCategory | undefined;
}

/** Reads the address; words that mean nothing are left out. */
export function readKnowledgeSearch(address: Record<string, unknown>): KnowledgeSearch {
  const { search } = address;
  const category = CATEGORIES.find((each) => each === address['category']);
  return {
    ...(typeof search === 'string' && search ? { search } : {}),
    ...(category ? { category } : {}),
  };
}
