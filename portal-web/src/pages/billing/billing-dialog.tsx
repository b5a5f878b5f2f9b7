import { NativeSelect, TextInput } from '@mantine/core';
import { type BillingCycle, type BillingGrouping, SetBillingRuleDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import { type BilledAccount, type TaxRule, taxWords } from './billing-words.ts';

const CYCLES: readonly BillingCycle[] = ['WEEKLY', 'MONTHLY'];
const GROUPINGS: readonly BillingGrouping[] = ['ACCOUNT', 'ORDER', 'PO'];

interface BillingDialogProps {
  readonly account: BilledAccount;
  readonly taxes: readonly TaxRule[];
  readonly close: () => void;
  readonly done: () => void;
}

/** How a customer is billed from the next invoice on. */
export function BillingDialog({ account, taxes, close, done }: BillingDialogProps) {
  const t = useRatesText();
  const { locale } = useReading();
  const set = useCommand(SetBillingRuleDocument);
  const { billing } = account;
  const codes = [...new Set(taxes.map(({ code }) => code))];
  const submit = async (form: FormData) => {
    const chosen = <Value extends string>(name: string, of: readonly Value[]): Value =>
      of.find((one) => one === form.get(name)) ?? (of[0] as Value);
    const input = {
      accountId: account.id,
      cycle: chosen('cycle', CYCLES),
      grouping: chosen('grouping', GROUPINGS),
      termsDays: Number(form.get('termsDays')),
      taxCode: String(form.get('taxCode')),
    };
    if (!(await set.run({ input }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('rates.changeRuleOf', { name: account.name })}
      submitLabel={t('rates.saveRule')}
      running={set.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={set.objection} />}
    >
      <NativeSelect
        name="cycle"
        label={t('billing.cycle')}
        description={t('rates.cycleHint')}
        defaultValue={billing?.cycle ?? 'MONTHLY'}
        data={CYCLES.map((value) => ({ value, label: t(`billing.cycle.${value}`) }))}
      />
      <NativeSelect
        name="grouping"
        label={t('billing.grouping')}
        defaultValue={billing?.grouping ?? 'ACCOUNT'}
        data={GROUPINGS.map((value) => ({ value, label: t(`billing.grouping.${value}`) }))}
      />
      <TextInput
        name="termsDays"
        type="number"
        step={1}
        label={t('billing.termsDays')}
        defaultValue={String(billing?.termsDays ?? 30)}
        required
      />
      <NativeSelect
        name="taxCode"
        label={t('billing.tax')}
        description={t('rates.taxHint')}
        defaultValue={billing?.taxCode ?? ''}
        data={codes.map((value) => ({ value, label: taxWords(value, taxes, locale) }))}
      />
    </CommandDialog>
  );
}
