import { useState } from 'react';
import type { ChartData, ChartRow } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { type SatisfactionCause, ServiceBoardDocument, type ServiceBoardQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { isStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
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
  const staff = isStaff(useViewer());
  const span = lastYear(openedAt);
  const read = useRecord(ServiceBoardDocument, span, (data) => data);
  return (
    <RecordView read={read}>{(board) => <Charts {...{ board, staff }} since={span.from.slice(0, 10)} />}</RecordView>
  );
}

interface ChartsProps {
  readonly board: ServiceBoardQuery;
  /** The staff sees the answers behind a cause; a customer the cases about it. */
  readonly staff: boolean;
  readonly since: string;
}

function Charts({ board, staff, since }: ChartsProps) {
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
        data={causeChart(board.satisfactionByCause, staff, writing)}
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

/** Where the records behind a cause are. */
const BEHIND: Readonly<Record<SatisfactionCause, NonNullable<ChartRow['to']>>> = {
  LATE: { to: '/service', search: { category: 'DELAY', all: true } },
  DAMAGE: { to: '/service', search: { category: 'DAMAGE', all: true } },
  SILENCE: { to: '/service', search: { category: 'COMMUNICATION', all: true } },
  BILLING: { to: '/service', search: { category: 'BILLING', all: true } },
};

function causeChart(
  causes: ServiceBoardQuery['satisfactionByCause'],
  staff: boolean,
  { t, count, locale }: Writing,
): ChartData {
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
        ...(staff
          ? { to: { to: '/satisfaction', search: { days: 365, cause: cause ?? 'NONE' } } as const }
          : cause
            ? { to: BEHIND[cause] }
            : {}),
      };
    }),
  };
}
