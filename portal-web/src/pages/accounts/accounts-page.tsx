import { Button } from '@mantine/core';
import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { AccountsDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { usePages } from '../../graph/use-pages.ts';
import { regionWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { mayKeepAccounts } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PeopleIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { AccountDialog } from '../account/account-dialog.tsx';
import { SearchField } from '../shipments/shipment-list-bar.tsx';

/** The customers in a staff member's reach. A customer has only one account: its own. */
export function AccountsPage() {
  const viewer = useViewer();
  if (viewer.account) return <Navigate to="/accounts/$accountId" params={{ accountId: viewer.account.id }} replace />;
  return <AccountList />;
}

function AccountList() {
  const t = useText();
  const { search } = useSearch({ from: '/portal/accounts' });
  const navigate = useNavigate({ from: '/accounts' });
  const viewer = useViewer();
  const [adding, setAdding] = useState(false);
  const list = usePages(AccountsDocument, { filter: search ? { search } : {} }, (data) => data.accounts);
  const bar = (
    <search className="list-bar">
      <SearchField
        label={t('accounts.search')}
        value={search ?? ''}
        change={(text) => navigate({ search: text ? { search: text } : {}, replace: true })}
      />
    </search>
  );
  return (
    <PageFrame
      title={t('nav.accounts')}
      under={t('accounts.hint')}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/organization" />}>
            {t('organization.title')}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/calendars" />}>
            {t('calendars.title')}
          </Button>
          {mayKeepAccounts(viewer) && <Button onClick={() => setAdding(true)}>{t('account.add')}</Button>}
        </>
      }
    >
      <ListPanel
        {...list}
        bar={bar}
        label={t('nav.accounts')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/accounts/$accountId', params: { accountId: row.id } })}
        newsOf={(row) => row.version}
        columns={[
          {
            id: 'name',
            share: 4,
            header: t('account.name'),
            cell: (row) => (
              <>
                {row.name} <span className="record-sub">{t(`accountKind.${row.kind}`)}</span>
              </>
            ),
          },
          { id: 'grade', header: t('account.grade'), share: 1, cell: (row) => row.grade },
          { id: 'region', header: t('account.region'), cell: (row) => regionWords(row.region, t) },
          { id: 'branch', header: t('account.branch'), from: 1100, cell: (row) => row.branch.name },
          { id: 'manager', header: t('account.manager'), cell: (row) => row.accountManager?.name ?? '—' },
          { id: 'cases', header: t('account.openCases'), numeric: true, cell: (row) => row.openCaseCount },
          { id: 'claims', header: t('account.openClaims'), numeric: true, cell: (row) => row.openClaimCount },
        ]}
        card={(row) => (
          <>
            <strong>{row.name}</strong>
            <span className="soft small">
              {t(`accountKind.${row.kind}`)} · {t('account.grade')} {row.grade} · {regionWords(row.region, t)}
            </span>
            <span className="small">{row.accountManager?.name}</span>
          </>
        )}
        {...listFaults(list)}
        empty={
          <EmptyState icon={<PeopleIcon size={28} />} title={search ? t('accounts.noMatch') : t('accounts.none')} />
        }
      />
      {adding && <AccountDialog close={() => setAdding(false)} />}
    </PageFrame>
  );
}
