import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import { AnswerClaimApprovalDocument, type ClaimFactsFragment } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';

/** A decision above the limit that waits for a second person; the claimant never sees it. */
export function ApprovalPanel({ claim }: { claim: ClaimFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  const answer = useCommand(AnswerClaimApprovalDocument);
  const [denying, setDenying] = useState(false);
  const waiting = claim.pendingApproval;
  if (!waiting) return null;
  const { id } = claim;
  const deny = async (form: FormData) => {
    if (await answer.run({ id, approves: false, note: String(form.get('note')) })) setDenying(false);
  };
  return (
    <Panel
      title={t('claim.approval')}
      actions={
        waiting.mine && (
          <>
            <Button variant="default" onClick={() => setDenying(true)}>
              {t('claim.approvalDeny')}
            </Button>
            <Button loading={answer.running} onClick={() => void answer.run({ id, approves: true, note: '' })}>
              {t('claim.approve')}
            </Button>
          </>
        )
      }
    >
      <p>
        <strong>
          {t(`claimDecision.${waiting.decision}`)} {formatMoney(waiting.amount, locale)}
        </strong>{' '}
        {waiting.reason}
      </p>
      <p className="small soft">
        {t(waiting.mine ? 'claim.approvalYours' : 'claim.approvalWaits', { name: waiting.askedBy })} ·{' '}
        <Moment at={waiting.askedAt} />
      </p>
      {!denying && <ObjectionNote objection={answer.objection} />}
      {denying && (
        <CommandDialog
          title={t('claim.approvalDeny')}
          submitLabel={t('claim.approvalDeny')}
          running={answer.running}
          close={() => setDenying(false)}
          submit={deny}
          foot={<ObjectionNote objection={answer.objection} />}
        >
          <Textarea name="note" label={t('action.reason')} required rows={3} data-autofocus />
        </CommandDialog>
      )}
    </Panel>
  );
}
