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
import { type Action, ActionMenu } from '../../ui/action-menu.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

interface ClaimProps {
  readonly claim: ClaimFactsFragment;
}

/** Acknowledge, investigate, decide: in the order of 49 CFR 370. The customer can withdraw. */
export function ClaimActions({ claim }: ClaimProps) {
  const t = useText();
  const viewer = useViewer();
  const acknowledge = useCommand(AcknowledgeClaimDocument);
  const investigate = useCommand(InvestigateClaimDocument);
  const [dialog, setDialog] = useState<'decide' | 'withdraw' | null>(null);
  const { id, state } = claim;
  const open = !['PAID', 'DECLINED', 'WITHDRAWN'].includes(state);
  if (!mayWrite(viewer) || !open) return null;
  const serves = mayServe(viewer);
  const decidable = ['ACKNOWLEDGED', 'INVESTIGATING', 'OFFERED'].includes(state);
  const deeds: Action[] = [
    ...(serves && state === 'FILED'
      ? [{ label: t('claim.acknowledge'), run: () => void acknowledge.run({ id }) }]
      : []),
    ...(serves && state === 'ACKNOWLEDGED'
      ? [{ label: t('claim.investigate'), run: () => void investigate.run({ id }) }]
      : []),
    ...(serves && decidable ? [{ label: t('claim.decide'), run: () => setDialog('decide') }] : []),
  ];
  const [first, ...rest] = deeds;
  const withdraw: Action = { label: t('claim.withdraw'), run: () => setDialog('withdraw'), danger: true };
  return (
    <>
      {first && (
        <Button loading={acknowledge.running || investigate.running} onClick={first.run}>
          {first.label}
        </Button>
      )}
      <ActionMenu actions={[...rest, !isStaff(viewer) && withdraw]} />
      <ObjectionNote objection={acknowledge.objection ?? investigate.objection} />
      {dialog === 'decide' && <DecideClaim claim={claim} close={() => setDialog(null)} />}
      {dialog === 'withdraw' && <WithdrawClaim claim={claim} close={() => setDialog(null)} />}
    </>
  );
}

function WithdrawClaim({ claim, close }: ClaimProps & { close: () => void }) {
  const t = useText();
  const withdraw = useCommand(WithdrawClaimDocument);
  const confirm = async () => {
    if (await withdraw.run({ id: claim.id })) close();
  };
  return (
    <ConfirmDialog
      title={t('claim.withdrawTitle', { number: claim.number })}
      confirmLabel={t('claim.withdraw')}
      running={withdraw.running}
      confirm={confirm}
      close={close}
      foot={<ObjectionNote objection={withdraw.objection} />}
    >
      {t('claim.withdrawHint')}
    </ConfirmDialog>
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
