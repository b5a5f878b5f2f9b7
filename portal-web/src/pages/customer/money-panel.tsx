import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { CustomerValueFactsFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useValueText } from '../value/value-text.ts';
import { moneyScale, monthWords, valueWord } from '../value/value-words.ts';
import { CostEvidence } from './cost-evidence.tsx';
import { Evidence } from './evidence-list.tsx';
import { Gaps } from './gaps.tsx';

/** What the customer brings and costs in a year, and month by month. */
export function MoneyPanel({ value }: { value: CustomerValueFactsFragment }) {
  const t = useValueText();
  const { locale } = useReading();
  const { profit, currency, months } = value;
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency }, locale);
  if (!profit) {
    return (
      <Panel title={t('value.money')}>
        <p>{t('value.noMoney')}</p>
      </Panel>
    );
  }
  const scale = moneyScale(currency, locale);
  const data: ChartData = {
    category: t('value.month'),
    series: [
      { key: 'revenue', label: t('value.revenue'), format: scale.words },
      { key: 'profit', label: t('value.profit'), format: scale.words },
    ],
    rows: months.map(({ month, revenueMinor, profitMinor }) => ({
      ...{
        key: month,
        label: monthWords(month, locale),
        values: { revenue: scale.units(revenueMinor), profit: scale.units(profitMinor) },
      },
    })),
  };
  const lines: readonly (readonly [string, number])[] = [
    [t('value.revenue'), profit.revenueMinor],
    [t('value.carrierCost'), -profit.carrierCostMinor],
    [t('value.serveCost'), -profit.serveCostMinor],
    [t('value.claimsPaid'), -profit.claimsPaidMinor],
  ];
  return (
    <>
      <Panel title={t('value.money')}>
        <Gaps of={value.gaps} />
        <p className="soft small">
          {monthWords(profit.from, locale)} – {monthWords(profit.to, locale)}
        </p>
        <dl className="value-lines">
          {lines.map(([name, amount]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{money(amount)}</dd>
            </div>
          ))}
          <div className="value-sum">
            <dt>{t('value.profit')}</dt>
            <dd>{money(profit.profitMinor)}</dd>
          </div>
        </dl>
        <Serving value={value} profit={profit} />
        <CostEvidence
          accountId={value.id}
          inputs={[
            { code: 'REVENUE', value: profit.revenueMinor },
            { code: 'CARRIER_COST', value: profit.carrierCostMinor },
            { code: 'CLAIMS_PAID', value: profit.claimsPaidMinor },
          ]}
          from={profit.from}
          to={profit.to}
        />
      </Panel>
      <ChartPanel
        title={`${t('value.trendChart')} (${currency})`}
        definition={t('value.profitHow')}
        kind="lines"
        data={data}
        empty={t('value.noMoney')}
      />
    </>
  );
}

interface ServingProps {
  readonly value: CustomerValueFactsFragment;
  readonly profit: NonNullable<CustomerValueFactsFragment['profit']>;
}

/** What was done for the customer in the year, what each kind of it cost, and each time it was done. */
function Serving({ value, profit: { serveCostMinor, from, to } }: ServingProps) {
  const t = useValueText();
  const { locale } = useReading();
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency: value.currency }, locale);
  return (
    <details className="value-explain">
      <summary>
        <span>{t('value.serving')}</span>
        <strong>{money(serveCostMinor)}</strong>
      </summary>
      <dl className="value-lines">
        {value.serving.map(({ kind, count, costMinor }) => (
          <div key={kind}>
            <dt>
              {valueWord('fact', kind, t)} × {formatNumber(count, locale)}
            </dt>
            <dd>{money(costMinor)}</dd>
            <dd className="value-under">
              <Evidence accountId={value.id} kinds={[kind]} from={from} to={to} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
