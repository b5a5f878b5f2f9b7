import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatNumber } from '../../format/quantity.ts';
import { AccountCourseDocument, type AccountCourseQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { caseAnalysisFilter } from '../case-analysis/case-analysis-filter.ts';
import { figuresOf, groupChart } from '../case-analysis/case-charts.ts';
import { exceptionChart, onTimePercent, trendChart } from './course-charts.ts';

/** How a year with one customer went: what was ordered and came in time, what went wrong, what was complained of. */
export function AccountCoursePage() {
  const { accountId } = useParams({ from: '/portal/accounts/$accountId/course' });
  const [openedAt] = useState(Date.now);
  const filter = { ...caseAnalysisFilter({ kind: 'COMPLAINT' }, openedAt), accountId };
  const read = useRecord(AccountCourseDocument, { id: accountId, filter }, (data) => (data.account ? data : null));
  return <RecordView read={read}>{(data) => <Course data={data} />}</RecordView>;
}

function Course({ data }: { data: AccountCourseQuery }) {
  const t = useText();
  const { locale } = useReading();
  const { account, shipmentTrend, caseAnalysis } = data;
  const percent = onTimePercent(shipmentTrend);
  const of = isStaff(useViewer()) ? { account: account?.id } : {};
  const { opened } = figuresOf(t, locale);
  return (
    <PageFrame
      title={t('course.title', { name: account?.name ?? '' })}
      under={t('course.hint')}
      back={<BackLink to="/accounts" />}
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {t('chart.print')}
        </Button>
      }
    >
      <div className="board-grid">
        <ChartPanel
          title={t('course.shipments')}
          definition={t('course.shipmentsDefinition')}
          kind="stacked"
          data={trendChart(shipmentTrend, t, locale, of)}
          empty={t('course.noShipments')}
          {...(percent === null ? {} : { summary: t('course.percent', { percent: formatNumber(percent, locale) }) })}
        />
        <ChartPanel
          title={t('course.exceptions')}
          definition={t('course.exceptionsDefinition')}
          kind="pareto"
          data={exceptionChart(shipmentTrend, t, locale, of)}
          empty={t('course.noExceptions')}
        />
        <ChartPanel
          title={t('course.complaints')}
          definition={t('caseAnalysis.causesDefinition')}
          kind="pareto"
          data={groupChart(caseAnalysis, t('raise.category'), [opened], ({ key }) =>
            key ? t(`caseCategory.${key}` as MessageId) : t('chart.unknown'),
          )}
          empty={t('course.noComplaints')}
        />
      </div>
    </PageFrame>
  );
}
