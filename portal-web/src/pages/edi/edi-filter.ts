import type { EdiDirection, EdiMessageFilter, EdiState } from '../../generated/operations.ts';
import { EDI_STATES } from '../../status/work-state.tsx';

export interface EdiSearch {
  readonly state?: EdiState | undefined;
  readonly direction?: EdiDirection | undefined;
  readonly set?: string | undefined;
  readonly partner?: string | undefined;
  readonly search?: string | undefined;
}

export const SET_TYPES = ['204', '210', '214', '856', '940', '945', '990', '997', 'TA1'];
const DIRECTIONS: readonly EdiDirection[] = ['IN', 'OUT'];

const text = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && `${value}` ? `${value}` : undefined;

/** Reads the address of the EDI list. */
export function readEdiFilter(address: Record<string, unknown>): EdiSearch {
  const state = EDI_STATES.find((each) => each === address['state']);
  const direction = DIRECTIONS.find((each) => each === address['direction']);
  const set = text(address['set']);
  const partner = text(address['partner']);
  const search = text(address['search']);
  return {
    ...(state ? { state } : {}),
    ...(direction ? { direction } : {}),
    ...(set ? { set } : {}),
    ...(partner ? { partner } : {}),
    ...(search ? { search } : {}),
  };
}

export const toEdiFilter = (wanted: EdiSearch): EdiMessageFilter => ({
  ...(wanted.state ? { states: [wanted.state] } : {}),
  ...(wanted.direction ? { direction: wanted.direction } : {}),
  ...(wanted.set ? { setType: wanted.set } : {}),
  ...(wanted.partner ? { partnerId: wanted.partner } : {}),
  ...(wanted.search ? { search: wanted.search } : {}),
});
