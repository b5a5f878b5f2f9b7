import { Button } from '@mantine/core';
import { useState } from 'react';
import { type CaseFactsFragment, type CaseState, ChangeCaseStateDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { mayServe, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { ArticleDialog } from '../knowledge/article-dialog.tsx';
import { FollowUpDialog, ResolveDialog } from './case-dialogs.tsx';

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

/** A case that was resolved too long ago is closed, but not opened again. */
const nextOf = ({ state, reopenUntil }: CaseFactsFragment): readonly CaseState[] =>
  NEXT[state].filter((to) => state !== 'RESOLVED' || to === 'CLOSED' || Date.parse(reopenUntil ?? '') >= Date.now());

/** The steps that the state allows. A customer may only accept the answer, or reopen. */
export function CaseActions({ record }: { record: CaseFactsFragment }) {
  const t = useText();
  const viewer = useViewer();
  const change = useCommand(ChangeCaseStateDocument);
  const [dialog, setDialog] = useState<'resolve' | 'follow' | 'article' | null>(null);
  if (!mayWrite(viewer)) return null;
  const next = mayServe(viewer) || record.state === 'RESOLVED' ? nextOf(record) : [];
  const [first, ...rest] = next;
  const choose = (state: CaseState) =>
    state === 'RESOLVED'
      ? setDialog('resolve')
      : change.run({ id: record.id, state, resolution: null, decision: null, solved: null });
  const steps = rest.map((state) => ({ label: t(LABELS[state]), run: () => void choose(state) }));
  const mayFollow = mayServe(viewer) && record.decision === 'ADOPTED';
  const follow = mayFollow ? [{ label: t('case.follow'), run: () => setDialog('follow') }] : [];
  const tell = mayServe(viewer) && record.solved === true;
  const article = tell ? [{ label: t('knowledge.fromCase'), run: () => setDialog('article') }] : [];
  return (
    <>
      {first && (
        <Button loading={change.running} onClick={() => choose(first)}>
          {t(LABELS[first])}
        </Button>
      )}
      <ActionMenu actions={[...steps, ...follow, ...article]} />
      {!dialog && <ObjectionNote objection={change.objection} />}
      {dialog === 'resolve' && <ResolveDialog record={record} close={() => setDialog(null)} />}
      {dialog === 'article' && <ArticleDialog origin={record} close={() => setDialog(null)} />}
      {dialog === 'follow' && <FollowUpDialog record={record} close={() => setDialog(null)} />}
    </>
  );
}
