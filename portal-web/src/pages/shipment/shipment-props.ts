import type { ShipmentFactsFragment } from '../../generated/operations.ts';

/** What every panel of the shipment page is given. */
export interface ShipmentProps {
  readonly shipment: ShipmentFactsFragment;
}
