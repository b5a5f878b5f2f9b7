import { Link } from '@tanstack/react-router';
import type { ChartData, ChartRow } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { Moment } from '../../format/moment.tsx';
import { formatNumber } from '../../format/quantity.ts';
import { useReading } from '../../session/viewing.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PeopleIcon } from '../../ui/icons.tsx';
import { Note } from '../../ui/notes.tsx';
import type { ChartProps, Portfolio, Words } from './chart-props.ts';
import { InvestmentChart } from './investment-chart.tsx';
import { RetentionChart } from './retention-chart.tsx';
import { FlowChart, RulesPanel, StageChart } from './stage-charts.tsx';
import { CAUSES, oneOf } from './value-filter.ts';
import { useValueText, type ValueText } from './value-text.ts';
import { moneyScale, monthWords, roundMoney, unitWords, valueWord } from './value-words.ts';

/** The portfolio in pictures, each of which is a table as well and leads to its customers. */
export function PortfolioCharts({ portfolio }: { portfolio: Portfolio }) {
  const t = useValueText();
  const { locale } = useReading();
  if (portfolio.customers === 0)
    return <EmptyState icon={<PeopleIcon size={28} />} title={t('value.none')} hint={t('value.noneHint')} />;
  const scale = moneyScale(portfolio.currency, locale);
  const words: Words = {
    ...{ t, locale },
    money: scale.words,
    units: scale.units,
    headline: (minor) => roundMoney(minor, portfolio.currency, locale),
    many: (count) => formatNumber(count, locale),
  };
  return (
    <div className="value-board">
      <Headline portfolio={portfolio} words={words} />
      <ProfitChart portfolio={portfolio} words={words} />
      <TrendChart portfolio={portfolio} words={words} />
      <RetentionChart portfolio={portfolio} words={words} />
      <GradeChart portfolio={portfolio} words={words} />
      <InvestmentChart portfolio={portfolio} words={words} />
      <KeyChart portfolio={portfolio} words={words} />
      <StageChart portfolio={portfolio} words={words} />
      <FlowChart portfolio={portfolio} words={words} />
      <RiskChart portfolio={portfolio} words={words} />
      <LossChart portfolio={portfolio} words={words} />
      <RulesPanel portfolio={portfolio} />
    </div>
  );
}

function Headline({ portfolio, words: { t, headline, many, locale } }: ChartProps) {
  const { profit, customers, incomplete, keyAccounts, risks, asOf } = portfolio;
  const high = risks.find(({ level }) => level === 'HIGH')?.customers ?? 0;
  const figures: readonly (readonly [string, string])[] = [
    [t('value.customers'), many(customers)],
    [t('value.revenue'), headline(profit.revenueMinor)],
    [t('value.profit'), headline(profit.profitMinor)],
    [
      t('value.margin'),
      profit.marginPercent === null || profit.marginPercent === undefined
        ? t('value.unknown')
        : unitWords(profit.marginPercent, 'PERCENT', portfolio.currency, locale),
    ],
    [t('value.keyAccounts'), many(keyAccounts.length)],
    [t('value.highRisk'), many(high)],
  ];
  return (
    <section className="value-wide" aria-label={t('value.tab.overview')}>
      <dl className="value-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {incomplete > 0 && (
        <Note tone="warn">
          <Link to="/value" search={{ tab: 'customers', group: 'INCOMPLETE' }}>
            {t('value.incompleteCount', { count: incomplete })}
          </Link>
        </Note>
      )}
      {asOf && (
        <p className="soft small">
          {t('value.asOf')} <Moment at={asOf} />
        </p>
      )}
    </section>
  );
}

function ProfitChart({ portfolio: { profit, incomplete, currency }, words: { t, money, units } }: ChartProps) {
  const row = (key: string, label: string, amountMinor: number): ChartRow => ({
    ...{ key, label, values: { amount: units(amountMinor) } },
    to: { to: '/value', search: { tab: 'customers' } },
    ...(incomplete > 0 ? { incomplete: t('value.incompleteCount', { count: incomplete }) } : {}),
  });
  const data: ChartData = {
    category: t('value.part'),
    series: [{ key: 'amount', label: t('value.amount'), format: money }],
    rows: [
      row('total-revenue', t('value.revenue'), profit.revenueMinor),
      row('carrier', t('value.carrierCost'), -profit.carrierCostMinor),
      row('serve', t('value.serveCost'), -profit.serveCostMinor),
      row('claims', t('value.claimsNet'), -profit.claimsPaidMinor),
      row('total-profit', t('value.profit'), profit.profitMinor),
    ],
  };
  return (
    <ChartPanel
      title={`${t('value.profitChart')} (${currency})`}
      definition={t('value.profitHow')}
      kind="waterfall"
      data={data}
      empty={t('value.none')}
    />
  );
}

function TrendChart({ portfolio: { trend, currency }, words: { t, locale, money, units } }: ChartProps) {
  const data: ChartData = {
    category: t('value.month'),
    series: [
      { key: 'revenue', label: t('value.revenue'), format: money },
      { key: 'profit', label: t('value.profit'), format: money },
    ],
    rows: trend.map(({ month, revenueMinor, profitMinor }) => ({
      ...{
        key: month,
        label: monthWords(month, locale),
        values: { revenue: units(revenueMinor), profit: units(profitMinor) },
      },
      to: { to: '/value', search: { tab: 'customers', earnedIn: month } } as const,
    })),
  };
  return (
    <ChartPanel
      title={`${t('value.trendChart')} (${currency})`}
      definition={t('value.trendHow')}
      kind="bars"
      data={data}
      empty={t('value.none')}
    />
  );
}

/** What the grouping says of itself: how sure it is, or why there is none. */
export function gradingWords({ grading }: Pick<Portfolio, 'grading'>, t: ValueText): string {
  const { notGraded, customers, groups, runs, stabilityPercent } = grading;
  if (notGraded === 'TOO_FEW_CUSTOMERS') return t('value.tooFew', { customers, groups });
  if (notGraded === 'ALL_ALIKE') return t('value.allAlike', { customers, groups });
  if (notGraded) return t('value.notYet');
  return t('value.stability', { customers, groups, runs: runs ?? 0, percent: stabilityPercent ?? 0 });
}

function GradeChart({ portfolio, words: { t, money, units, many } }: ChartProps) {
  const data: ChartData = {
    category: t('value.grade'),
    series: [
      { key: 'profit', label: t('value.profit'), format: money },
      { key: 'customers', label: t('value.customers'), format: many },
    ],
    rows: portfolio.grades.map(({ grade, profitMinor, customers }) => ({
      key: grade ?? 'none',
      label: grade ?? t('value.ungraded'),
      values: { profit: units(profitMinor), customers },
      to: { to: '/value', search: { tab: 'customers', ...(grade ? { grade } : { group: 'UNGRADED' }) } } as const,
    })),
  };
  return (
    <ChartPanel
      title={t('value.gradeChart')}
      definition={t('value.gradeHow')}
      kind="heat"
      data={data}
      empty={t('value.none')}
      summary={gradingWords(portfolio, t)}
    />
  );
}

function KeyChart({ portfolio: { keyAccounts }, words: { t, money, units } }: ChartProps) {
  const data: ChartData = {
    category: t('value.customer'),
    series: [{ key: 'profit', label: t('value.profit'), format: money }],
    rows: keyAccounts.slice(0, 20).map(({ account, profitMinor }) => ({
      ...{ key: account.id, label: account.name, values: { profit: units(profitMinor) } },
      to: { to: '/accounts/$accountId/360', params: { accountId: account.id } },
    })),
  };
  return (
    <ChartPanel
      title={t('value.keyAccounts')}
      definition={t('value.keyHow')}
      kind="pareto"
      data={data}
      empty={t('value.noKeys')}
    />
  );
}

function RiskChart({ portfolio: { risks }, words: { t, many, money, units } }: ChartProps) {
  const data: ChartData = {
    category: t('value.riskName'),
    series: [
      { key: 'customers', label: t('value.customers'), format: many },
      { key: 'profit', label: t('value.profit'), format: money },
    ],
    rows: risks.map(({ level, customers, profitMinor }) => ({
      key: level ?? 'none',
      label: level ? valueWord('risk', level, t) : t('value.riskUnknown'),
      values: { customers, profit: units(profitMinor) },
      to: {
        to: '/value',
        search: { tab: 'customers', ...(level ? { risk: level } : { group: 'RISK_UNKNOWN' }) },
      } as const,
    })),
  };
  return (
    <ChartPanel
      title={t('value.riskChart')}
      definition={t('value.riskHow')}
      kind="heat"
      data={data}
      empty={t('value.none')}
    />
  );
}

function LossChart({ portfolio: { losses }, words: { t, many, money, units } }: ChartProps) {
  const data: ChartData = {
    category: t('value.causeName'),
    series: [
      { key: 'customers', label: t('value.customers'), format: many },
      { key: 'profit', label: t('value.yearlyProfit'), format: money },
    ],
    rows: losses.map(({ cause, customers, yearlyProfitMinor }) => ({
      ...{ key: cause, label: valueWord('cause', cause, t), values: { customers, profit: units(yearlyProfitMinor) } },
      to: { to: '/value', search: { tab: 'lost', cause: oneOf(CAUSES, cause) } } as const,
    })),
  };
  return (
    <ChartPanel
      title={t('value.lossChart')}
      definition={t('value.lossHow')}
      kind="heat"
      data={data}
      empty={t('value.noLosses')}
    />
  );
}
