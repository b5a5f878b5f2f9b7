import type { CarrierInvoiceState } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';

const TONES: Readonly<Record<CarrierInvoiceState, Tone>> = {
  DISPUTED: 'bad',
  UNEXPECTED: 'warn',
  MATCHED: 'good',
  APPROVED: 'good',
};

/** Whether an invoice of a carrier is as expected, or waits for somebody. */
export function CarrierInvoiceMark({ state }: { state: CarrierInvoiceState }) {
  const t = useText();
  return <StateMark tone={TONES[state]}>{t(`carrierInvoiceState.${state}`)}</StateMark>;
}
