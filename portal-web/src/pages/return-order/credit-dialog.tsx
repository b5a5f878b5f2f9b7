import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { toMinor } from '../../format/money.ts';
import {
  CancelReturnDocument,
  CreditReturnDocument,
  DeclineReturnDocument,
  type ReturnOrderFactsFragment,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';

interface ReturnDialogProps {
  readonly order: ReturnOrderFactsFragment;
  readonly close: () => void;
}

const CURRENCIES = ['USD', 'EUR', 'GBP', 'CAD', 'MXN', 'CNY', 'TWD', 'HKD', 'JPY'];

/** What the customer gets back, and why as much. */
export function CreditReturn({ order, close }: ReturnDialogProps) {
  const t = useText();
  const credit = useCommand(CreditReturnDocument);
  const submit = async (form: FormData) => {
    const currency = String(form.get('currency'));
    const amountMinor = toMinor(Number(form.get('amount')), currency);
    if (await credit.run({ id: order.id, amountMinor, currency, reason: String(form.get('reason')) })) close();
  };
  return (
    <CommandDialog
      title={t('return.credit')}
      submitLabel={t('return.credit')}
      running={credit.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={credit.objection} />}
    >
      <div className="form-pair">
        <TextInput
          name="amount"
          type="number"
          min={0}
          step="any"
          inputMode="decimal"
          required
          label={t('claim.amount')}
          data-autofocus
        />
        <NativeSelect name="currency" label={t('claim.currency')} data={CURRENCIES} />
      </div>
      <Textarea name="reason" label={t('action.reason')} required rows={3} />
    </CommandDialog>
  );
}

/** Says no, or takes the request back. */
export function EndReturn({ order, kind, close }: ReturnDialogProps & { kind: 'decline' | 'cancel' }) {
  const t = useText();
  const commands = { decline: useCommand(DeclineReturnDocument), cancel: useCommand(CancelReturnDocument) };
  return <ReasonDialog title={t(`return.${kind}`)} id={order.id} command={commands[kind]} close={close} />;
}
