import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { formatDate } from '../../format/instant.ts';
import { ContractsDocument, ContractsUpdatedDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { SOON_MS, useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { ContractStateMark } from '../../status/work-state.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ContractIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { AccountSelect } from '../accounts/account-select.tsx';
import { accountColumn } from '../service/work-columns.tsx';
import { CONTRACT_STATES, type ContractSearch, contractFilter, readContractSearch } from './contract-filter.ts';
import { DaysLeft } from './contract-line.tsx';
import { ContractTabs } from './contract-tabs.tsx';
import { WARN_DAYS } from './warn-days.ts';

/** What was agreed, and for how long it still holds. Live. */
export function ContractsPage() {
  const t = useText();
  const { locale } = useReading();
  const staff = isStaff(useViewer());
  const search = useSearch({ from: '/portal/contracts' });
  const list = usePages(ContractsDocument, { filter: contractFilter(search) }, (data) => data.contracts);
  useLiveList(ContractsUpdatedDocument, list, { variables: {}, quietMs: SOON_MS });
  type Row = (typeof list.rows)[number];
  const services = (row: Row) => row.services.map(({ service }) => t(`logisticsService.${service}`)).join(', ');
  const term = (row: Row) => `${formatDate(row.validFrom, locale)} – ${formatDate(row.validTo, locale)}`;
  return (
    <PageFrame title={t('nav.contracts')} under={t('contracts.hint')}>
      <ContractTabs />
      <ListPanel
        {...list}
        bar={<StateBar search={search} staff={staff} />}
        label={t('nav.contracts')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/contracts/$contractId', params: { contractId: row.id } })}
        newsOf={(row) => row.version}
        columns={[
          {
            id: 'name',
            share: 4,
            header: t('contract.name'),
            cell: (row) => (
              <>
                {row.name} <span className="record-sub">{row.number}</span>
              </>
            ),
          },
          ...accountColumn(t, staff),
          { id: 'services', header: t('contract.services'), share: 3, from: 1100, cell: services },
          {
            id: 'state',
            header: t('shipment.state'),
            share: 2.4,
            cell: (row) => <ContractStateMark state={row.state} />,
          },
          { id: 'term', header: t('contract.term'), share: 3.4, numeric: true, cell: term },
          {
            id: 'left',
            header: t('contract.left'),
            share: 2.3,
            numeric: true,
            cell: (row) => <DaysLeft contract={row} />,
          },
        ]}
        card={(row) => (
          <>
            <strong>{row.name}</strong>
            <span className="soft small">
              {row.account.name} · {row.number}
            </span>
            <span className="small">{services(row)}</span>
            <span className="card-line small">
              <ContractStateMark state={row.state} />
              <DaysLeft contract={row} />
            </span>
          </>
        )}
        {...listFaults(list)}
        empty={
          <EmptyState icon={<ContractIcon size={28} />} title={t('contracts.none')} hint={t('contracts.noneHint')} />
        }
      />
    </PageFrame>
  );
}

function StateBar({ search, staff }: { search: ContractSearch; staff: boolean }) {
  const t = useText();
  const navigate = useNavigate({ from: '/contracts' });
  // What we have drafted is ours.
  const states = CONTRACT_STATES.filter((state) => staff || state !== 'DRAFT');
  const set = (part: Partial<Record<keyof ContractSearch, string>>) =>
    void navigate({ search: readContractSearch({ ...search, ...part }), replace: true });
  return (
    <search className="list-bar">
      <NativeSelect
        aria-label={t('shipment.state')}
        value={search.state ?? ''}
        onChange={({ currentTarget }) => set({ state: currentTarget.value })}
        data={[
          { value: '', label: t('contracts.anyState') },
          { value: 'ENDING', label: t('contracts.ending', { count: WARN_DAYS }) },
          ...states.map((state) => ({ value: state, label: t(`contractState.${state}`) })),
        ]}
      />
      {staff && <AccountSelect value={search.account ?? ''} change={(account) => set({ account })} />}
    </search>
  );
}
