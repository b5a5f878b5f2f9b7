import { NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatDate } from '../../format/instant.ts';
import { formatMoney, minorDigits } from '../../format/money.ts';
import {
  InvoicesUpdatedDocument,
  ReceivablesAgeingDocument,
  type ReceivablesAgeingQuery,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { CreditPolicyPanel, StandingsPanel } from '../credit/standings-panel.tsx';
import { MoneyTabs } from '../invoices/money-tabs.tsx';
import '../../ui/record-table.css';
import { AGES, readAge } from './receivables-filter.ts';

/** So many open invoices come at once, the longest due first. */
const MOST = 200;
const TONES = { NOT_DUE: 'one', DAYS_30: 'three', DAYS_60: 'four', DAYS_90: 'warn', OLDER: 'bad' } as const;

/** What is owed, and how long it has been due; live. */
export function ReceivablesPage() {
  const t = useText();
  const staff = isStaff(useViewer());
  const { bucket } = useSearch({ from: '/portal/receivables' });
  const read = useRecord(ReceivablesAgeingDocument, { bucket: bucket ?? null }, (data) => data);
  useLiveList(InvoicesUpdatedDocument, read, { variables: {}, after: null });
  return (
    <PageFrame title={t('receivables.title')} under={t('receivables.hint')}>
      <MoneyTabs />
      <StandingsPanel />
      <RecordView read={read}>{(owed) => <Owed owed={owed} />}</RecordView>
      {staff && <CreditPolicyPanel />}
    </PageFrame>
  );
}

function Owed({ owed }: { owed: ReceivablesAgeingQuery }) {
  const t = useText();
  const { locale } = useReading();
  const currencies = [...new Set(owed.receivablesAgeing.map(({ currency }) => currency))];
  const steps = owed.collectionSteps
    .map(({ step, days }) => t('receivables.stepAt', { step: t(`collectionStep.${step}`), days }))
    .join(' · ');
  return (
    <>
      {(currencies.length > 0 ? currencies : ['']).map((currency) => (
        <ChartPanel
          key={currency}
          title={t('receivables.ageing', { currency })}
          definition={t('receivables.definition')}
          kind="stacked"
          data={ageingOf(owed, currency, locale, t)}
          empty={t('receivables.none')}
        />
      ))}
      <OpenPanel owed={owed} />
      <p className="soft small">{t('receivables.steps', { steps })}</p>
    </>
  );
}

/** One bar per account, in units of the currency; currencies are never in one chart. */
function ageingOf(owed: ReceivablesAgeingQuery, currency: string, locale: string, t: Text): ChartData {
  const unit = currency ? 10 ** minorDigits(currency) : 1;
  const format = (value: number) => formatMoney({ amountMinor: Math.round(value * unit), currency }, locale);
  return {
    category: t('shipment.account'),
    series: AGES.map((bucket) => ({ key: bucket, label: t(`ageBucket.${bucket}`), format, tone: TONES[bucket] })),
    rows: owed.receivablesAgeing
      .filter((row) => row.currency === currency)
      .map((row) => ({
        key: row.account.id,
        label: row.account.name,
        values: Object.fromEntries(row.buckets.map(({ bucket, amount }) => [bucket, amount.amountMinor / unit])),
        to: { to: '/accounts/$accountId', params: { accountId: row.account.id } },
      })),
  };
}

/** Narrows the open invoices to those overdue by so much. */
function AgeSelect() {
  const t = useText();
  const { bucket } = useSearch({ from: '/portal/receivables' });
  const navigate = useNavigate({ from: '/receivables' });
  return (
    <NativeSelect
      size="xs"
      aria-label={t('receivables.anyAge')}
      value={bucket ?? ''}
      onChange={({ currentTarget }) =>
        void navigate({ search: readAge({ bucket: currentTarget.value }), replace: true })
      }
      data={[
        { value: '', label: t('receivables.anyAge') },
        ...AGES.map((value) => ({ value, label: t(`ageBucket.${value}`) })),
      ]}
    />
  );
}

function OpenPanel({ owed: { openReceivables } }: { owed: ReceivablesAgeingQuery }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('receivables.openInvoices')} count={openReceivables.length} actions={<AgeSelect />} flush>
      {openReceivables.length === 0 && <p className="panel-empty">{t('receivables.none')}</p>}
      <ul className="rows">
        {openReceivables.map(({ invoice, open, dueOn, bucket, step, nextStepOn }) => (
          <li key={invoice.id}>
            <span className="grow">
              <Link to="/invoices/$invoiceId" params={{ invoiceId: invoice.id }}>
                {invoice.number}
              </Link>
              <span className="record-sub">
                {invoice.account.name} · {t('receivables.dueOn', { date: formatDate(dueOn, locale) })}
                {step !== 'NONE' && ` · ${t(`collectionStep.${step}`)}`}
                {nextStepOn && ` · ${t('receivables.nextStep', { date: formatDate(nextStepOn, locale) })}`}
              </span>
            </span>
            <StateMark tone={bucket === 'NOT_DUE' ? 'waiting' : 'bad'}>{t(`ageBucket.${bucket}`)}</StateMark>
            <strong className="tabular">{formatMoney(open, locale)}</strong>
          </li>
        ))}
      </ul>
      {openReceivables.length === MOST && <p className="panel-empty">{t('receivables.more', { count: MOST })}</p>}
    </Panel>
  );
}
