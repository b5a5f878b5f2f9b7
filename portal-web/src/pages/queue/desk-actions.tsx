import { Button, NativeSelect } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { StaffDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useText } from '../../language/use-text.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import type { Desk } from './use-desk.ts';
import './desk.css';

const SnoozeDialog = lazy(() => import('./snooze-dialog.tsx'));

interface DeskActionsProps {
  readonly desk: Desk;
  /** The list shows what has been put aside: then it can be brought back. */
  readonly aside: boolean;
}

/** What can be done to the rows that are chosen, and what became of it row by row. */
export function DeskActions({ desk, aside }: DeskActionsProps) {
  const t = useText();
  const me = useViewer().member?.id;
  const [asking, setAsking] = useState(false);
  const ids = [...desk.chosen];
  return (
    <>
      <div className="desk-actions" role="toolbar" aria-label={t('queue.actions')} hidden={ids.length === 0}>
        <strong aria-live="polite">{t('queue.chosen', { count: ids.length })}</strong>
        {me && (
          <Button variant="default" loading={desk.running} onClick={() => desk.assign(ids, me)}>
            {t('queue.take')}
          </Button>
        )}
        <AssignTo assign={(ownerId) => desk.assign(ids, ownerId)} />
        {aside ? (
          <Button variant="default" loading={desk.running} onClick={() => desk.snooze(ids, null, '')}>
            {t('queue.wake')}
          </Button>
        ) : (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('queue.snooze')}
          </Button>
        )}
        <button type="button" className="quiet-button" onClick={desk.clear}>
          {t('queue.unchoose')}
        </button>
      </div>
      <div aria-live="polite" className="desk-report">
        <ObjectionNote objection={desk.objection} />
        {desk.report && <Report {...desk.report} />}
      </div>
      {asking && (
        <Suspense>
          <SnoozeDialog desk={desk} close={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}

function Report({ done, refused }: NonNullable<Desk['report']>) {
  const t = useText();
  if (refused.length === 0) return <Note tone="good" title={t('queue.done', { count: done })} />;
  return (
    <Note tone="warn" title={t('queue.partly', { done, refused: refused.length })}>
      <ul>
        {refused.map(({ number, objection }) => (
          <li key={number}>
            <strong>{number}</strong> <ObjectionNote objection={objection} />
          </li>
        ))}
      </ul>
    </Note>
  );
}

function AssignTo({ assign }: { assign: (ownerId: string) => void }) {
  const t = useText();
  const [{ data }] = useQuery({ query: StaffDocument });
  return (
    <NativeSelect
      aria-label={t('queue.giveTo')}
      value=""
      onChange={({ currentTarget: { value } }) => value && assign(value)}
      data={[
        { value: '', label: t('queue.giveTo') },
        ...(data?.staff ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
