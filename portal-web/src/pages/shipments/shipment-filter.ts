import type { ShipmentFilter, ShipmentState } from '../../generated/operations.ts';
import { SHIPMENT_STATES } from '../../status/shipment-state.tsx';

/** The list as its address says it: a pasted link shows the same list. */
export interface ShipmentSearch {
  readonly state?: ShipmentState | undefined;
  readonly search?: string | undefined;
  readonly late?: true | undefined;
  readonly exception?: true | undefined;
  readonly account?: string | undefined;
  /** Ordered in this month, YYYY-MM (UTC). */
  readonly month?: string | undefined;
}

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
  return {
    ...(isState(state) ? { state } : {}),
    ...(wanted ? { search: wanted } : {}),
    ...(address['late'] === true ? { late: true } : {}),
    ...(address['exception'] === true ? { exception: true } : {}),
    ...(account ? { account } : {}),
    ...(month && MONTH.test(month) ? { month } : {}),
  };
}

/** What the graph is asked for. */
export const toShipmentFilter = (wanted: ShipmentSearch): ShipmentFilter => ({
  ...(wanted.state ? { states: [wanted.state] } : {}),
  ...(wanted.search ? { search: wanted.search } : {}),
  ...(wanted.late ? { late: true } : {}),
  ...(wanted.exception ? { hasOpenException: true } : {}),
  ...(wanted.account ? { accountId: wanted.account } : {}),
  ...(wanted.month ? spanOf(wanted.month) : {}),
});

export const isFiltered = ({ account: _, ...rest }: ShipmentSearch): boolean =>
  Object.values(rest).some((value) => value !== undefined);
