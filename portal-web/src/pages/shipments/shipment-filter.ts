import type { ShipmentFilter, ShipmentState } from '../../generated/operations.ts';
import { SHIPMENT_STATES } from '../../status/shipment-state.tsx';

/** The list as its address says it: a pasted link shows the same list. */
export interface ShipmentSearch {
  readonly state?: ShipmentState | undefined;
  readonly search?: string | undefined;
  readonly late?: true | undefined;
  readonly exception?: true | undefined;
  readonly account?: string | undefined;
}

const isState = (value: unknown): value is ShipmentState => SHIPMENT_STATES.includes(value as ShipmentState);
const filled = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && `${value}` !== '' ? `${value}` : undefined;

/** Reads the address; what it does not know is left out, never an error. */
export function readShipmentFilter(address: Record<string, unknown>): ShipmentSearch {
  const state = address['state'];
  const wanted = filled(address['search']);
  const account = filled(address['account']);
  return {
    ...(isState(state) ? { state } : {}),
    ...(wanted ? { search: wanted } : {}),
    ...(address['late'] === true ? { late: true } : {}),
    ...(address['exception'] === true ? { exception: true } : {}),
    ...(account ? { account } : {}),
  };
}

/** What the graph is asked for. */
export const toShipmentFilter = (wanted: ShipmentSearch): ShipmentFilter => ({
  ...(wanted.state ? { states: [wanted.state] } : {}),
  ...(wanted.search ? { search: wanted.search } : {}),
  ...(wanted.late ? { late: true } : {}),
  ...(wanted.exception ? { hasOpenException: true } : {}),
  ...(wanted.account ? { accountId: wanted.account } : {}),
});

export const isFiltered = ({ account: _, ...rest }: ShipmentSearch): boolean =>
  Object.values(rest).some((value) => value !== undefined);
