import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
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
import { useCurrencies } from '../../session/currencies.ts';
import { AmountField, amountIn } from '../../ui/amount-field.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';

interface ReturnDialogProps {
  readonly order: ReturnOrderFactsFragment;
  readonly close: () => void;
}

/** What the customer gets back, and why as much. */
export function CreditReturn({ order, close }: ReturnDialogProps) {
  const t = useText();
  const credit = useCommand(CreditReturnDocument);
  const { house, usual } = useCurrencies();
  const [currency, setCurrency] = useState(house);
  const submit = async (form: FormData) => {
    const amountMinor = amountIn(form, 'amount', currency) ?? 0;
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
        <AmountField name="amount" label={t('claim.amount')} currency={currency} required autoFocus />
        <NativeSelect
          label={t('claim.currency')}
          value={currency}
          onChange={({ currentTarget }) => setCurrency(currentTarget.value)}
          data={[...usual]}
        />
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
