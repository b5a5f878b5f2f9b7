import { useState } from 'react';
import type { ChartData, ChartLink } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { type SatisfactionCause, ServiceBoardDocument, type ServiceBoardQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import type { Writing } from './board-charts.ts';
import { useWriting } from './use-writing.ts';

const DAY_MS = 86_400_000;
const YEAR = 365;

/** Whole days, so that the question stays the same while the page is open. */
function lastYear(now: number) {
  const to = (Math.floor(now / DAY_MS) + 1) * DAY_MS;
  return { from: new Date(to - YEAR * DAY_MS).toISOString(), to: new Date(to).toISOString() };
}

/** What was complained of, and what makes people content or not. */
export function ServicePanels() {
  const [openedAt] = useState(Date.now);
  const span = lastYear(openedAt);
  const read = useRecord(ServiceBoardDocument, span, (data) => data);
  return <RecordView read={read}>{(board) => <Charts board={board} since={span.from.slice(0, 10)} />}</RecordView>;
}

interface ChartsProps {
  readonly board: ServiceBoardQuery;
  readonly since: string;
}

function Charts({ board, since }: ChartsProps) {
  const writing = useWriting();
  const { t } = writing;
  return (
    <>
      <ChartPanel
        title={t('board.complaints')}
        definition={t('caseAnalysis.causesDefinition')}
        kind="pareto"
        data={complaintChart(board.complaintCounts, since, writing)}
        empty={t('board.noComplaints')}
      />
      <ChartPanel
        title={t('board.causes')}
        definition={t('board.causesHow')}
        kind="bars"
        data={causeChart(board.satisfactionByCause, writing)}
        empty={t('board.noAnswers')}
      />
    </>
  );
}

function complaintChart(groups: ServiceBoardQuery['complaintCounts'], since: string, { t, count }: Writing): ChartData {
  return {
    category: t('raise.category'),
    series: [{ key: 'opened', label: t('caseAnalysis.opened'), format: count }],
    rows: groups.map(({ category, opened }) => ({
      ...{ key: category, label: t(`caseCategory.${category}`), values: { opened } },
      to: { to: '/service', search: { kind: 'COMPLAINT', category, since, all: true } } as const,
    })),
  };
}

/** The answers behind a bar: as many as it says, for whoever looks at it. */
const linkTo = ({ cause, bad }: { cause?: SatisfactionCause | null | undefined; bad?: true }): ChartLink => ({
  ...{ to: '/satisfaction', search: { days: YEAR, cause: cause ?? 'NONE', bad } },
});

function causeChart(causes: ServiceBoardQuery['satisfactionByCause'], { t, count, locale }: Writing): ChartData {
  const mean = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    category: t('satisfaction.cause'),
    series: [
      { key: 'bad', label: t('board.bad'), format: count, tone: 'bad' },
      { key: 'answers', label: t('satisfaction.answers'), format: count, tone: 'quiet' },
    ],
    rows: causes.map(({ cause, answers, bad, average }) => {
      const name = cause ? t(`satisfactionCause.${cause}`) : t('board.noCause');
      return {
        key: cause ?? 'none',
        label: typeof average === 'number' ? t('board.causeMean', { name, mean: mean.format(average) }) : name,
        values: { bad, answers },
        to: linkTo({ cause }),
        links: { bad: linkTo({ cause, bad: true }), answers: linkTo({ cause }) },
      };
    }),
  };
}
