import { Textarea } from '@mantine/core';
import { formatMoney } from '../../format/money.ts';
import { ApproveCarrierInvoiceDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { AmountField, amountIn } from '../../ui/amount-field.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import type { CarrierInvoice } from './carrier-invoice-page.tsx';

/** Decides what is paid of an invoice, with the answer that the carrier gets. */
export function ApproveDialog({ invoice, close }: { invoice: CarrierInvoice; close: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const command = useCommand(ApproveCarrierInvoiceDocument);
  const { billed, expected } = invoice;
  const { currency } = billed;
  const usual = Math.min(billed.amountMinor, expected?.amountMinor ?? billed.amountMinor);
  const submit = async (form: FormData) => {
    const payMinor = amountIn(form, 'pay', currency) ?? 0;
    if (await command.run({ id: invoice.id, payMinor, answer: String(form.get('answer')) })) close();
  };
  return (
    <CommandDialog
      title={t('carrierInvoice.approve')}
      submitLabel={t('carrierInvoice.approve')}
      running={command.running}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <AmountField
        name="pay"
        label={t('carrierInvoice.payIn', { currency })}
        description={t('carrierInvoice.payHint', { amount: formatMoney(billed, locale) })}
        currency={currency}
        amountMinor={usual}
        required
        autoFocus
      />
      <Textarea name="answer" label={t('carrierInvoice.answer')} required rows={3} maxLength={2000} />
    </CommandDialog>
  );
}
