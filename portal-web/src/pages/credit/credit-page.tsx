import { Link, useParams } from '@tanstack/react-router';
import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import { AccountCreditDocument, type CreditFactsFragment, CreditUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { Note } from '../../ui/notes.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { CreditActions } from './credit-actions.tsx';
import { CreditMark, creditReason } from './credit-marks.tsx';
import { ExposurePanel } from './exposure-panel.tsx';
import { GradingPanel, HistoryPanel, ReleasesPanel } from './grading-panels.tsx';
import '../../ui/record-table.css';

/** On which terms one customer orders: what is owed, what may be, why, and what to do. Live. */
export function CreditPage() {
  const { accountId } = useParams({ from: '/portal/accounts/$accountId/credit' });
  const read = useRecord(AccountCreditDocument, { id: accountId }, (data) => data.account?.credit);
  useLive(CreditUpdatedDocument, { variables: { accountId }, onUpdate: read.refresh, onGap: read.refresh });
  return <RecordView read={read}>{(credit) => <LoadedCredit credit={credit} refresh={read.refresh} />}</RecordView>;
}

export interface CreditProps {
  readonly credit: CreditFactsFragment;
}

function LoadedCredit({ credit, refresh }: CreditProps & { refresh: () => void }) {
  const t = useText();
  const staff = isStaff(useViewer());
  return (
    <PageFrame
      title={t('credit.title')}
      back={<BackLink to="/receivables" />}
      marks={
        <span aria-live="polite">
          <CreditMark state={credit.state} />
        </span>
      }
      under={
        <Link to="/accounts/$accountId" params={{ accountId: credit.account.id }}>
          {credit.account.name}
        </Link>
      }
      actions={<CreditActions credit={credit} refresh={refresh} />}
    >
      <div className="page-columns">
        <div>
          <StandingPanel credit={credit} />
          <ExposurePanel credit={credit} />
          {staff && <GradingPanel credit={credit} />}
        </div>
        {staff && (
          <div>
            <ReleasesPanel credit={credit} />
            <HistoryPanel credit={credit} />
          </div>
        )}
      </div>
    </PageFrame>
  );
}

const NOTES = { OPEN: 'good', PREPAY: 'warn', HOLD: 'bad' } as const;

function StandingPanel({ credit }: CreditProps) {
  const t = useText();
  const staff = isStaff(useViewer());
  const { locale } = useReading();
  const { decision } = credit;
  const next =
    credit.state === 'OPEN'
      ? null
      : credit.reason === 'OVERDUE' || credit.reason === 'OVER_LIMIT'
        ? 'credit.payToEnd'
        : staff
          ? null
          : 'credit.askToEnd';
  return (
    <Panel title={t('credit.standing')}>
      <div className="form-stack">
        <Note tone={NOTES[credit.state]} title={creditReason(t, credit)}>
          {t(`creditMeans.${credit.state}`)} {next && t(next)}{' '}
          {credit.state !== 'OPEN' && (
            <Link to="/receivables" search={staff ? { account: credit.account.id } : {}}>
              {t('credit.seeOwed')}
            </Link>
          )}
        </Note>
        <Facts
          of={[
            [t('credit.since'), credit.since && <Moment at={credit.since} />],
            [t('credit.paymentDays'), t('credit.days', { days: credit.paymentDays })],
            [
              t('credit.overdueFor'),
              credit.oldestOverdueDays > 0 && t('credit.days', { days: credit.oldestOverdueDays }),
            ],
            [t('credit.decided'), decision && `${decision.by}: ${decision.reason}`],
            [t('credit.until'), decision?.until && formatDate(decision.until, locale)],
          ]}
        />
      </div>
    </Panel>
  );
}
