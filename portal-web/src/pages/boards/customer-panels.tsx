import { ChartPanel } from '../../charts/chart-panel.tsx';
import { Moment } from '../../format/moment.tsx';
import { CustomerBoardDocument, CustomerValueUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { type Board, moneyTrend, profitSteps, retention, stageMoves, volumeTrend } from './board-charts.ts';
import { useWriting } from './use-writing.ts';

/** What the customers bring, how they come, stay and go. For those with a right to figures. */
export function CustomerPanels() {
  const read = useRecord(CustomerBoardDocument, {}, (data) => data.customerBoard);
  useLiveList(CustomerValueUpdatedDocument, read, {
    variables: read.record && { accountId: null },
    after: read.record?.liveCursor,
  });
  return <RecordView read={read}>{(board) => <Charts board={board} />}</RecordView>;
}

function Charts({ board }: { board: Board }) {
  const writing = useWriting();
  const { t } = writing;
  const empty = t('board.noHistory');
  return (
    <section className="board-part" aria-label={t('board.customers')}>
      <Age board={board} />
      <ChartPanel
        title={`${t('board.money')} (${board.currency})`}
        definition={t('value.trendHow')}
        kind="bars"
        data={moneyTrend(board, writing)}
        empty={empty}
      />
      <ChartPanel
        title={t('board.volume')}
        definition={t('board.volumeHow')}
        kind="bars"
        data={volumeTrend(board, writing)}
        empty={empty}
      />
      <ChartPanel
        title={`${t('value.profitChart')} (${board.currency})`}
        definition={t('value.profitHow')}
        kind="waterfall"
        data={profitSteps(board, writing)}
        empty={empty}
      />
      <ChartPanel
        title={t('board.retention')}
        definition={t('board.retentionHow')}
        kind="heat"
        data={retention(board, writing)}
        empty={t('board.noCohorts')}
      />
      <ChartPanel
        title={t('value.flowChart')}
        definition={t('value.flowHow')}
        kind="stacked"
        data={stageMoves(board, writing)}
        empty={t('value.noFlow')}
      />
    </section>
  );
}

/** How old the figures are, and how many customers wait to be valued again. */
function Age({ board: { asOf, customers, waiting } }: { board: Board }) {
  const { t, count } = useWriting();
  return (
    <p className="soft small board-age">
      {t('board.ofCustomers', { customers: count(customers) })}
      {asOf && (
        <>
          {' · '}
          {t('value.asOf')} <Moment at={asOf} />
        </>
      )}
      {waiting > 0 && ` · ${t('board.waiting', { count: waiting })}`}
    </p>
  );
}
