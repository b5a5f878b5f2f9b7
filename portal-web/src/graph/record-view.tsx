import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../language/use-text.ts';
import { LostPage } from '../shell/lost-page.tsx';
import { Skeleton } from '../ui/empty-state.tsx';
import { Note } from '../ui/notes.tsx';
import { QueryFailure } from './query-failure.tsx';
import type { RecordRead } from './use-record.ts';

interface RecordViewProps<Shown> {
  readonly read: RecordRead<Shown>;
  readonly children: (record: Shown) => ReactNode;
  readonly loading?: ReactNode;
  /** Shown when there is no such record; a page of its own unless a panel says otherwise. */
  readonly absent?: ReactNode;
}

/** A record in one of its four states. What is on screen stays there, with a word on its age, when reading again failed. */
export function RecordView<Shown>({ read, children, loading, absent }: RecordViewProps<Shown>) {
  const { record, error, refresh } = read;
  if (record) {
    return (
      <>
        <StaleNote shown={!!error} retry={refresh} />
        {children(record)}
      </>
    );
  }
  if (error) return <QueryFailure error={error} retry={refresh} />;
  if (read.absent) return absent ?? <LostPage />;
  return loading ?? <Skeleton lines={6} />;
}

/** Says that what is on screen could not be read again. It is there before it is needed: a live region that is new is not heard. */
export function StaleNote({ shown, retry }: { shown: boolean; retry: () => void }) {
  const t = useText();
  return (
    <div role="status" className="stale-note">
      {shown && (
        <Note tone="warn" title={t('fault.stale')}>
          <div className="line">
            {t('fault.staleHint')}
            <Button size="compact-sm" variant="default" onClick={retry}>
              {t('ui.retry')}
            </Button>
          </div>
        </Note>
      )}
    </div>
  );
}
