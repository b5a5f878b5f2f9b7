import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { minorDigits, toMinor } from '../../format/money.ts';
import {
  AcknowledgeClaimDocument,
  type ClaimDecision,
  type ClaimFactsFragment,
  DecideClaimDocument,
  InvestigateClaimDocument,
  WithdrawClaimDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayServe, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';

interface ClaimProps {
  readonly claim: ClaimFactsFragment;
}

/** Acknowledge, investigate, decide: in the order of 49 CFR 370. The customer can withdraw. */
export function ClaimActions({ claim }: ClaimProps) {
  const t = useText();
  const viewer = useViewer();
  const acknowledge = useCommand(AcknowledgeClaimDocument);
  const investigate = useCommand(InvestigateClaimDocument);
  const withdraw = useCommand(WithdrawClaimDocument);
  const [deciding, setDeciding] = useState(false);
  const { id, state } = claim;
  const open = !['PAID', 'DECLINED', 'WITHDRAWN'].includes(state);
  if (!mayWrite(viewer) || !open) return null;
  const objection = acknowledge.objection ?? investigate.objection ?? withdraw.objection;
  return (
    <>
      {mayServe(viewer) && state === 'FILED' && (
        <Button loading={acknowledge.running} onClick={() => acknowledge.run({ id })}>
          {t('claim.acknowledge')}
        </Button>
      )}
      {mayServe(viewer) && state === 'ACKNOWLEDGED' && (
        <Button loading={investigate.running} onClick={() => investigate.run({ id })}>
          {t('claim.investigate')}
        </Button>
      )}
      {mayServe(viewer) && ['ACKNOWLEDGED', 'INVESTIGATING', 'OFFERED'].includes(state) && (
        <Button variant={state === 'ACKNOWLEDGED' ? 'default' : 'filled'} onClick={() => setDeciding(true)}>
          {t('claim.decide')}
        </Button>
      )}
      {!isStaff(viewer) && (
        <Button variant="default" loading={withdraw.running} onClick={() => withdraw.run({ id })}>
          {t('claim.withdraw')}
        </Button>
      )}
      {objection && <ObjectionNote objection={objection} />}
      {deciding && <DecideClaim claim={claim} close={() => setDeciding(false)} />}
    </>
  );
}

const DECISIONS: readonly ClaimDecision[] = ['OFFER', 'PAY', 'DECLINE'];

function DecideClaim({ claim, close }: ClaimProps & { close: () => void }) {
  const t = useText();
  const decide = useCommand(DecideClaimDocument);
  const [decision, setDecision] = useState<ClaimDecision>('OFFER');
  const { currency, amountMinor } = claim.amount;
  const submit = async (form: FormData) => {
    const amount = decision === 'DECLINE' ? null : toMinor(Number(form.get('amount')), currency);
    const input = { id: claim.id, decision, amountMinor: amount, reason: String(form.get('reason')) };
    if (await decide.run({ input })) close();
  };
  return (
    <CommandDialog
      title={t('claim.decide')}
      submitLabel={t(`claimDecision.${decision}`)}
      running={decide.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={decide.objection} />}
    >
      <NativeSelect
        label={t('claim.decision')}
        value={decision}
        onChange={(event) => setDecision(event.currentTarget.value as ClaimDecision)}
        data={DECISIONS.map((value) => ({ value, label: t(`claimDecision.${value}`) }))}
      />
      {decision !== 'DECLINE' && (
        <TextInput
          name="amount"
          type="number"
          min={0}
          step="any"
          required
          label={t('claim.amountIn', { currency })}
          defaultValue={String(amountMinor / 10 ** minorDigits(currency))}
        />
      )}
      <Textarea name="reason" label={t('action.reason')} required rows={3} />
    </CommandDialog>
  );
}
