import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import { CloseOtifPeriodDocument, OtifScoresDocument, type OtifScoresQuery } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayPrice } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ClausePanel } from '../quote/terms-panels.tsx';
import { useOtifNews } from './use-otif-news.ts';
import { VerdictsPanel } from './verdicts-panel.tsx';
import '../../ui/record-table.css';

type Score = OtifScoresQuery['otifScores'][number];

/** The score of a contract by period; each opens the verdicts and events behind it. Live. */
export function OtifPage() {
  const { contractId } = useParams({ from: '/portal/contracts/$contractId/otif' });
  const read = useRecord(OtifScoresDocument, { id: contractId }, (data) => (data.contract ? data : null));
  useOtifNews(read.record?.contract, read.refresh);
  return <RecordView read={read}>{(data) => <LoadedScores data={data} refresh={read.refresh} />}</RecordView>;
}

function LoadedScores({ data, refresh }: { data: OtifScoresQuery; refresh: () => void }) {
  const t = useText();
  const { contract, otifScores: scores } = data;
  const { period: wanted } = useSearch({ from: '/portal/contracts/$contractId/otif' });
  const navigate = useNavigate({ from: '/contracts/$contractId/otif' });
  const shown = scores.find(({ period }) => period === wanted) ?? scores[0];
  if (!contract) return null;
  return (
    <PageFrame
      title={t('otif.clause')}
      back={<BackLink to="/contracts" />}
      under={
        <>
          <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
            {contract.name}
          </Link>
          {` · ${contract.account.name} · ${contract.number}`}
        </>
      }
    >
      {shown ? (
        <div className="page-columns">
          <div>
            <Panel
              title={t('otif.verdicts')}
              actions={
                <NativeSelect
                  aria-label={t('otif.period')}
                  size="xs"
                  value={shown.period}
                  onChange={({ currentTarget }) => void navigate({ search: { period: currentTarget.value } })}
                  data={scores.map(({ period }) => period)}
                />
              }
              flush
            >
              <VerdictsPanel key={shown.period} contract={contract} score={shown} refresh={refresh} />
            </Panel>
          </div>
          <div>
            <ScoresPanel scores={scores} contractId={contract.id} shown={shown} refresh={refresh} />
            <ClausePanel clause={shown.clause} />
          </div>
        </div>
      ) : (
        <EmptyState icon={<CheckIcon size={28} />} title={t('otif.none')} hint={t('otif.noneHint')} />
      )}
    </PageFrame>
  );
}

interface ScoresProps {
  readonly scores: readonly Score[];
  readonly contractId: string;
  readonly shown: Score;
  readonly refresh: () => void;
}

function ScoresPanel({ scores, contractId, shown, refresh }: ScoresProps) {
  const t = useText();
  const { locale } = useReading();
  const percent = (score: Score) =>
    score.percent === null || score.percent === undefined ? '—' : `${formatNumber(score.percent, locale)} %`;
  return (
    <Panel title={t('otif.scores')} flush>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('otif.periodName')}</th>
              <th scope="col" data-numeric="">
                {t('otif.score')}
              </th>
              <th scope="col" data-numeric="">
                {t('otif.lines')}
              </th>
              <th scope="col" data-numeric="">
                {t('otif.creditShort')}
              </th>
            </tr>
          </thead>
          <tbody>
            {scores.map((score) => (
              <tr key={score.period}>
                <td>
                  <Link
                    to="/contracts/$contractId/otif"
                    params={{ contractId }}
                    search={{ period: score.period }}
                    aria-current={score.period === shown.period ? 'true' : undefined}
                  >
                    {score.period}
                  </Link>
                  <span className="record-sub">
                    {score.closedAt ? t('otif.closed') : t('otif.stillOpen', { count: score.open })}
                  </span>
                  {score.contractEnded && (
                    <span className="record-sub">
                      {t('otif.contractEnded')} <Moment at={score.to} />
                    </span>
                  )}
                </td>
                <td data-numeric="">
                  {percent(score)}
                  <ScoreMark score={score} />
                </td>
                <td data-numeric="">
                  {formatNumber(score.hits, locale)} / {formatNumber(score.counted, locale)}
                </td>
                <td data-numeric="">
                  {score.credit && score.credit.amountMinor > 0 ? formatMoney(score.credit, locale) : '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.charged && (
        <p className="panel-empty small">
          {t('otif.base', { period: shown.period, amount: formatMoney(shown.charged, locale) })}
        </p>
      )}
      <ClosePeriod contractId={contractId} score={shown} refresh={refresh} />
    </Panel>
  );
}

function ScoreMark({ score: { met } }: { score: Pick<Score, 'met'> }) {
  const t = useText();
  if (met === null || met === undefined) return null;
  return (
    <span className="record-sub">
      <StateMark tone={met ? 'good' : 'bad'}>{t(met ? 'otif.met' : 'otif.notMet')}</StateMark>
    </span>
  );
}

/** Ends a period that is over; what it costs us is credited with it. */
function ClosePeriod({ contractId, score, refresh }: { contractId: string; score: Score; refresh: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const viewer = useViewer();
  const close = useCommand(CloseOtifPeriodDocument);
  const [asking, setAsking] = useState(false);
  if (score.closedAt || !mayPrice(viewer)) return null;
  const confirm = async () => {
    if (!(await close.run({ id: contractId, period: score.period }))) return;
    setAsking(false);
    refresh();
  };
  return (
    <div className="panel-body">
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('otif.close', { period: score.period })}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('otif.close', { period: score.period })}
          confirmLabel={t('otif.close', { period: score.period })}
          running={close.running}
          confirm={confirm}
          close={() => setAsking(false)}
          foot={<ObjectionNote objection={close.objection} />}
        >
          {score.credit && score.credit.amountMinor > 0
            ? t('otif.closeCredit', { amount: formatMoney(score.credit, locale) })
            : t('otif.closeHint')}
        </ConfirmDialog>
      )}
    </div>
  );
}
