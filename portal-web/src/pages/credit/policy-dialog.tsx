import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { minorDigits, toMinor } from '../../format/money.ts';
import { type CreditStandingsQuery, SetCreditPolicyDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';

import '../order/order.css';

type Policy = NonNullable<CreditStandingsQuery['creditPolicy']>;
type Terms = Policy['terms'][number];

/** Limits as they are typed: `500000 USD, 400000 EUR`. */
const limitsText = ({ limits }: Terms): string =>
  limits.map(({ amountMinor, currency }) => `${amountMinor / 10 ** minorDigits(currency)} ${currency}`).join(', ');

/** What was typed as limits, or null where it is none. */
function limitsOf(text: string): { amountMinor: number; currency: string }[] | null {
  const parts = text.split(',').filter((part) => part.trim());
  const read = parts.map((part) => /^\s*(\d+(?:\.\d+)?)\s*([A-Z]{3})\s*$/.exec(part));
  if (read.some((one) => one === null)) return null;
  return read.flatMap((one) =>
    one?.[1] && one[2] ? [{ amountMinor: toMinor(Number(one[1]), one[2]), currency: one[2] }] : [],
  );
}

interface PolicyDialogProps {
  readonly policy: Policy;
  readonly close: () => void;
  readonly done: () => void;
}

/** Sets limits, days and prepayment of every grade; all accounts are judged by them at once. */
export function PolicyDialog({ policy, close, done }: PolicyDialogProps) {
  const t = useText();
  const set = useCommand(SetCreditPolicyDocument);
  const [limits, setLimits] = useState(() => policy.terms.map(limitsText));
  const unread = limits.findIndex((text) => limitsOf(text) === null);
  const submit = async (form: FormData) => {
    const terms = policy.terms.map(({ grade }, index) => ({
      grade,
      limits: limitsOf(limits[index] ?? '') ?? [],
      paymentDays: Number(form.get(`days-${index}`)),
      prepay: form.get(`prepay-${index}`) === 'on',
    }));
    const holdAfterDays = Number(form.get('holdAfterDays'));
    const leastInvoices = Number(form.get('leastInvoices'));
    if (!(await set.run({ input: { terms, holdAfterDays, leastInvoices } }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('credit.changePolicy')}
      submitLabel={t('credit.changePolicy')}
      running={set.running}
      blocked={unread >= 0}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={set.objection} />}
    >
      {policy.terms.map((terms, index) => (
        <fieldset key={terms.grade ?? ''} className="form-stack order-group">
          <legend>{terms.grade ? t('credit.ofGrade', { grade: terms.grade }) : t('credit.ungraded')}</legend>
          <TextInput
            label={t('credit.limit')}
            description={t('credit.limitHint')}
            value={limits[index] ?? ''}
            error={unread === index ? t('credit.limitFault') : null}
            onChange={({ currentTarget: { value } }) =>
              setLimits(limits.map((text, place) => (place === index ? value : text)))
            }
          />
          <NumberInput
            name={`days-${index}`}
            label={t('billing.termsDays')}
            defaultValue={terms.paymentDays}
            min={0}
            max={365}
            required
          />
          <label className="check-line">
            <input type="checkbox" name={`prepay-${index}`} defaultChecked={terms.prepay} />
            <span>{t('credit.prepay')}</span>
          </label>
        </fieldset>
      ))}
      <NumberInput
        name="holdAfterDays"
        label={t('credit.holdAfter')}
        defaultValue={policy.holdAfterDays}
        min={1}
        max={365}
        required
      />
      <NumberInput
        name="leastInvoices"
        label={t('credit.leastInvoices')}
        defaultValue={policy.leastInvoices}
        min={1}
        max={100}
        required
      />
    </CommandDialog>
  );
}
