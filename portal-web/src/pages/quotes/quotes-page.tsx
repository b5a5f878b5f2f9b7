import { Button, NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { QuotesDocument, QuotesUpdatedDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { useLive } from '../../graph/use-live.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayNegotiate } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { QuoteStateMark } from '../../status/work-state.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ContractIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { AccountSelect } from '../accounts/account-select.tsx';
import { ContractTabs } from '../contracts/contract-tabs.tsx';
import { accountColumn } from '../service/work-columns.tsx';
import { QuoteDialog } from './quote-dialog.tsx';
import { QUOTE_STATES, type QuoteSearch, quoteFilter, readQuoteSearch } from './quote-filter.ts';

/** What is being negotiated, and what came of it. */
export function QuotesPage() {
  const t = useText();
  const { locale } = useReading();
  const viewer = useViewer();
  const staff = isStaff(viewer);
  const [asking, setAsking] = useState(false);
  const search = useSearch({ from: '/portal/quotes' });
  const list = usePages(QuotesDocument, { filter: quoteFilter(search) }, (data) => data.quotes);
  useLive(QuotesUpdatedDocument, {
    variables: list.first ? {} : null,
    after: list.first?.quotes.liveCursor,
    onUpdate: ({ quotesUpdated }) => {
      if (!list.rows.some(({ id }) => id === quotesUpdated.quote.id)) list.refresh();
    },
    onGap: list.refresh,
  });
  type Row = (typeof list.rows)[number];
  const until = (row: Row) => formatDate(row.validUntil, locale);
  const ask = mayNegotiate(viewer) && (
    <Button onClick={() => setAsking(true)}>{t(staff ? 'quote.make' : 'quote.ask')}</Button>
  );
  return (
    <PageFrame title={t('nav.contracts')} under={t('quotes.hint')} actions={ask}>
      <ContractTabs />
      <ListPanel
        {...list}
        bar={<QuoteBar search={search} staff={staff} />}
        label={t('quotes.title')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/quotes/$quoteId', params: { quoteId: row.id } })}
        newsOf={(row) => row.version}
        columns={[
          {
            id: 'name',
            share: 4,
            header: t('quote.one'),
            cell: (row) => (
              <>
                {row.name} <span className="record-sub">{row.number}</span>
              </>
            ),
          },
          ...accountColumn(t, staff),
          { id: 'state', share: 2, header: t('shipment.state'), cell: (row) => <QuoteStateMark quote={row} /> },
          { id: 'until', share: 2, header: t('quote.validUntil'), numeric: true, cell: until },
        ]}
        card={(row) => (
          <>
            <strong>{row.name}</strong>
            <span className="soft small">
              {row.account.name} · {row.number}
            </span>
            <span className="card-line small">
              <QuoteStateMark quote={row} />
              {until(row)}
            </span>
          </>
        )}
        {...listFaults(list)}
        empty={
          <EmptyState
            icon={<ContractIcon size={28} />}
            title={t(Object.keys(search).length > 0 ? 'quotes.noMatch' : 'quotes.none')}
            hint={t('quotes.noneHint')}
          />
        }
      />
      {asking && <QuoteDialog close={() => setAsking(false)} />}
    </PageFrame>
  );
}

function QuoteBar({ search, staff }: { search: QuoteSearch; staff: boolean }) {
  const t = useText();
  const navigate = useNavigate({ from: '/quotes' });
  const set = (part: Partial<Record<keyof QuoteSearch, string>>) =>
    void navigate({ search: readQuoteSearch({ ...search, ...part }), replace: true });
  return (
    <search className="list-bar">
      <NativeSelect
        aria-label={t('shipment.state')}
        value={search.state ?? ''}
        onChange={({ currentTarget }) => set({ state: currentTarget.value })}
        data={[
          { value: '', label: t('contracts.anyState') },
          { value: 'RUNNING', label: t('quotes.running') },
          ...QUOTE_STATES.map((state) => ({ value: state, label: t(`quoteState.${state}`) })),
        ]}
      />
      {staff && <AccountSelect value={search.account ?? ''} change={(account) => set({ account })} />}
    </search>
  );
}
