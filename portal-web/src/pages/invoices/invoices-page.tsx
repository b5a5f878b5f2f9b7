import { Link, useSearch } from '@tanstack/react-router';
import { formatDate } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import { InvoicesDocument, InvoicesUpdatedDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoneyIcon, SearchIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { accountColumn } from '../service/work-columns.tsx';
import { invoiceFilter } from './invoice-filter.ts';
import { InvoiceListBar } from './invoice-list-bar.tsx';
import { OwedMark } from './invoice-marks.tsx';
import { MoneyTabs } from './money-tabs.tsx';

/** What was asked to be paid, newest first; live. The address is the filter. */
export function InvoicesPage() {
  const t = useText();
  const { locale } = useReading();
  const staff = isStaff(useViewer());
  const search = useSearch({ from: '/portal/invoices' });
  const filter = invoiceFilter(search);
  const list = usePages(InvoicesDocument, { filter }, (data) => data.invoices);
  useLiveList(InvoicesUpdatedDocument, list, {
    variables: list.first ? {} : null,
    after: list.first?.invoices.liveCursor,
  });
  type Row = (typeof list.rows)[number];
  const period = (row: Row) => `${formatDate(row.billsFrom, locale)} – ${formatDate(row.periodTo, locale)}`;
  return (
    <PageFrame title={t('invoices.title')} under={t('invoices.hint')}>
      <MoneyTabs />
      <ListPanel
        {...list}
        bar={<InvoiceListBar search={search} staff={staff} />}
        label={t('invoices.title')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/invoices/$invoiceId', params: { invoiceId: row.id } })}
        newsOf={(row) => row.receivable?.open.amountMinor ?? 0}
        columns={[
          {
            id: 'number',
            header: t('invoice.number'),
            share: 2.4,
            cell: (row) => (
              <>
                {row.number} <span className="record-sub">{row.groupKey || t(`invoiceKind.${row.kind}`)}</span>
              </>
            ),
          },
          ...accountColumn(t, staff),
          { id: 'period', header: t('invoice.period'), share: 3, from: 1000, cell: period },
          { id: 'state', header: t('shipment.state'), share: 2.4, cell: (row) => <OwedMark invoice={row} /> },
          { id: 'due', header: t('invoice.due'), numeric: true, cell: (row) => formatDate(row.dueOn, locale) },
          {
            id: 'total',
            header: t('invoice.total'),
            share: 2.4,
            numeric: true,
            cell: (row) => formatMoney(row.total, locale),
          },
          {
            id: 'open',
            header: t('invoice.openAmount'),
            share: 2.4,
            numeric: true,
            cell: (row) => (row.receivable ? formatMoney(row.receivable.open, locale) : '—'),
          },
        ]}
        card={(row) => (
          <>
            <strong>
              {row.number} · {formatMoney(row.total, locale)}
            </strong>
            <span className="soft small">
              {row.account.name} · {period(row)}
            </span>
            <span className="card-line small">
              <OwedMark invoice={row} />
              {formatDate(row.dueOn, locale)}
            </span>
          </>
        )}
        {...listFaults(list)}
        empty={<NoInvoices filtered={Object.keys(filter).length > 0} />}
      />
    </PageFrame>
  );
}

function NoInvoices({ filtered }: { filtered: boolean }) {
  const t = useText();
  return filtered ? (
    <EmptyState
      icon={<SearchIcon size={28} />}
      title={t('invoices.noMatch')}
      hint={t('invoices.noMatchHint')}
      action={<Link to="/invoices">{t('ui.clearFilters')}</Link>}
    />
  ) : (
    <EmptyState icon={<MoneyIcon size={28} />} title={t('invoices.none')} hint={t('invoices.noneHint')} />
  );
}
