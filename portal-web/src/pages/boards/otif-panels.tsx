import { Link, useSearch } from '@tanstack/react-router';
import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { OtifBoardDocument, type OtifBoardQuery, OtifOfMonthDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { Panel } from '../../ui/panel.tsx';
import { monthWords } from '../value/value-words.ts';
import type { Writing } from './board-charts.ts';
import { useWriting } from './use-writing.ts';
import '../../ui/record-table.css';

/** How deliveries went on time and in full, and the contracts behind a month. */
export function OtifPanels() {
  const read = useRecord(OtifBoardDocument, {}, (data) => data.otifTrend);
  const { month } = useSearch({ from: '/portal/boards' });
  return (
    <>
      <RecordView read={read}>{(trend) => <Trend trend={trend} />}</RecordView>
      {month && <Contracts month={month} />}
    </>
  );
}

type Months = OtifBoardQuery['otifTrend'];

function Trend({ trend }: { trend: Months }) {
  const writing = useWriting();
  const { t } = writing;
  return (
    <ChartPanel
      title={t('board.otif')}
      definition={t('board.otifHow')}
      kind="bars"
      data={otifChart(trend, writing)}
      empty={t('board.noOtif')}
    />
  );
}

function otifChart(trend: Months, { t, locale, percent }: Writing): ChartData {
  const some = trend.some(({ percent: share }) => share !== null);
  const unsure = ({ open, waiting }: Months[number]): string =>
    [
      ...(open > 0 ? [t('board.stillOpen', { count: open })] : []),
      ...(waiting > 0 ? [t('board.toBeJudged', { count: waiting })] : []),
    ].join(' · ');
  return {
    category: t('value.month'),
    series: [{ key: 'percent', label: t('board.otifShare'), format: percent, tone: 'good' }],
    rows: some
      ? trend.map((one) => ({
          key: one.month,
          label: monthWords(one.month, locale),
          values: { percent: one.percent ?? null },
          to: { to: '/boards', search: { month: one.month } } as const,
          ...(unsure(one) ? { incomplete: unsure(one) } : {}),
        }))
      : [],
  };
}

/** The contracts behind a month, those with most missed lines first. */
function Contracts({ month }: { month: string }) {
  const { t, locale, count, percent } = useWriting();
  const read = useRecord(OtifOfMonthDocument, { month }, (data) => data.otifByContract);
  return (
    <RecordView read={read}>
      {(contracts) => (
        <Panel title={t('board.otifContracts', { month: monthWords(month, locale) })} count={contracts.length} flush>
          {contracts.length === 0 && <p className="panel-empty">{t('board.noOtif')}</p>}
          <ul className="rows">
            {contracts.map(({ contract, counted, hits, percent: share }) => (
              <li key={contract.id}>
                <span className="grow">
                  <Link
                    to="/contracts/$contractId/otif"
                    params={{ contractId: contract.id }}
                    search={{ period: month }}
                  >
                    {contract.name}
                  </Link>
                  <span className="record-sub">
                    {contract.account.name} · {t('board.lines', { hits: count(hits), counted: count(counted) })}
                  </span>
                </span>
                <strong className="tabular">{typeof share === 'number' ? percent(share) : '–'}</strong>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </RecordView>
  );
}
