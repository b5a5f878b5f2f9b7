import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ClaimFactsFragment, type ClaimState, RecordCarrierAnswerDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { AmountField, amountIn } from '../../ui/amount-field.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

/** What a carrier answers, from the same steps that a claim against us takes; the rule of the leg decides again. */
const ANSWERS: readonly ClaimState[] = ['ACKNOWLEDGED', 'INVESTIGATING', 'OFFERED', 'PAID', 'DECLINED'];
const PART = 'PART';
const WITH_MONEY: readonly string[] = ['OFFERED', 'PAID', PART];

/** What the carrier said by letter, telephone or mail: carriers that speak EDI answer by 926. */
export function CarrierAnswer({ claim, close }: { claim: ClaimFactsFragment; close: () => void }) {
  const t = useText();
  const record = useCommand(RecordCarrierAnswerDocument);
  const [key] = useState(() => crypto.randomUUID());
  const [answer, setAnswer] = useState<string>('ACKNOWLEDGED');
  const { currency } = claim.amount;
  const submit = async (form: FormData) => {
    const input = {
      ...{ id: claim.id, idempotencyKey: key, note: filledIn(form, 'note') ?? '' },
      state: ANSWERS.find((state) => state === answer) ?? 'PAID',
      amountMinor: amountIn(form, 'amount', currency),
      reference: filledIn(form, 'reference') ?? null,
      partPayment: answer === PART ? (filledIn(form, 'payment') ?? null) : null,
    };
    if (await record.run({ input })) close();
  };
  return (
    <CommandDialog
      title={t('claim.carrierAnswer')}
      submitLabel={t('claim.carrierAnswer')}
      running={record.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={record.objection} />}
    >
      <NativeSelect
        label={t('claim.decision')}
        value={answer}
        onChange={({ currentTarget }) => setAnswer(currentTarget.value)}
        data={[
          ...ANSWERS.map((value) => ({ value, label: t(`claimState.${value}`) })),
          { value: PART, label: t('claim.paysPart') },
        ]}
      />
      {WITH_MONEY.includes(answer) && (
        <AmountField name="amount" label={t('claim.amountIn', { currency })} currency={currency} required />
      )}
      {answer === PART && <TextInput name="payment" label={t('claim.payment')} required maxLength={64} />}
      <TextInput name="reference" label={t('claim.carrierNumber')} maxLength={64} />
      <Textarea name="note" label={t('action.reason')} required rows={3} />
    </CommandDialog>
  );
}
