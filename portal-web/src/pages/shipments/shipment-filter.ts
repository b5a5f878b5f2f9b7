import type { ExceptionKind, ShipmentFilter, ShipmentState } from '../../generated/operations.ts';
import { SHIPMENT_STATES } from '../../status/shipment-state.tsx';

/** The list as its address says it: a pasted link shows the same list. */
export interface ShipmentSearch {
  readonly state?: ShipmentState | undefined;
  readonly search?: string | undefined;
  readonly late?: true | undefined;
  readonly exception?: true | undefined;
  /** An exception of this kind was raised. */
  readonly exceptionKind?: ExceptionKind | undefined;
  readonly account?: string | undefined;
  /** Ordered in this month, YYYY-MM (UTC). */
  readonly month?: string | undefined;
  /** Ordered in this month or later, YYYY-MM (UTC). */
  readonly since?: string | undefined;
}

const EXCEPTION_KINDS: readonly ExceptionKind[] = [
  ...([
    'DELAY',
    'DAMAGE',
    'SHORTAGE',
    'SHORTAGE_EXPECTED',
    'REFUSED',
    'ADDRESS',
    'WEATHER',
    'CUSTOMS',
    'HOLD',
  ] as const),
  ...(['MISSED_APPOINTMENT', 'OTHER'] as const),
];

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The first instants of a month and of the next one. */
function spanOf(month: string): { createdFrom: string; createdTo: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = (later: number): string => new Date(Date.UTC(year, number - 1 + later, 1)).toISOString();
  return { createdFrom: at(0), createdTo: at(1) };
}

const isState = (value: unknown): value is ShipmentState => SHIPMENT_STATES.includes(value as ShipmentState);
const filled = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && `${value}` !== '' ? `${value}` : undefined;

/** Reads the address; what it does not know is left out, never an error. */
export function readShipmentFilter(address: Record<string, unknown>): ShipmentSearch {
  const state = address['state'];
  const wanted = filled(address['search']);
  const account = filled(address['account']);
  const month = filled(address['month']);
  const since = filled(address['since']);
  const exceptionKind = EXCEPTION_KINDS.find((kind) => kind === address['exceptionKind']);
  return {
    ...(isState(state) ? { state } : {}),
    ...(wanted ? { search: wanted } : {}),
    ...(address['late'] === true ? { late: true } : {}),
    ...(address['exception'] === true ? { exception: true } : {}),
    ...(exceptionKind ? { exceptionKind } : {}),
    ...(account ? { account } : {}),
    ...(month && MONTH.test(month) ? { month } : {}),
    ...(since && MONTH.test(since) ? { since } : {}),
  };
}

/** What the graph is asked for. */
export const toShipmentFilter = (wanted: ShipmentSearch): ShipmentFilter => ({
  ...(wanted.state ? { states: [wanted.state] } : {}),
  ...(wanted.search ? { search: wanted.search } : {}),
  ...(wanted.late ? { late: true } : {}),
  ...(wanted.exception ? { hasOpenException: true } : {}),
  ...(wanted.account ? { accountId: wanted.account } : {}),
  ...(wanted.exceptionKind ? { exceptionKind: wanted.exceptionKind } : {}),
  ...(wanted.since ? { createdFrom: spanOf(wanted.since).createdFrom } : {}),
  ...(wanted.month ? spanOf(wanted.month) : {}),
});

export const isFiltered = ({ account: _, ...rest }: ShipmentSearch): boolean =>
  Object.values(rest).some((value) => value !== undefined);
