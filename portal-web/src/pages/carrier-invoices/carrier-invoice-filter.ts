import type { CarrierInvoiceState } from '../../generated/operations.ts';

/** In the order in which somebody has to look at them. */
export const CARRIER_INVOICE_STATES: readonly CarrierInvoiceState[] = ['DISPUTED', 'UNEXPECTED', 'MATCHED', 'APPROVED'];

export interface CarrierInvoiceSearch {
  readonly state?: CarrierInvoiceState | undefined;
}

/** What the address asks for; a state that is none asks for all. */
export function readCarrierInvoiceSearch(search: Record<string, unknown>): CarrierInvoiceSearch {
  const state = CARRIER_INVOICE_STATES.find((one) => one === search['state']);
  return state ? { state } : {};
}
