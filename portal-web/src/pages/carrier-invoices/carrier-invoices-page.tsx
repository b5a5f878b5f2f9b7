import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { formatMoney } from '../../format/money.ts';
import {
  CarrierInvoicesDocument,
  type CarrierInvoicesQuery,
  CarrierInvoicesUpdatedDocument,
} from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { mayPayCarriers, maySeeCosts } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoneyIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { MoneyTabs } from '../invoices/money-tabs.tsx';
import { accountColumn } from '../service/work-columns.tsx';
import {
  CARRIER_INVOICE_STATES,
  type CarrierInvoiceSearch,
  readCarrierInvoiceSearch,
} from './carrier-invoice-filter.ts';
import { CarrierInvoiceMark } from './carrier-invoice-marks.tsx';
import { RecordCarrierInvoiceDialog } from './record-carrier-invoice-dialog.tsx';

/** What carriers bill, beside what was expected; what we pay is for those who may see costs. */
export function CarrierInvoicesPage() {
  return maySeeCosts(useViewer()) ? <Invoices /> : <LostPage />;
}

function Invoices() {
  const t = useText();
  const { locale } = useReading();
  const search = useSearch({ from: '/portal/carrier-invoices' });
  const [recording, setRecording] = useState(false);
  const filter = search.state ? { state: search.state } : {};
  const list = usePages(CarrierInvoicesDocument, { filter }, (data) => data.carrierInvoices);
  useLiveList(CarrierInvoicesUpdatedDocument, list, {
    variables: list.first ? {} : null,
    after: list.first?.carrierInvoices.liveCursor,
  });
  const expected = (row: Invoice) => (row.expected ? formatMoney(row.expected, locale) : '—');
  return (
    <PageFrame
      title={t('carrierInvoices.title')}
      under={t('carrierInvoices.hint')}
      actions={<Actions record={() => setRecording(true)} />}
    >
      <MoneyTabs />
      <ListPanel
        {...list}
        bar={<StateBar search={search} />}
        label={t('carrierInvoices.title')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/carrier-invoices/$carrierInvoiceId', params: { carrierInvoiceId: row.id } })}
        newsOf={(row) => row.version}
        columns={[
          {
            id: 'number',
            header: t('invoice.number'),
            share: 2.4,
            cell: (row) => (
              <>
                {row.number} <span className="record-sub">{row.scac}</span>
              </>
            ),
          },
          { id: 'shipment', header: t('carrierInvoice.shipment'), share: 2, cell: (row) => row.shipmentNumber },
          ...accountColumn(t, true),
          {
            id: 'state',
            header: t('shipment.state'),
            share: 2.6,
            cell: (row) => <CarrierInvoiceMark state={row.state} />,
          },
          { id: 'expected', header: t('carrierInvoice.expected'), share: 2, numeric: true, cell: expected },
          {
            id: 'billed',
            header: t('carrierInvoice.billed'),
            share: 2,
            numeric: true,
            cell: (row) => formatMoney(row.billed, locale),
          },
        ]}
        card={(row) => <InvoiceCard invoice={row} expected={expected(row)} />}
        {...listFaults(list)}
        empty={
          <EmptyState
            icon={<MoneyIcon size={28} />}
            title={t(search.state ? 'carrierInvoices.noMatch' : 'carrierInvoices.none')}
            hint={t(search.state ? 'carrierInvoices.noMatchHint' : 'carrierInvoices.noneHint')}
          />
        }
      />
      {recording && <RecordCarrierInvoiceDialog close={() => setRecording(false)} />}
    </PageFrame>
  );
}

function Actions({ record }: { record: () => void }) {
  const t = useText();
  const viewer = useViewer();
  return (
    <>
      <Button variant="default" renderRoot={(props) => <Link to="/carrier-prices" {...props} />}>
        {t('carrierInvoices.prices')}
      </Button>
      {mayPayCarriers(viewer) && <Button onClick={record}>{t('carrierInvoice.record')}</Button>}
    </>
  );
}

type Invoice = CarrierInvoicesQuery['carrierInvoices']['nodes'][number];

function InvoiceCard({ invoice, expected }: { invoice: Invoice; expected: string }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <>
      <strong>
        {invoice.scac} {invoice.number} · {formatMoney(invoice.billed, locale)}
      </strong>
      <span className="soft small">
        {invoice.shipmentNumber} · {invoice.account.name}
      </span>
      <span className="card-line small">
        <CarrierInvoiceMark state={invoice.state} />
        {t('carrierInvoice.expectedOf', { amount: expected })}
      </span>
    </>
  );
}

function StateBar({ search }: { search: CarrierInvoiceSearch }) {
  const t = useText();
  const navigate = useNavigate({ from: '/carrier-invoices' });
  return (
    <search className="list-bar">
      <NativeSelect
        aria-label={t('shipment.state')}
        value={search.state ?? ''}
        onChange={({ currentTarget }) =>
          void navigate({ search: readCarrierInvoiceSearch({ state: currentTarget.value }), replace: true })
        }
        data={[
          { value: '', label: t('carrierInvoices.anyState') },
          ...CARRIER_INVOICE_STATES.map((state) => ({ value: state, label: t(`carrierInvoiceState.${state}`) })),
        ]}
      />
    </search>
  );
}
