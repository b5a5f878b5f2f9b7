import { NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ChartData, ChartLink } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatDate } from '../../format/instant.ts';
import { formatMoney, minorDigits } from '../../format/money.ts';
import {
  InvoicesDocument,
  InvoicesUpdatedDocument,
  ReceivablesAgeingDocument,
  type ReceivablesAgeingQuery,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { SaveListButton } from '../../graph/save-list-button.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { AccountSelect } from '../accounts/account-select.tsx';
import { CreditPolicyPanel } from '../credit/policy-panel.tsx';
import { StandingsPanel } from '../credit/standings-panel.tsx';
import { invoicesCsv } from '../invoices/invoices-csv.ts';
import { MoneyTabs } from '../invoices/money-tabs.tsx';
import '../../ui/list-bar.css';
import '../../ui/record-table.css';
import { AGES, longestDue, openFilter, type ReceivablesSearch, readReceivablesSearch } from './receivables-filter.ts';

/** So many open invoices come at once, the longest due first. */
const MOST = 200;
const TONES = { NOT_DUE: 'one', DAYS_30: 'three', DAYS_60: 'four', DAYS_90: 'warn', OLDER: 'bad' } as const;

/** What is owed, and how long it has been due; live. */
export function ReceivablesPage() {
  const t = useText();
  const staff = isStaff(useViewer());
  const { bucket = null, account = null } = useSearch({ from: '/portal/receivables' });
  const read = useRecord(ReceivablesAgeingDocument, { bucket, accountId: account }, (data) => data);
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
          {...(currency ? { summary: t('receivables.whole', { amount: wholeOf(owed, currency, locale) }) } : {})}
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

function wholeOf({ receivablesAgeing }: ReceivablesAgeingQuery, currency: string, locale: string): string {
  const open = receivablesAgeing.filter((row) => row.currency === currency).map((row) => row.open.amountMinor);
  return formatMoney({ amountMinor: open.reduce((sum, one) => sum + one, 0), currency }, locale);
}

/** The open invoices behind a bar. */
const openOf = (search: ReceivablesSearch): ChartLink => ({ to: '/receivables', search });

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
        to: openOf({ account: row.account.id }),
        links: Object.fromEntries(AGES.map((bucket) => [bucket, openOf({ account: row.account.id, bucket })])),
      })),
  };
}

/** Narrows the open invoices to those of a customer, and to those overdue by so much. */
function OpenBar() {
  const t = useText();
  const staff = isStaff(useViewer());
  const search = useSearch({ from: '/portal/receivables' });
  const navigate = useNavigate({ from: '/receivables' });
  const set = (part: Partial<Record<keyof ReceivablesSearch, string>>) =>
    void navigate({ search: readReceivablesSearch({ ...search, ...part }), replace: true, resetScroll: false });
  return (
    <search className="list-bar">
      {staff && <AccountSelect value={search.account ?? ''} change={(account) => set({ account })} />}
      <NativeSelect
        aria-label={t('receivables.anyAge')}
        value={search.bucket ?? ''}
        onChange={({ currentTarget }) => set({ bucket: currentTarget.value })}
        data={[
          { value: '', label: t('receivables.anyAge') },
          ...AGES.map((value) => ({ value, label: t(`ageBucket.${value}`) })),
        ]}
      />
    </search>
  );
}

function OpenPanel({ owed: { openReceivables } }: { owed: ReceivablesAgeingQuery }) {
  const t = useText();
  const { locale } = useReading();
  const search = useSearch({ from: '/portal/receivables' });
  const cut = openReceivables.length === MOST;
  return (
    <Panel
      title={t('receivables.openInvoices')}
      count={cut ? undefined : openReceivables.length}
      actions={
        openReceivables.length > 0 && (
          <SaveListButton
            document={InvoicesDocument}
            variables={{ filter: openFilter(search), first: 100 }}
            connectionOf={({ invoices }) => invoices}
            name={t('receivables.openInvoices')}
            csv={(invoices) => invoicesCsv(longestDue(invoices, search), t)}
          />
        )
      }
      flush
    >
      <OpenBar />
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
      {cut && <p className="panel-empty">{t('receivables.more', { count: MOST })}</p>}
    </Panel>
  );
}
