import type { CaseCategory } from '../../generated/operations.ts';
import { CASE_CATEGORIES } from '../../status/case-categories.ts';

export const SERVICE_TABS = ['cases', 'claims', 'work-orders', 'returns'] as const;
export type ServiceTab = (typeof SERVICE_TABS)[number];

export interface ServiceSearch {
  readonly tab?: ServiceTab | undefined;
  readonly search?: string | undefined;
  /** Cases about this only. */
  readonly category?: CaseCategory | undefined;
  /** Closed ones as well. */
  readonly all?: true | undefined;
}

/** Reads the address of the service desk. */
export function readServiceFilter(address: Record<string, unknown>): ServiceSearch {
  const tab = SERVICE_TABS.find((each) => each === address['tab']);
  const search = address['search'];
  const category = CASE_CATEGORIES.find((each) => each === address['category']);
  return {
    ...(tab && tab !== 'cases' ? { tab } : {}),
    ...(typeof search === 'string' && search ? { search } : {}),
    ...(category ? { category } : {}),
    ...(address['all'] === true ? { all: true } : {}),
  };
}
