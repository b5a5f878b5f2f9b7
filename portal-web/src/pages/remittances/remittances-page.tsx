import { Button, NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import { RemittancesDocument, RemittancesUpdatedDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayPrice } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoneyIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { MoneyTabs } from '../invoices/money-tabs.tsx';
import { BankCreditsPanel } from '../payment/bank-credits-panel.tsx';
import { usePaymentText } from '../payment/payment-text.ts';
import { StatementDialog } from '../payment/statement-dialog.tsx';
import { accountColumn } from '../service/work-columns.tsx';
import { RecordRemittanceDialog } from './record-remittance-dialog.tsx';
import { AppliedMark } from './remittance-marks.tsx';

/** What was paid, and what of it has found no invoice yet; live. */
export function RemittancesPage() {
  const t = usePaymentText();
  const { locale } = useReading();
  const viewer = useViewer();
  const { rest } = useSearch({ from: '/portal/remittances' });
  const [doing, setDoing] = useState<'record' | 'import' | null>(null);
  const [imports, setImports] = useState(0);
  const list = usePages(RemittancesDocument, { filter: rest ? { unapplied: true } : {} }, (data) => data.remittances);
  useLiveList(RemittancesUpdatedDocument, list, {
    variables: list.first ? {} : null,
    after: list.first?.remittances.liveCursor,
  });
  type Row = (typeof list.rows)[number];
  const paidOn = (row: Row) => formatDate(row.paidOn, locale);
  const left = (row: Row) => (row.unapplied.amountMinor > 0 ? formatMoney(row.unapplied, locale) : '—');
  const actions = mayPrice(viewer) && (
    <>
      <Button variant="default" onClick={() => setDoing('import')}>
        {t('pay.import')}
      </Button>
      <Button onClick={() => setDoing('record')}>{t('remittance.record')}</Button>
    </>
  );
  return (
    <PageFrame title={t('remittances.title')} under={t('remittances.hint')} actions={actions}>
      <MoneyTabs />
      {mayPrice(viewer) && <BankCreditsPanel key={imports} />}
      <ListPanel
        {...list}
        bar={<RestBar rest={rest === true} />}
        label={t('remittances.title')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/remittances/$remittanceId', params: { remittanceId: row.id } })}
        newsOf={(row) => row.version}
        columns={[
          { id: 'reference', header: t('remittance.reference'), share: 2.4, cell: (row) => row.reference },
          ...accountColumn(t, isStaff(viewer)),
          { id: 'state', header: t('shipment.state'), share: 2, cell: (row) => <AppliedMark remittance={row} /> },
          { id: 'paidOn', header: t('remittance.paidOn'), numeric: true, cell: paidOn },
          {
            id: 'amount',
            header: t('invoice.amount'),
            share: 2,
            numeric: true,
            cell: (row) => formatMoney(row.amount, locale),
          },
          { id: 'left', header: t('remittance.left'), share: 2, numeric: true, cell: left },
        ]}
        card={(row) => (
          <>
            <strong>
              {row.reference} · {formatMoney(row.amount, locale)}
            </strong>
            <span className="soft small">{row.account.name}</span>
            <span className="card-line small">
              <AppliedMark remittance={row} />
              {paidOn(row)}
            </span>
          </>
        )}
        {...listFaults(list)}
        empty={
          <EmptyState
            icon={<MoneyIcon size={28} />}
            title={t(rest ? 'remittances.noRest' : 'remittances.none')}
            hint={t(rest ? 'remittances.noRestHint' : 'remittances.noneHint')}
          />
        }
      />
      {doing === 'record' && <RecordRemittanceDialog close={() => setDoing(null)} />}
      {doing === 'import' && (
        <StatementDialog close={() => setDoing(null)} done={() => setImports((count) => count + 1)} />
      )}
    </PageFrame>
  );
}

function RestBar({ rest }: { rest: boolean }) {
  const t = useText();
  const navigate = useNavigate({ from: '/remittances' });
  return (
    <search className="list-bar">
      <NativeSelect
        aria-label={t('shipment.state')}
        value={rest ? 'rest' : ''}
        onChange={({ currentTarget }) =>
          void navigate({ search: currentTarget.value ? { rest: true } : {}, replace: true })
        }
        data={[
          { value: '', label: t('remittances.all') },
          { value: 'rest', label: t('remittances.onlyRest') },
        ]}
      />
    </search>
  );
}
