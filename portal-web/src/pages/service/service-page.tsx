import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { formatDate } from '../../format/instant.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { CASE_CATEGORIES } from '../../status/case-categories.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { AccountSelect } from '../accounts/account-select.tsx';
import { RaiseButton } from '../raise/raise-button.tsx';
import { SearchField } from '../shipments/shipment-list-bar.tsx';
import { ReturnList } from './return-list.tsx';
import { CASE_KINDS, readServiceFilter, SERVICE_TABS } from './service-filter.ts';
import { CaseList, ClaimList, WorkOrderList } from './service-lists.tsx';
import '../../ui/tab-bar.css';

const LISTS = { cases: CaseList, claims: ClaimList, 'work-orders': WorkOrderList, returns: ReturnList } as const;

/** Everything that was asked, claimed or ordered, one tab each. */
export function ServicePage() {
  const t = useText();
  const viewer = useViewer();
  const search = useSearch({ from: '/portal/service' });
  const tab = search.tab ?? 'cases';
  const List = LISTS[tab];
  return (
    <PageFrame
      title={t('nav.service')}
      under={t('service.hint')}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/case-analysis" />}>
            {t('caseAnalysis.title')}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/knowledge" />}>
            {t('knowledge.title')}
          </Button>
          {isStaff(viewer) ? <FloorLinks /> : mayWrite(viewer) && viewer.account && <RaiseButton />}
        </>
      }
    >
      <nav className="tab-bar" aria-label={t('nav.service')}>
        {SERVICE_TABS.map((each) => (
          <Link
            key={each}
            to="/service"
            search={{ ...search, tab: each === 'cases' ? undefined : each }}
            aria-current={each === tab ? 'page' : undefined}
            activeProps={{}}
            activeOptions={{ exact: true }}
          >
            {t(`service.${each}`)}
          </Link>
        ))}
      </nav>
      <List search={search} bar={<ServiceBar />} />
    </PageFrame>
  );
}

/** What narrows the list that is open. */
function ServiceBar() {
  const t = useText();
  const { locale } = useReading();
  const search = useSearch({ from: '/portal/service' });
  const navigate = useNavigate({ from: '/service' });
  const staff = isStaff(useViewer());
  const onCases = (search.tab ?? 'cases') === 'cases';
  return (
    <search className="list-bar">
      <SearchField
        label={t('service.search')}
        value={search.search ?? ''}
        change={(text) => navigate({ search: { ...search, search: text || undefined }, replace: true })}
      />
      {onCases && (
        <NativeSelect
          aria-label={t('raise.kind')}
          value={search.kind ?? ''}
          onChange={({ currentTarget }) =>
            navigate({ search: readServiceFilter({ ...search, kind: currentTarget.value }), replace: true })
          }
          data={[
            { value: '', label: t('service.anyKind') },
            ...CASE_KINDS.map((value) => ({ value, label: t(`caseKind.${value}`) })),
          ]}
        />
      )}
      {onCases && (
        <NativeSelect
          aria-label={t('raise.category')}
          value={search.category ?? ''}
          onChange={({ currentTarget }) =>
            navigate({ search: readServiceFilter({ ...search, category: currentTarget.value }), replace: true })
          }
          data={[
            { value: '', label: t('service.anyCategory') },
            ...CASE_CATEGORIES.map((value) => ({ value, label: t(`caseCategory.${value}`) })),
          ]}
        />
      )}
      {staff && (
        <AccountSelect
          value={search.account ?? ''}
          change={(account) => void navigate({ search: readServiceFilter({ ...search, account }), replace: true })}
        />
      )}
      <label className="check-line">
        <input
          type="checkbox"
          checked={search.all === true}
          onChange={(event) =>
            navigate({ search: { ...search, all: event.currentTarget.checked || undefined }, replace: true })
          }
        />
        <span>{t('service.withClosed')}</span>
      </label>
      {search.since && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => navigate({ search: { ...search, since: undefined }, replace: true })}
        >
          {t('service.since', { day: formatDate(search.since, locale) })} ×
          <span className="visually-hidden">{t('ui.clearFilters')}</span>
        </button>
      )}
    </search>
  );
}

/** Where the jobs are done, and how busy the branches are. */
function FloorLinks() {
  const t = useText();
  return (
    <>
      <Button variant="default" renderRoot={(props) => <Link {...props} to="/satisfaction" />}>
        {t('satisfaction.title')}
      </Button>
      <Button variant="default" renderRoot={(props) => <Link {...props} to="/defects" />}>
        {t('defects.title')}
      </Button>
      <Button variant="default" renderRoot={(props) => <Link {...props} to="/capacity" />}>
        {t('capacity.title')}
      </Button>
      <Button variant="default" renderRoot={(props) => <Link {...props} to="/floor" />}>
        {t('floor.title')}
      </Button>
    </>
  );
}
