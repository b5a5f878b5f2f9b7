import type { EdiDirection, EdiMessageFilter, EdiState } from '../../generated/operations.ts';
import { EDI_STATES } from '../../status/work-state.tsx';

export interface EdiSearch {
  readonly state?: EdiState | undefined;
  readonly direction?: EdiDirection | undefined;
  readonly set?: string | undefined;
  readonly partner?: string | undefined;
  readonly search?: string | undefined;
  /** Only groups whose acknowledgement is overdue. */
  readonly overdue?: true | undefined;
}

export const SET_TYPES = [
  ...[
    '204',
    '210',
    '214',
    '810',
    '820',
    '824',
    '846',
    '850',
    '855',
    '856',
    '860',
    '920',
    '924',
    '925',
    '926',
    '940',
    '943',
    '944',
    '945',
    '947',
    '990',
    '997',
  ],
  ...['999', 'TA1'],
];
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
    ...(address['overdue'] === true ? { overdue: true } : {}),
  };
}

export const toEdiFilter = (wanted: EdiSearch): EdiMessageFilter => ({
  ...(wanted.state ? { states: [wanted.state] } : {}),
  ...(wanted.direction ? { direction: wanted.direction } : {}),
  ...(wanted.set ? { setType: wanted.set } : {}),
  ...(wanted.partner ? { partnerId: wanted.partner } : {}),
  ...(wanted.search ? { search: wanted.search } : {}),
  ...(wanted.overdue ? { overdue: true } : {}),
});
