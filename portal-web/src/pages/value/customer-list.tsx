import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useClient } from 'urql';
import { Moment } from '../../format/moment.tsx';
import { formatNumber } from '../../format/quantity.ts';
import {
  CustomerValueUpdatedDocument,
  PortfolioListDocument,
  type PortfolioRowFragment,
} from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useReading } from '../../session/viewing.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PeopleIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import type { Column } from '../../ui/record-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { IncompleteMark, RiskMark, StageMark } from './marks.tsx';
import { saveCustomers } from './save-customers.ts';
import { portfolioFilterOf, type ValueSearch } from './value-filter.ts';
import { useValueText, type ValueText } from './value-text.ts';
import { monthWords, roundMoney, serviceWord, unitWords, valueWord } from './value-words.ts';

/** Customers with their figures: all, those at risk with the plan to talk, those who left with the reason, chances. */
export function CustomerList() {
  const t = useValueText();
  const { locale } = useReading();
  const client = useClient();
  const [saving, setSaving] = useState<'NO' | 'YES' | 'FAILED'>('NO');
  const search = useSearch({ from: '/portal/value' });
  const list = usePages(
    PortfolioListDocument,
    { filter: portfolioFilterOf(search) },
    (data) => data.valuePortfolio.list,
  );
  const currency = list.first?.valuePortfolio.currency ?? 'USD';
  useLiveList(CustomerValueUpdatedDocument, list, {
    variables: list.first ? { accountId: null } : null,
    after: list.first?.valuePortfolio.liveCursor,
  });
  const save = async () => {
    setSaving('YES');
    const title = t(`value.tab.${search.tab ?? 'customers'}`);
    const saved = saveCustomers(client, portfolioFilterOf(search), { t, title });
    await saved.then(
      () => setSaving('NO'),
      () => setSaving('FAILED'),
    );
  };
  const columns = columnsOf(search, { t, locale, currency });
  return (
    <ListPanel
      {...list}
      bar={<FilterBar {...{ search, save }} saving={saving === 'YES'} failed={saving === 'FAILED'} />}
      label={t(`value.tab.${search.tab ?? 'customers'}`)}
      keyOf={(row) => row.id}
      linkOf={(row) => ({ to: '/accounts/$accountId/360', params: { accountId: row.id } })}
      newsOf={(row) => `${row.profitMinor} ${row.riskPercent} ${row.stage} ${row.grade}`}
      urgent={(row) => search.tab === 'risk' && row.contactPlan.overdue}
      columns={columns}
      card={(row) => (
        <>
          <strong>{row.account.name}</strong>
          <span className="small">
            {roundMoney(row.profitMinor, currency, locale)} <IncompleteMark gaps={row.gaps} />
          </span>
          <span className="line small">
            <StageMark stage={row.stage} />
            <RiskMark level={row.riskLevel ?? null} stage={row.stage} />
          </span>
          <Why row={row} search={search} />
        </>
      )}
      {...listFaults(list)}
      empty={<EmptyState icon={<PeopleIcon size={28} />} title={t('value.noMatch')} hint={t('value.noMatchHint')} />}
    />
  );
}

interface Words {
  readonly t: ValueText;
  readonly locale: string;
  readonly currency: string;
}

function columnsOf(search: ValueSearch, { t, locale, currency }: Words): Column<PortfolioRowFragment>[] {
  const money = (amountMinor: number | null | undefined) =>
    amountMinor === null || amountMinor === undefined ? t('value.unknown') : roundMoney(amountMinor, currency, locale);
  const name: Column<PortfolioRowFragment> = {
    ...{ id: 'name', share: 3, header: t('value.customer') },
    cell: (row) => (
      <>
        {row.account.name} <span className="record-sub">{row.account.accountManager?.name}</span>
      </>
    ),
  };
  const profit: Column<PortfolioRowFragment> = {
    ...{ id: 'profit', header: t('value.profit'), numeric: true },
    cell: (row) => (
      <>
        {money(row.profitMinor)} <IncompleteMark gaps={row.gaps} />
      </>
    ),
  };
  const why: Column<PortfolioRowFragment> = {
    ...{ id: 'why', share: 3, header: t('value.reason'), cell: (row) => <Why row={row} search={search} /> },
  };
  const risk: Column<PortfolioRowFragment> = {
    ...{ id: 'risk', share: 2.4, header: t('value.riskName') },
    cell: (row) => <RiskMark level={row.riskLevel ?? null} stage={row.stage} percent={row.riskPercent ?? null} />,
  };
  if (search.tab === 'risk') return [name, profit, risk, why, planColumn(t)];
  if (search.tab === 'lost') {
    const lost = { id: 'lost', header: t('value.yearlyProfit'), numeric: true };
    const since = { id: 'since', header: t('value.lastOrder') };
    return [
      name,
      { ...lost, cell: (row) => money(row.lossYearlyProfitMinor) },
      { ...since, cell: (row) => (row.lossMonth ? monthWords(row.lossMonth, locale) : '–') },
      why,
      planColumn(t),
    ];
  }
  if (search.tab === 'chances') return [name, profit, why, planColumn(t)];
  return [
    name,
    { id: 'grade', header: t('value.grade'), share: 1, cell: (row) => row.grade ?? '–' },
    { id: 'stage', header: t('value.stageName'), share: 2.6, cell: (row) => <StageMark stage={row.stage} /> },
    risk,
    profit,
    {
      ...{ id: 'lifetime', header: t('value.lifetime'), numeric: true, share: 2.4, from: 1000 },
      cell: (row) => money(row.lifetimeMinor),
    },
    {
      ...{ id: 'index', header: t('value.index'), numeric: true, share: 1.8, from: 1300 },
      cell: (row) => row.valueIndex ?? '–',
    },
    {
      ...{ id: 'growth', header: t('value.growth'), numeric: true, share: 1.5, from: 1200 },
      cell: (row) =>
        row.growthPercent === null || row.growthPercent === undefined
          ? '–'
          : unitWords(row.growthPercent, 'PERCENT', currency, locale),
    },
    {
      ...{ id: 'key', header: t('value.keyRank'), numeric: true, share: 1.5, from: 1200 },
      cell: (row) => (row.keyRank ? formatNumber(row.keyRank, locale) : '–'),
    },
  ];
}

const planColumn = (t: ValueText): Column<PortfolioRowFragment> => ({
  ...{ id: 'plan', share: 3, header: t('value.plan') },
  cell: ({ contactPlan: { channel, play, why, dueAt, overdue } }) => (
    <>
      {valueWord('channel', channel, t)} · {valueWord('play', play, t)}
      <span className="record-sub">
        {overdue && `${t('value.overdue')} · `}
        <Moment at={dueAt} relative /> {why === 'FOLLOW_UP' && `· ${valueWord('why', why, t)}`}
      </span>
    </>
  ),
});

/** Why the row is in this list. */
function Why({ row, search }: { row: PortfolioRowFragment; search: ValueSearch }) {
  const t = useValueText();
  const words =
    search.tab === 'lost'
      ? row.lossCauses.map((cause) => valueWord('cause', cause, t))
      : search.tab === 'chances' || search.candidate
        ? row.candidates.map(({ code, service }) =>
            service
              ? `${valueWord('candidate', code, t)}: ${serviceWord(service, t)}`
              : valueWord('candidate', code, t),
          )
        : row.signals.slice(0, 3).map((signal) => valueWord('signal', signal, t));
  return <span className="small">{words.join(' · ')}</span>;
}
