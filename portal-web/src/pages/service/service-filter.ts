import type { CaseCategory, CaseKind } from '../../generated/operations.ts';
import { CASE_CATEGORIES } from '../../status/case-categories.ts';

export const SERVICE_TABS = ['cases', 'claims', 'work-orders', 'returns'] as const;
export const CASE_KINDS: readonly CaseKind[] = ['COMPLAINT', 'INQUIRY', 'SUGGESTION'];
export type ServiceTab = (typeof SERVICE_TABS)[number];

export interface ServiceSearch {
  readonly tab?: ServiceTab | undefined;
  readonly search?: string | undefined;
  readonly account?: string | undefined;
  /** Cases about this only. */
  readonly category?: CaseCategory | undefined;
  readonly kind?: CaseKind | undefined;
  /** Opened on this day (YYYY-MM-DD, UTC) or later. */
  readonly since?: string | undefined;
  /** Closed ones as well. */
  readonly all?: true | undefined;
}

/** Reads the address of the service desk. */
export function readServiceFilter(address: Record<string, unknown>): ServiceSearch {
  const tab = SERVICE_TABS.find((each) => each === address['tab']);
  const search = address['search'];
  const kind = CASE_KINDS.find((each) => each === address['kind']);
  const { since, account } = address;
  const category = CASE_CATEGORIES.find((each) => each === address['category']);
  return {
    ...(tab && tab !== 'cases' ? { tab } : {}),
    ...(typeof search === 'string' && search ? { search } : {}),
    ...(typeof account === 'string' && account ? { account } : {}),
    ...(category ? { category } : {}),
    ...(kind ? { kind } : {}),
    ...(typeof since === 'string' && /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(since) ? { since } : {}),
    ...(address['all'] === true ? { all: true } : {}),
  };
}
