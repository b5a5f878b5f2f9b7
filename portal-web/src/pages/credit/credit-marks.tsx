import type { CreditState } from '../../generated/operations.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';

const TONES: Readonly<Record<CreditState, Tone>> = { OPEN: 'good', PREPAY: 'warn', HOLD: 'bad' };

/** On which terms an account orders, as word, shape and colour. */
export function CreditMark({ state }: { state: CreditState }) {
  const t = useText();
  return <StateMark tone={TONES[state]}>{t(`creditState.${state}`)}</StateMark>;
}

interface Why {
  readonly reason: 'IN_ORDER' | 'OVERDUE' | 'OVER_LIMIT' | 'PREPAY_TERMS' | 'DECIDED';
  readonly oldestOverdueDays: number;
  readonly holdAfterDays: number;
}

/** Why an account orders on these terms, in a sentence. */
export const creditReason = (t: Text, { reason, oldestOverdueDays, holdAfterDays }: Why): string =>
  t(`creditReason.${reason}`, { days: oldestOverdueDays, most: holdAfterDays });
