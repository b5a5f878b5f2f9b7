import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { minorDigits, toMinor } from '../../format/money.ts';
import {
  type CreditPoliciesQuery,
  type CreditPolicyFactsFragment,
  SetCreditPolicyDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { useHouseText } from '../organization/house-text.ts';

import '../order/order.css';

type Terms = CreditPolicyFactsFragment['terms'][number];

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
  /** What holds at the unit now. */
  readonly policy: CreditPolicyFactsFragment;
  readonly unit: { readonly path: string; readonly name: string };
  /** What the unit itself has said; null where it never did. */
  readonly own: CreditPoliciesQuery['unitCreditPolicies'][number] | null;
  readonly close: () => void;
  readonly done: () => void;
}

/** Sets limits, days and prepayment of every grade for a unit and all below it; accounts are judged by them at once. */
export function PolicyDialog({ policy, unit, own, close, done }: PolicyDialogProps) {
  const t = useHouseText();
  const [back, setBack] = useState(false);
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
    const said = back ? {} : { terms, holdAfterDays, leastInvoices };
    const about = { unit: unit.path, reason: String(form.get('reason')), version: own?.version ?? null };
    if (!(await set.run({ input: { ...said, ...about } }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={`${t('credit.changePolicy')}: ${unit.name}`}
      submitLabel={t('credit.changePolicy')}
      running={set.running}
      blocked={!back && unread >= 0}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={set.objection} />}
    >
      {own?.policy && (
        <label className="check-line">
          <input type="checkbox" checked={back} onChange={({ currentTarget }) => setBack(currentTarget.checked)} />
          <span>{t('house.creditTakeBack')}</span>
        </label>
      )}
      {!back && (
        <>
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
        </>
      )}
      <Textarea name="reason" label={t('action.reason')} required rows={2} />
    </CommandDialog>
  );
}
