import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type BankDetailsQuery, ParameterUnitsDocument, SetBankDetailsDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useCurrencies } from '../../session/currencies.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { unitChoices } from '../organization/staff-dialogs.tsx';
import { usePaymentText } from './payment-text.ts';

const FIELDS = ['beneficiary', 'iban', 'bic', 'bankName', 'accountNumber', 'routing'] as const;
const LABELS = {
  beneficiary: 'pay.beneficiary',
  iban: 'pay.iban',
  bic: 'pay.bic',
  bankName: 'pay.bankName',
  accountNumber: 'pay.account',
  routing: 'pay.routing',
} as const;

interface DialogProps {
  /** Null for a unit that has said nothing yet. */
  readonly changed: BankDetailsQuery['bankDetails'][number] | null;
  /** What every unit has said last. */
  readonly held: BankDetailsQuery['bankDetails'];
  readonly close: () => void;
  readonly done: () => void;
}

/** Other bank details for a unit and all below it, or none of its own. */
export function BankDetailsDialog({ changed, held, close, done }: DialogProps) {
  const t = usePaymentText();
  const set = useCommand(SetBankDetailsDocument);
  const [{ data }] = useQuery({ query: ParameterUnitsDocument, variables: {} });
  const units = data?.orgUnits ?? [];
  const [chosen, setChosen] = useState<string | null>(changed?.orgUnit.id ?? null);
  const [currency, setCurrency] = useState(changed?.currency ?? '');
  const unitId = chosen ?? units[0]?.id ?? '';
  const before = held.find(({ orgUnit, currency: of }) => orgUnit.id === unitId && (of ?? '') === currency);
  const submit = async (form: FormData) => {
    const given = Object.fromEntries(FIELDS.map((field) => [field, filledIn(form, field) ?? null]));
    const none = FIELDS.every((field) => given[field] === null);
    const input = {
      ...{ orgUnitId: unitId, currency: currency || null, reason: String(form.get('reason')) },
      details: none ? null : { ...given, beneficiary: given['beneficiary'] ?? '' },
      version: before?.version ?? null,
    };
    if (!(await set.run({ input }))) return;
    done();
    close();
  };
  const { usual } = useCurrencies();
  const currencies = [...new Set(['', ...usual, currency])];
  return (
    <CommandDialog
      title={t('pay.bankDetails')}
      submitLabel={t('parameters.change')}
      running={set.running}
      blocked={!unitId}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={set.objection} />}
    >
      <p className="small soft">{t('pay.bankDetailsHint')}</p>
      <NativeSelect
        label={t('organization.unit')}
        value={unitId}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        data={unitChoices(units)}
        data-autofocus
      />
      <NativeSelect
        label={t('invoice.currency')}
        value={currency}
        onChange={({ currentTarget }) => setCurrency(currentTarget.value)}
        data={currencies.map((value) => ({ value, label: value || t('pay.anyCurrency') }))}
      />
      {FIELDS.map((field) => (
        <TextInput
          key={`${unitId} ${currency} ${field}`}
          name={field}
          label={t(LABELS[field])}
          defaultValue={before?.details?.[field] ?? ''}
          maxLength={70}
        />
      ))}
      <p className="small soft">{t('pay.emptyTakesBack')}</p>
      <Textarea name="reason" label={t('action.reason')} required rows={2} />
    </CommandDialog>
  );
}
