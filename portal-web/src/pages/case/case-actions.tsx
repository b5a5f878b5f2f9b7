import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  type CaseFactsFragment,
  type CaseState,
  ChangeCaseStateDocument,
  type SuggestionDecision,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { mayServe, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

const NEXT: Record<CaseState, readonly CaseState[]> = {
  OPEN: ['IN_PROGRESS', 'RESOLVED'],
  IN_PROGRESS: ['RESOLVED', 'WAITING_FOR_CUSTOMER'],
  WAITING_FOR_CUSTOMER: ['IN_PROGRESS', 'RESOLVED'],
  RESOLVED: ['CLOSED', 'IN_PROGRESS'],
  CLOSED: [],
};

const LABELS: Record<CaseState, MessageId> = {
  OPEN: 'case.toOpen',
  IN_PROGRESS: 'case.toInProgress',
  WAITING_FOR_CUSTOMER: 'case.toWaiting',
  RESOLVED: 'case.toResolved',
  CLOSED: 'case.toClosed',
};

/** The steps that the state allows. A customer may only accept the answer, or reopen. */
export function CaseActions({ record }: { record: CaseFactsFragment }) {
  const t = useText();
  const viewer = useViewer();
  const change = useCommand(ChangeCaseStateDocument);
  const [resolving, setResolving] = useState(false);
  if (!mayWrite(viewer)) return null;
  const next = mayServe(viewer) || record.state === 'RESOLVED' ? NEXT[record.state] : [];
  const [first, ...rest] = next;
  const choose = (state: CaseState) =>
    state === 'RESOLVED' ? setResolving(true) : change.run({ id: record.id, state, resolution: null, decision: null });
  return (
    <>
      {first && (
        <Button loading={change.running} onClick={() => choose(first)}>
          {t(LABELS[first])}
        </Button>
      )}
      <ActionMenu actions={rest.map((state) => ({ label: t(LABELS[state]), run: () => void choose(state) }))} />
      {!resolving && <ObjectionNote objection={change.objection} />}
      {resolving && <ResolveCase record={record} close={() => setResolving(false)} />}
    </>
  );
}

function ResolveCase({ record, close }: { record: CaseFactsFragment; close: () => void }) {
  const t = useText();
  const change = useCommand(ChangeCaseStateDocument);
  const submit = async (form: FormData) => {
    const resolved = await change.run({
      id: record.id,
      state: 'RESOLVED',
      resolution: filledIn(form, 'resolution') ?? null,
      decision: (filledIn(form, 'decision') as SuggestionDecision | undefined) ?? null,
    });
    if (resolved) close();
  };
  return (
    <CommandDialog
      title={t('case.toResolved')}
      submitLabel={t('case.toResolved')}
      running={change.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={change.objection} />}
    >
      {record.kind === 'SUGGESTION' && (
        <NativeSelect
          name="decision"
          label={t('case.decision')}
          data={(['ADOPTED', 'NOT_ADOPTED'] as const).map((value) => ({ value, label: t(`decision.${value}`) }))}
        />
      )}
      <Textarea name="resolution" label={t('case.resolution')} required rows={4} data-autofocus />
    </CommandDialog>
  );
}
