import { Button, NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { CaseAnalysisDocument, type CaseAnalysisQuery, type CaseKind } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { regionWords } from '../../language/code-words.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { CASE_KINDS, caseAnalysisFilter, PERIODS, type Period } from './case-analysis-filter.ts';
import { type CaseSeries, figuresOf, groupChart } from './case-charts.ts';

/** Where complaints, questions and suggestions come from, how they end, and how long they take. */
export function CaseAnalysisPage() {
  const t = useText();
  const search = useSearch({ from: '/portal/case-analysis' });
  const [openedAt] = useState(Date.now);
  const filter = caseAnalysisFilter(search, openedAt);
  const [{ data, error }, readAgain] = useQuery({ query: CaseAnalysisDocument, variables: { filter } });
  return (
    <PageFrame
      title={t('caseAnalysis.title')}
      under={t('caseAnalysis.hint')}
      back={<BackLink to="/service" />}
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {t('chart.print')}
        </Button>
      }
    >
      <FilterBar />
      {error && !data && <QueryFailure error={error} retry={readAgain} />}
      {!data && !error && <PanelSkeleton />}
      {data && <Charts data={data} kind={search.kind} />}
    </PageFrame>
  );
}

function FilterBar() {
  const t = useText();
  const search = useSearch({ from: '/portal/case-analysis' });
  const navigate = useNavigate({ from: '/case-analysis' });
  return (
    <search className="list-bar">
      <NativeSelect
        aria-label={t('raise.kind')}
        value={search.kind ?? ''}
        onChange={({ currentTarget }) =>
          navigate({ search: { ...search, kind: (currentTarget.value || undefined) as CaseKind | undefined } })
        }
        data={[
          { value: '', label: t('caseAnalysis.allKinds') },
          ...CASE_KINDS.map((value) => ({ value, label: t(`caseKind.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('caseAnalysis.period')}
        value={String(search.days ?? 365)}
        onChange={({ currentTarget }) => {
          const days = Number(currentTarget.value) as Period;
          return navigate({ search: { ...search, days: days === 365 ? undefined : days } });
        }}
        data={PERIODS.map((days) => ({ value: String(days), label: t('caseAnalysis.days', { days }) }))}
      />
    </search>
  );
}

function Charts({ data, kind }: { data: CaseAnalysisQuery; kind: CaseKind | undefined }) {
  const t = useText();
  const { locale } = useReading();
  const { opened, inTime, overdue, solved, notSolved, adopted, notAdopted, answer, solve } = figuresOf(t, locale);
  const word = (list: string, key: string | null | undefined) =>
    key ? t(`${list}.${key}` as MessageId) : t('chart.unknown');
  const ends = kind === 'SUGGESTION' ? [adopted, notAdopted] : [solved, notSolved];
  const empty = t('caseAnalysis.empty');
  return (
    <div className="board-grid">
      <ChartPanel
        title={t('caseAnalysis.causes')}
        definition={t('caseAnalysis.causesDefinition')}
        kind="pareto"
        empty={empty}
        data={groupChart(data.categories, t('raise.category'), [opened], ({ key }) => word('caseCategory', key))}
      />
      <ChartPanel
        title={t('caseAnalysis.course')}
        definition={t('caseAnalysis.courseDefinition')}
        kind="lines"
        empty={empty}
        data={groupChart(data.months, t('caseAnalysis.month'), [opened, ...ends], ({ key }) => key ?? '')}
      />
      <ChartPanel
        title={t('caseAnalysis.times')}
        definition={t('caseAnalysis.timesDefinition')}
        kind="bars"
        empty={empty}
        data={groupChart(data.categories, t('raise.category'), [answer, solve], ({ key }) => word('caseCategory', key))}
      />
      <ChartPanel
        title={t('caseAnalysis.channels')}
        definition={t('caseAnalysis.channelsDefinition')}
        kind="bars"
        empty={empty}
        data={groupChart(data.channels, t('case.channel'), [opened], ({ key }) => word('caseChannel', key))}
      />
      <ChartPanel
        title={t('caseAnalysis.owners')}
        definition={t('caseAnalysis.ownersDefinition')}
        kind="stacked"
        empty={empty}
        data={groupChart(
          data.owners,
          t('work.owner'),
          [...ends, inTime, overdue],
          ({ name }) => name ?? t('chart.unknown'),
        )}
      />
      {isStaff(useViewer()) && <StaffCharts data={data} ends={ends} />}
    </div>
  );
}

/** What only those see who serve several customers. */
function StaffCharts({ data, ends }: { data: CaseAnalysisQuery; ends: readonly CaseSeries[] }) {
  const t = useText();
  const { locale } = useReading();
  const { opened, inTime, overdue } = figuresOf(t, locale);
  const empty = t('caseAnalysis.empty');
  return (
    <>
      <ChartPanel
        title={t('caseAnalysis.regions')}
        definition={t('caseAnalysis.regionsDefinition')}
        kind="bars"
        empty={empty}
        data={groupChart(data.regions, t('account.region'), [opened, ...ends], ({ key }) =>
          key ? regionWords(key, t) : t('chart.unknown'),
        )}
      />
      <ChartPanel
        title={t('caseAnalysis.accounts')}
        definition={t('caseAnalysis.accountsDefinition')}
        kind="stacked"
        empty={empty}
        data={groupChart(
          data.accounts,
          t('shipment.account'),
          [...ends, inTime, overdue],
          ({ name }) => name ?? t('chart.unknown'),
          ({ key }) => (key ? { to: '/accounts/$accountId', params: { accountId: key } } : undefined),
        )}
      />
    </>
  );
}
