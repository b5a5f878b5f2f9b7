import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  AppealClaimDocument,
  AskClaimApprovalDocument,
  ClaimAgainstCarrierDocument,
  type ClaimDecision,
  type ClaimFactsFragment,
  CounterClaimOfferDocument,
  DecideClaimDocument,
  ReportClaimStatusDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { AmountField, amountIn } from '../../ui/amount-field.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { AMENDMENTS, DENIALS } from './reason-codes.ts';

interface DialogProps {
  readonly claim: ClaimFactsFragment;
  readonly close: () => void;
}

const DECISIONS: readonly ClaimDecision[] = ['OFFER', 'PAY', 'DECLINE'];

/** An amount in the currency of the claim. */
function ClaimAmount({ claim, amountMinor }: { claim: ClaimFactsFragment; amountMinor: number }) {
  const t = useText();
  const { currency } = claim.amount;
  return (
    <AmountField name="amount" label={t('claim.amountIn', { currency })} {...{ currency, amountMinor }} required />
  );
}

const amountOf = (form: FormData, currency: string): number => amountIn(form, 'amount', currency) ?? 0;

/** Pay, offer or decline, in writing and with the code that a 926 says it with. */
export function DecideClaim({ claim, close }: DialogProps) {
  const t = useText();
  const decide = useCommand(DecideClaimDocument);
  const ask = useCommand(AskClaimApprovalDocument);
  // One person may not promise so much: the same decision is then laid before a second one.
  const second = decide.objection?.code === 'CLAIM_NEEDS_APPROVAL';
  const [key] = useState(() => crypto.randomUUID());
  const agreed = claim.state === 'ACCEPTED';
  const [decision, setDecision] = useState<ClaimDecision>(agreed ? 'PAY' : 'OFFER');
  const { currency } = claim.amount;
  const codes = decision === 'DECLINE' ? DENIALS : AMENDMENTS;
  const amount = claim.counterOffer ?? claim.offered ?? claim.limit?.amount ?? claim.amount;
  const submit = async (form: FormData) => {
    const code = codes.find((known) => known === form.get('code')) ?? null;
    const paymentReference = filledIn(form, 'payment') ?? null;
    const amountMinor = decision === 'DECLINE' ? null : amountOf(form, currency);
    const reason = String(form.get('reason'));
    const input = { id: claim.id, decision, amountMinor, reason, code, paymentReference, idempotencyKey: key };
    if (await (second ? ask.run({ input }) : decide.run({ input }))) close();
  };
  return (
    <CommandDialog
      title={t('claim.decide')}
      submitLabel={second ? t('claim.askApproval') : t(`claimDecision.${decision}`)}
      running={decide.running || ask.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={ask.objection ?? decide.objection} />}
    >
      <NativeSelect
        label={t('claim.decision')}
        value={decision}
        onChange={(event) => {
          setDecision(event.currentTarget.value as ClaimDecision);
          decide.clear();
        }}
        data={(agreed ? (['PAY'] as const) : DECISIONS).map((value) => ({ value, label: t(`claimDecision.${value}`) }))}
      />
      {decision !== 'DECLINE' && <ClaimAmount claim={claim} amountMinor={amount.amountMinor} />}
      <NativeSelect
        key={decision}
        name="code"
        label={t('claim.decisionCode')}
        required={decision === 'DECLINE'}
        data={[
          { value: '', label: t('claim.noCode') },
          ...codes.map((value) => ({ value, label: t(`claimCode.${value}`) })),
        ]}
      />
      {decision === 'PAY' && <TextInput name="payment" label={t('claim.payment')} />}
      <Textarea name="reason" label={t('action.reason')} required rows={3} />
    </CommandDialog>
  );
}

/** What the claimant asks for instead of the offer. */
export function CounterOffer({ claim, close }: DialogProps) {
  const t = useText();
  const counter = useCommand(CounterClaimOfferDocument);
  const [key] = useState(() => crypto.randomUUID());
  const submit = async (form: FormData) => {
    const { currency } = claim.amount;
    const amountMinor = amountOf(form, currency);
    const input = { id: claim.id, amountMinor, currency, reason: String(form.get('reason')), idempotencyKey: key };
    if (await counter.run({ input })) close();
  };
  return (
    <CommandDialog
      title={t('claim.counter')}
      submitLabel={t('claim.counter')}
      running={counter.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={counter.objection} />}
    >
      <ClaimAmount claim={claim} amountMinor={claim.amount.amountMinor} />
      <Textarea name="reason" label={t('action.reason')} required rows={3} />
    </CommandDialog>
  );
}

/** A step that needs words and nothing else. */
export type WrittenStep = 'appeal' | 'status' | 'carrier';

/** The claimant's appeal, the written status, or the claim against the carrier. */
export function WrittenStepDialog({ claim, close, step }: DialogProps & { step: WrittenStep }) {
  const t = useText();
  const appeal = useCommand(AppealClaimDocument);
  const report = useCommand(ReportClaimStatusDocument);
  const carrier = useCommand(ClaimAgainstCarrierDocument);
  const { id } = claim;
  const submit = async (form: FormData) => {
    const text = String(form.get('text')).trim();
    const done =
      step === 'appeal'
        ? await appeal.run({ id, reason: text })
        : step === 'status'
          ? await report.run({ input: { id, body: text } })
          : await carrier.run({ id, reference: text || null });
    if (done) close();
  };
  return (
    <CommandDialog
      title={t(`claim.${step}`)}
      submitLabel={t(`claim.${step}`)}
      running={appeal.running || report.running || carrier.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={appeal.objection ?? report.objection ?? carrier.objection} />}
    >
      {step === 'carrier' ? (
        <TextInput name="text" label={t('claim.carrierReference')} maxLength={64} />
      ) : (
        <Textarea name="text" label={t('action.reason')} required rows={4} />
      )}
    </CommandDialog>
  );
}
