import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { OpenOfAccountDocument, RecordRemittanceDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useCurrencies } from '../../session/currencies.ts';
import { AmountField, amountIn } from '../../ui/amount-field.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { amountsIn, OpenInvoiceFields } from './open-invoices.tsx';

/** Currencies that an account may pay in before it owes anything. */
/** Books a payment that came without an advice: from whom, how much, and for which invoices. */
export function RecordRemittanceDialog({ close }: { close: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const command = useCommand(RecordRemittanceDocument);
  const [account, pick] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const [wanted, want] = useState('');
  const accountId = account?.id ?? '';
  const [{ data }] = useQuery({
    query: OpenOfAccountDocument,
    variables: { accountId },
    pause: !accountId,
    requestPolicy: 'network-only',
  });
  const { house, usual } = useCurrencies();
  const owed = data?.openReceivables ?? [];
  const currencies = [...new Set([...owed.map(({ open }) => open.currency), ...usual])];
  const currency = wanted || (currencies[0] ?? house);
  const open = owed.filter((one) => one.open.currency === currency && one.open.amountMinor > 0);
  const submit = async (form: FormData) => {
    const items = amountsIn(form, open, currency).map(({ invoiceNumber, amountMinor: paidMinor }) => ({
      invoiceNumber,
      paidMinor,
    }));
    const amountMinor = amountIn(form, 'amount', currency) ?? 0;
    const said = { reference: String(form.get('reference')), paidOn: String(form.get('paidOn')) };
    const made = await command.run({ input: { accountId, ...said, source: 'PORTAL', currency, amountMinor, items } });
    if (!made) return;
    close();
    await navigate({ to: '/remittances/$remittanceId', params: { remittanceId: made.id } });
  };
  return (
    <CommandDialog
      title={t('remittance.record')}
      submitLabel={t('remittance.record')}
      running={command.running}
      blocked={!accountId}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <AccountPicker picked={account} pick={pick} />
      <TextInput
        name="reference"
        label={t('remittance.reference')}
        description={t('remittance.referenceHint')}
        required
        maxLength={64}
      />
      <TextInput
        name="paidOn"
        type="date"
        label={t('remittance.paidOn')}
        defaultValue={new Date().toISOString().slice(0, 10)}
        required
      />
      <NativeSelect
        label={t('invoice.currency')}
        value={currency}
        onChange={({ currentTarget }) => want(currentTarget.value)}
        data={currencies}
      />
      <AmountField name="amount" label={t('invoice.amount')} currency={currency} required />
      <fieldset className="plain-fieldset">
        <legend>{t('remittance.forInvoices')}</legend>
        <OpenInvoiceFields key={`${accountId} ${currency}`} open={open} currency={currency} />
      </fieldset>
    </CommandDialog>
  );
}
