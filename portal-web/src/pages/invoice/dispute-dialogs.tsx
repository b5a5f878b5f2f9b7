import { Textarea } from '@mantine/core';
import { type Amount, formatMoney } from '../../format/money.ts';
import { DecideDisputeDocument, DisputeInvoiceLineDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { AmountField, amountIn } from '../../ui/amount-field.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';

interface Closing {
  readonly close: () => void;
  readonly done: () => void;
}

/** Says that a line is wrong; the account manager gets a case of it. */
export function DisputeDialog({ lineId, close, done }: Closing & { lineId: string }) {
  const t = useText();
  const command = useCommand(DisputeInvoiceLineDocument);
  const submit = async (form: FormData) => {
    if (!(await command.run({ lineId, reason: String(form.get('reason')) }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('invoice.dispute')}
      submitLabel={t('invoice.dispute')}
      running={command.running}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <p className="soft">{t('invoice.disputeHint')}</p>
      <Textarea name="reason" label={t('action.reason')} required rows={3} data-autofocus />
    </CommandDialog>
  );
}

/** Gives back by a credit note, or upholds the line. */
export function DecideDialog({
  dispute,
  amount,
  close,
  done,
}: Closing & { dispute: { id: string; reason: string }; amount: Amount }) {
  const t = useText();
  const { locale } = useReading();
  const command = useCommand(DecideDisputeDocument);
  const { currency } = amount;
  const submit = async (form: FormData) => {
    const creditMinor = amountIn(form, 'credit', currency) ?? 0;
    if (!(await command.run({ id: dispute.id, creditMinor, answer: String(form.get('answer')) }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('invoice.decide')}
      submitLabel={t('invoice.decide')}
      running={command.running}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <p className="soft">{dispute.reason}</p>
      <AmountField
        name="credit"
        label={t('invoice.giveBack', { currency })}
        description={t('invoice.giveBackHint', { amount: formatMoney(amount, locale) })}
        currency={currency}
        amountMinor={0}
        required
        autoFocus
      />
      <Textarea name="answer" label={t('invoice.answer')} required rows={3} />
    </CommandDialog>
  );
}
