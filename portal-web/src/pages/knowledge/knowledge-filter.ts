import type { CaseCategory } from '../../generated/operations.ts';
import { CASE_CATEGORIES } from '../../status/case-categories.ts';

/** What the address of the knowledge base says. */
export interface KnowledgeSearch {
  readonly search?: string | undefined;
  readonly category?: CaseCategory | undefined;
}

/** Reads the address; words that mean nothing are left out. */
export function readKnowledgeSearch(address: Record<string, unknown>): KnowledgeSearch {
  const { search } = address;
  const category = CASE_CATEGORIES.find((each) => each === address['category']);
  return {
    ...(typeof search === 'string' && search ? { search } : {}),
    ...(category ? { category } : {}),
  };
}
