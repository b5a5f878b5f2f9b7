import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useQuery } from 'urql';
import { Moment } from '../../format/moment.tsx';
import {
  EdiMessagesDocument,
  EdiMessagesUpdatedDocument,
  EdiPartnersDocument,
  type EdiRowFragment,
} from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { useLive } from '../../graph/use-live.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { EDI_STATES, EdiStateMark } from '../../status/work-state.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExchangeIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { SearchField } from '../shipments/shipment-list-bar.tsx';
import { EdiExport } from './edi-export.tsx';
import { type EdiSearch, readEdiFilter, SET_TYPES, toEdiFilter } from './edi-filter.ts';
import { EdiLedgerPanel } from './edi-ledger-panel.tsx';
import { EdiPartnersPanel } from './edi-partners-panel.tsx';
import { useEdiWords } from './edi-words.ts';

const QUIET_MS = 1_000;

/** Every file that came or went, and what became of it. Live. */
export function EdiPage() {
  const t = useText();
  const words = useEdiWords();
  const search = useSearch({ from: '/portal/edi' });
  const list = useMessages(search);
  const what = (row: EdiRowFragment) => [row.setTypes.join(', '), row.interchangeControl].filter(Boolean).join(' · ');
  return (
    <PageFrame
      title={t('nav.edi')}
      under={t('edi.hint')}
      actions={
        <>
          <EdiExport filter={toEdiFilter(search)} />
          <Button component={Link} to="/edi-check" variant="default">
            {t('edi.check')}
          </Button>
        </>
      }
    >
      <ListPanel
        {...list}
        label={t('nav.edi')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/edi/$messageId', params: { messageId: row.id } })}
        newsOf={(row) => row.state}
        bar={<EdiBar search={search} />}
        columns={[
          {
            id: 'summary',
            share: 5,
            header: t('edi.message'),
            cell: (row) => (
              <>
                <SpokenText of={words.summary(row)} /> <span className="record-sub">{row.fileName}</span>
              </>
            ),
          },
          {
            id: 'direction',
            header: t('edi.direction'),
            share: 3,
            cell: (row) => (
              <>
                {t(`ediDirection.${row.direction}`)} <span className="record-sub">{what(row)}</span>
              </>
            ),
          },
          { id: 'partner', header: t('edi.partner'), cell: (row) => row.partner?.name ?? t('edi.unknownPartner') },
          { id: 'state', header: t('shipment.state'), share: 2.8, cell: (row) => <EdiStateMark state={row.state} /> },
          { id: 'at', header: t('edi.at'), share: 2.8, numeric: true, cell: (row) => <Moment at={row.at} /> },
        ]}
        card={(row) => (
          <>
            <strong>
              <SpokenText of={words.summary(row)} />
            </strong>
            <span className="soft small">
              {t(`ediDirection.${row.direction}`)} · {row.partner?.name ?? t('edi.unknownPartner')} · {what(row)}
            </span>
            <span className="card-line small">
              <EdiStateMark state={row.state} />
              <Moment at={row.at} />
            </span>
          </>
        )}
        {...listFaults(list)}
        empty={<NoMessages filtered={Object.values(search).some((value) => value !== undefined)} />}
      />
      <EdiLedgerPanel />
      <EdiPartnersPanel />
    </PageFrame>
  );
}

function useMessages(search: EdiSearch) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const list = usePages(EdiMessagesDocument, { filter: toEdiFilter(search) }, (data) => data.ediMessages);
  const readSoon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      list.refresh();
    }, QUIET_MS);
  };
  useLive(EdiMessagesUpdatedDocument, {
    variables: list.first ? { partnerId: search.partner ?? null } : null,
    after: list.first?.ediMessages.liveCursor,
    onUpdate: readSoon,
    onGap: readSoon,
  });
  return list;
}

function EdiBar({ search }: { search: EdiSearch }) {
  const t = useText();
  const navigate = useNavigate({ from: '/edi' });
  const [{ data }] = useQuery({ query: EdiPartnersDocument });
  const set = (part: Partial<Record<keyof EdiSearch, string>>) =>
    navigate({ search: readEdiFilter({ ...search, ...part }), replace: true });
  const select = (
    part: 'state' | 'direction' | 'set' | 'partner',
    label: string,
    options: { value: string; label: string }[],
  ) => (
    <NativeSelect
      aria-label={label}
      value={search[part] ?? ''}
      onChange={(event) => set({ [part]: event.currentTarget.value })}
      data={[{ value: '', label }, ...options]}
    />
  );
  return (
    <search className="list-bar">
      <SearchField label={t('edi.search')} value={search.search ?? ''} change={(text) => set({ search: text })} />
      {select(
        'state',
        t('edi.anyState'),
        EDI_STATES.map((value) => ({ value, label: t(`ediState.${value}`) })),
      )}
      {select(
        'direction',
        t('edi.anyDirection'),
        (['IN', 'OUT'] as const).map((value) => ({ value, label: t(`ediDirection.${value}`) })),
      )}
      {select(
        'set',
        t('edi.anySet'),
        SET_TYPES.map((value) => ({ value, label: value })),
      )}
      {select(
        'partner',
        t('edi.anyPartner'),
        (data?.ediPartners ?? []).map(({ id, name }) => ({ value: id, label: name })),
      )}
    </search>
  );
}

function NoMessages({ filtered }: { filtered: boolean }) {
  const t = useText();
  return (
    <EmptyState
      icon={<ExchangeIcon size={28} />}
      title={filtered ? t('edi.noMatch') : t('edi.none')}
      hint={filtered ? t('shipments.noMatchHint') : t('edi.noneHint')}
      action={filtered && <Link to="/edi">{t('ui.clearFilters')}</Link>}
    />
  );
}
