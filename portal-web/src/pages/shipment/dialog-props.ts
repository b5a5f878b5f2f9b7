import type { ShipmentProps } from './shipment-props.ts';

export interface DialogProps extends ShipmentProps {
  readonly close: () => void;
}
