import type { ConfirmationState, InboundState, StockStatus } from '../generated/operations.ts';
import { useText } from '../language/use-text.ts';
import { StateMark, type Tone } from '../ui/state-mark.tsx';

const STOCK: Record<StockStatus, Tone> = { AVAILABLE: 'good', HOLD: 'warn', DAMAGED: 'bad' };
const INBOUND: Record<InboundState, Tone> = {
  EXPECTED: 'waiting',
  ARRIVED: 'moving',
  RECEIVED: 'good',
  CANCELLED: 'ended',
};
const CONFIRMATION: Record<ConfirmationState, Tone> = { PENDING: 'warn', CONFIRMED: 'good', REJECTED: 'bad' };

export const STOCK_STATUSES = Object.keys(STOCK) as readonly StockStatus[];
export const INBOUND_STATES = Object.keys(INBOUND) as readonly InboundState[];

export function StockStatusMark({ status }: { status: StockStatus }) {
  const t = useText();
  return <StateMark tone={STOCK[status]}>{t(`stockStatus.${status}`)}</StateMark>;
}

export function InboundStateMark({ state }: { state: InboundState }) {
  const t = useText();
  return <StateMark tone={INBOUND[state]}>{t(`inboundState.${state}`)}</StateMark>;
}

/** Whether a purchase order has had its answer. */
export function ConfirmationMark({ state }: { state: ConfirmationState }) {
  const t = useText();
  return <StateMark tone={CONFIRMATION[state]}>{t(`confirmation.${state}`)}</StateMark>;
}
