import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { formatInstant } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import {
  type ChargeFilter,
  type ChargeRowFragment,
  ChargeSumsDocument,
  type ChargeSumsQuery,
  ChargesDocument,
} from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { SaveListButton } from '../../graph/save-list-button.tsx';
import { usePages } from '../../graph/use-pages.ts';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { ChargeReasons } from '../../status/charge-reasons.tsx';
import { ChargeSubject } from '../../status/charge-subject.tsx';
import { EmptyState, PanelSkeleton } from '../../ui/empty-state.tsx';
import { MoneyIcon } from '../../ui/icons.tsx';
import { MonthSelect } from '../../ui/month-select.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import '../../ui/list-bar.css';
import { Panel } from '../../ui/panel.tsx';
import { AccountSelect } from '../accounts/account-select.tsx';
import { MoneyTabs } from '../invoices/money-tabs.tsx';
import { chargesCsv } from './charges-csv.ts';
import { type ChargesSearch, readChargesSearch } from './charges-filter.ts';

/** What was charged, billed or not, newest first: what it was for, by which price, and on which invoice it stands. */
export function ChargesPage() {
  const t = useText();
  const staff = isStaff(useViewer());
  const search = useSearch({ from: '/portal/charges' });
  const { month, currency, account } = search;
  const filter: ChargeFilter = {
    ...(month ? { month } : {}),
    ...(currency ? { currency } : {}),
    ...(account ? { accountId: account } : {}),
  };
  // All that a house ever charged is nothing that somebody adds up or saves by looking at a page.
  const narrow = !staff || !!month || !!account;
  const list = usePages(ChargesDocument, { filter }, (data) => data.charges);
  const { rows, loading, hasMore, more } = list;
  const { failure, stale } = listFaults(list);
  return (
    <PageFrame title={t('charges.title')} under={t('charges.hint')}>
      <MoneyTabs />
      {narrow && <Sums filter={filter} />}
      <Panel title={t('charges.title')} flush actions={narrow && <Save filter={filter} />}>
        <ChargeBar search={search} staff={staff} />
        {rows.length > 0 && stale}
        <ul className="rows">
          {rows.map((charge) => (
            <Charge key={charge.id} charge={charge} named={staff} />
          ))}
        </ul>
        {rows.length === 0 && failure}
        {rows.length === 0 && !failure && loading && <PanelSkeleton />}
        {rows.length === 0 && !failure && !loading && (
          <EmptyState icon={<MoneyIcon size={28} />} title={t('charges.none')} hint={t('charges.noneHint')} />
        )}
        {rows.length > 0 && hasMore && (
          <p className="panel-empty">
            <Button variant="default" onClick={more} loading={loading}>
              {t('ui.more')}
            </Button>
          </p>
        )}
      </Panel>
    </PageFrame>
  );
}

function Charge({ charge, named }: { charge: ChargeRowFragment; named: boolean }) {
  const t = useText();
  const reading = useReading();
  const { locale } = reading;
  const { kind, service, contract, why, quantity, unit } = charge;
  return (
    <li>
      <span className="grow">
        <span>
          <ChargeSubject charge={charge} contractId={contract?.id}>
            {charge.subjectNumber}
          </ChargeSubject>{' '}
          · {kind === 'VALUE_ADDED' ? t(`logisticsService.${service}`) : t(`chargeKind.${kind}`)}
        </span>
        <span className="record-sub">
          {named && `${charge.account.name} · `}
          {formatInstant(charge.doneAt, reading)} · {quantityWords(quantity, unit, locale, t)}
          {contract && (
            <>
              {' · '}
              <Link to="/contracts/$contractId" params={{ contractId: contract.id }} hash={why?.lineId ?? ''}>
                {contract.number}
              </Link>
            </>
          )}
        </span>
        {why && <ChargeReasons why={why} quantity={quantity} />}
      </span>
      <span className="row-figure">
        <strong>{formatMoney(charge.amount, locale)}</strong>
        <span className="record-sub">
          <OnInvoice charge={charge} />
        </span>
      </span>
    </li>
  );
}

function OnInvoice({ charge: { invoice } }: { charge: ChargeRowFragment }) {
  const t = useText();
  return invoice ? (
    <Link to="/invoices/$invoiceId" params={{ invoiceId: invoice.id }}>
      {invoice.number}
    </Link>
  ) : (
    <span className="soft">{t('charges.unbilled')}</span>
  );
}

/** What all of them come to, as the bar says that led here, and how much of it is still to be billed. */
function Sums({ filter }: { filter: ChargeFilter }) {
  const t = useText();
  const { locale } = useReading();
  const [{ data, error }, again] = useQuery({ query: ChargeSumsDocument, variables: { filter } });
  if (error && !data) return <QueryFailure error={error} retry={() => again({ requestPolicy: 'network-only' })} />;
  const words = (sum: ChargeSumsQuery['chargeSums'][number]): string => {
    const facts = { count: sum.charges, total: formatMoney(sum.amount, locale) };
    if (sum.unbilledCharges === 0) return t('charges.allBilled', facts);
    return t('charges.sum', { ...facts, unbilled: formatMoney(sum.unbilled, locale) });
  };
  return data?.chargeSums.map((sum) => (
    <p key={sum.amount.currency} className="tabular">
      {words(sum)}
    </p>
  ));
}

/** The month, the customer and the currency to which the address narrows the list. */
function ChargeBar({ search, staff }: { search: ChargesSearch; staff: boolean }) {
  const t = useText();
  const navigate = useNavigate({ from: '/charges' });
  const set = (part: ChargesSearch) =>
    void navigate({ search: readChargesSearch({ ...search, ...part }), replace: true });
  const { month, currency, account } = search;
  return (
    <search className="list-bar">
      <MonthSelect value={month ?? ''} change={(one) => set({ month: one })} label={t('charges.month')} />
      {staff && <AccountSelect value={account ?? ''} change={(id) => set({ account: id })} />}
      {currency && (
        <button type="button" className="quiet-button" onClick={() => set({ currency: undefined })}>
          {currency} ×<span className="visually-hidden">{t('ui.clearFilters')}</span>
        </button>
      )}
      {(month || currency || account) && (
        <Link to="/charges" className="quiet-button">
          {t('ui.clearFilters')}
        </Link>
      )}
    </search>
  );
}

function Save({ filter }: { filter: ChargeFilter }) {
  const t = useText();
  return (
    <SaveListButton
      document={ChargesDocument}
      variables={{ filter }}
      connectionOf={({ charges }) => charges}
      name={[t('charges.title'), filter.month, filter.currency].filter(Boolean).join(' ')}
      csv={(charges) => chargesCsv(charges, t)}
    />
  );
}
