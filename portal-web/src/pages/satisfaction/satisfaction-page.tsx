import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { formatNumber } from '../../format/quantity.ts';
import {
  SatisfactionReportDocument,
  type SatisfactionReportQuery,
  SatisfactionUpdatedDocument,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { isStaff, mayServe } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AnswersPanel } from './answers-panel.tsx';
import { CustomersPanel } from './customers-panel.tsx';
import { FollowUps } from './follow-ups-panel.tsx';
import { PeriodsPanel } from './periods-panel.tsx';
import { RecordAnswerDialog } from './record-answer-dialog.tsx';
import { isOfCustomers, measureOf, readSatisfactionSearch, SPANS, windowOf } from './satisfaction-filter.ts';
import { TraitsPanel } from './traits-panel.tsx';
import './satisfaction.css';
import { useSaidText } from './said-text.ts';

type Report = SatisfactionReportQuery['satisfactionReport'];

/** The staff sees what all customers said; a customer the answers about its own deliveries, cases and claims. */
export function SatisfactionPage() {
  return isStaff(useViewer()) ? <Satisfaction /> : <OwnAnswers />;
}

function OwnAnswers() {
  const t = useSaidText();
  return (
    <PageFrame
      title={t('satisfaction.title')}
      under={t('said.ownHint')}
      back={<BackLink to="/boards" />}
      actions={<Span />}
    >
      <AnswersPanel units={[]} />
    </PageFrame>
  );
}

/** How far the page looks back. */
function Span() {
  const t = useSaidText();
  const search = useSearch({ from: '/portal/satisfaction' });
  const navigate = useNavigate({ from: '/satisfaction' });
  return (
    <NativeSelect
      aria-label={t('said.days')}
      value={search.days ?? 90}
      onChange={({ currentTarget }) =>
        navigate({ search: readSatisfactionSearch({ ...search, days: currentTarget.value }), replace: true })
      }
      data={SPANS.map((count) => ({ value: String(count), label: t('said.lastDays', { days: count }) }))}
    />
  );
}

/** What customers said in a period, what both ends have in common, and what is done about the bad ones. */
function Satisfaction() {
  const t = useSaidText();
  const serves = mayServe(useViewer());
  const search = useSearch({ from: '/portal/satisfaction' });
  const [recording, setRecording] = useState(false);
  const read = useRecord(
    SatisfactionReportDocument,
    { ...windowOf(search), measure: measureOf(search) },
    (data) => data,
  );
  useLiveList(SatisfactionUpdatedDocument, read, {
    variables: read.record && {},
    after: read.record?.satisfactionReport.liveCursor,
  });
  return (
    <PageFrame
      title={t('satisfaction.title')}
      under={t('said.hint')}
      back={<BackLink to="/service" />}
      actions={
        <>
          <Span />
          <Button variant="default" onClick={() => window.print()}>
            {t('chart.print')}
          </Button>
          {serves && <Button onClick={() => setRecording(true)}>{t('satisfaction.record')}</Button>}
        </>
      }
    >
      <RecordView read={read}>
        {({ satisfactionReport: report, satisfactionTraits: traits, orgUnits }) => (
          <>
            <Figures report={report} />
            <TraitsPanel traits={traits} units={orgUnits} />
            <PeriodsPanel periods={report.periods} />
            <FollowUps followUps={report.followUps} done={read.refresh} />
            <div id="said" className="satisfaction-behind">
              {isOfCustomers(search) && <CustomersPanel />}
              <AnswersPanel units={orgUnits} />
            </div>
          </>
        )}
      </RecordView>
      {recording && <RecordAnswerDialog close={() => setRecording(false)} done={read.refresh} />}
    </PageFrame>
  );
}

function Figures({ report }: { report: Report }) {
  const t = useSaidText();
  const { locale } = useReading();
  const { days } = useSearch({ from: '/portal/satisfaction' });
  const search = days ? { days } : {};
  const most = Math.max(1, ...report.scores);
  const shown = (value: number | null | undefined, digits: number) =>
    typeof value === 'number' ? formatNumber(Math.round(value * 10 ** digits) / 10 ** digits, locale) : '—';
  const { promoters, detractors, recommendation, answers, average } = report;
  return (
    <div className="satisfaction-figures">
      <Panel title={t('said.scores')}>
        <p className="satisfaction-figure">
          <strong>{shown(average, 1)}</strong>
          <span className="soft">{t('said.average', { count: answers })}</span>
        </p>
        <table className="satisfaction-scores">
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{t('said.score')}</th>
              <th scope="col">{t('satisfaction.answers')}</th>
            </tr>
          </thead>
          <tbody>
            {report.scores.map((count, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is the score
              <tr key={index}>
                <th scope="row">
                  <Link to="/satisfaction" search={{ ...search, score: index + 1 }} resetScroll={false} hash="said">
                    {index + 1}
                  </Link>
                </th>
                <td>
                  <span className="satisfaction-bar" style={{ inlineSize: `calc((100% - 48px) * ${count / most})` }} />
                  <span>{formatNumber(count, locale)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Panel title={t('satisfaction.recommend')}>
        <p className="satisfaction-figure">
          <strong>{shown(recommendation, 0)}</strong>
          <span className="soft">{t('said.nps', { promoters, detractors })}</span>
        </p>
      </Panel>
    </div>
  );
}
