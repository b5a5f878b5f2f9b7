import type { RemittanceRowFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** Whether all of a payment has found its invoices. */
export function AppliedMark({
  remittance,
}: {
  remittance: Pick<RemittanceRowFragment, 'amount' | 'unapplied' | 'reversal'>;
}) {
  const t = useText();
  const { amount, unapplied, reversal } = remittance;
  if (reversal) return <StateMark tone="ended">{t('remittance.reversed')}</StateMark>;
  if (unapplied.amountMinor === 0) return <StateMark tone="good">{t('remittance.applied')}</StateMark>;
  const none = unapplied.amountMinor === amount.amountMinor;
  return <StateMark tone={none ? 'bad' : 'warn'}>{t(none ? 'remittance.unmatched' : 'remittance.partly')}</StateMark>;
}
