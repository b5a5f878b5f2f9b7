import type { InvoiceRowFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** Whether it is paid, waits to be, or is overdue. */
export function OwedMark({ invoice }: { invoice: Pick<InvoiceRowFragment, 'kind' | 'receivable'> }) {
  const t = useText();
  const { receivable } = invoice;
  if (!receivable) return <StateMark tone="ended">{t('invoiceKind.CREDIT_NOTE')}</StateMark>;
  if (receivable.open.amountMinor === 0) return <StateMark tone="good">{t('invoice.settled')}</StateMark>;
  if (receivable.bucket === 'NOT_DUE') return <StateMark tone="waiting">{t('invoice.open')}</StateMark>;
  return <StateMark tone="bad">{t('invoice.overdue')}</StateMark>;
}
