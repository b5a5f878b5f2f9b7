import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../language/use-text.ts';
import { Skeleton } from './empty-state.tsx';
import './list-bar.css';
import './panel.css';
import { RecordTable, type RecordTableProps } from './record-table.tsx';

interface ListPanelProps<Row> extends RecordTableProps<Row> {
  readonly loading: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly bar?: ReactNode;
  /** Shown instead of rows when reading failed. */
  readonly failure: ReactNode | null;
  /** A word above rows that could not be read again. */
  readonly stale?: ReactNode;
  /** Shown when there are none: first use and no match differ. */
  readonly empty: ReactNode;
}

/** Filters, then the list in one of its four states, then the way to more of it. */
export function ListPanel<Row>({ loading, hasMore, more, bar, failure, stale, empty, ...table }: ListPanelProps<Row>) {
  const t = useText();
  const some = table.rows.length > 0;
  return (
    <div className="panel">
      {bar}
      {some && stale}
      {some && <RecordTable {...table} />}
      {!some && failure}
      {!some && !failure && !loading && empty}
      {!some && !failure && loading && (
        <div className="panel-body">
          <Skeleton lines={8} height={26} />
        </div>
      )}
      {some && hasMore && (
        <div className="record-more">
          <Button variant="default" onClick={more} loading={loading}>
            {t('ui.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
