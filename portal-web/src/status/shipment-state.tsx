import type { ShipmentState } from '../generated/operations.ts';
import { useText } from '../language/use-text.ts';
import { StateMark, type Tone } from '../ui/state-mark.tsx';

const TONES: Record<ShipmentState, Tone> = {
  TENDERED: 'waiting',
  BOOKED: 'waiting',
  PICKING: 'moving',
  PACKED: 'moving',
  IN_TRANSIT: 'moving',
  OUT_FOR_DELIVERY: 'moving',
  DELIVERED: 'good',
  DECLINED: 'ended',
  CANCELLED: 'ended',
  RETURNED: 'warn',
};

/** The states in the order of a shipment's life. */
export const SHIPMENT_STATES = Object.keys(TONES) as readonly ShipmentState[];

export function ShipmentStateMark({ state }: { state: ShipmentState }) {
  const t = useText();
  return <StateMark tone={TONES[state]}>{t(`shipmentState.${state}`)}</StateMark>;
}

/** Late is no state of its own: a shipment in any state can be late. */
export function LateMark() {
  const t = useText();
  return <StateMark tone="bad">{t('shipment.late')}</StateMark>;
}
