import { Link } from '@tanstack/react-router';
import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatMoney, minorDigits } from '../../format/money.ts';
import type { ChartProps, Portfolio } from './chart-props.ts';
import { unitWords, valueWord } from './value-words.ts';

type Group = Portfolio['investment'][number];

const searchOf = ({ grade }: Group) =>
  grade ? ({ tab: 'customers', grade } as const) : ({ tab: 'customers', group: 'UNGRADED' } as const);

/** What is spent on serving each grade beside what it brings, and the measure that follows. */
export function InvestmentChart({ portfolio, words: { t, locale } }: ChartProps) {
  const { investment, currency } = portfolio;
  const share = (value: number): string => unitWords(value, 'PERCENT', currency, locale);
  const nameOf = ({ grade }: Group): string => (grade ? t('value.gradeNamed', { grade }) : t('value.ungraded'));
  const data: ChartData = {
    category: t('value.grade'),
    series: [
      { key: 'invested', label: t('value.investedShare'), format: share },
      { key: 'profit', label: t('value.profitShare'), format: share },
    ],
    rows: investment.map((group) => ({
      ...{ key: group.grade ?? 'none', label: nameOf(group) },
      values: { invested: group.investedPercent ?? null, profit: group.profitPercent ?? null },
      to: { to: '/value', search: searchOf(group) },
      ...(group.incomplete > 0 ? { incomplete: t('value.incompleteCount', { count: group.incomplete }) } : {}),
    })),
  };
  const one = formatMoney({ amountMinor: 10 ** minorDigits(currency), currency }, locale);
  const returned = ({ returned: back }: Group): string | null =>
    back === null || back === undefined
      ? null
      : t('value.investReturn', {
          amount: formatMoney({ amountMinor: Math.round(back * 10 ** minorDigits(currency)), currency }, locale),
          unit: one,
        });
  return (
    <ChartPanel
      title={t('value.investChart')}
      definition={t('value.investHow')}
      kind="bars"
      data={data}
      empty={t('value.investNone')}
    >
      <ul className="rows">
        {investment.map((group) => (
          <li key={group.grade ?? 'none'}>
            <span className="grow">
              <Link to="/value" search={searchOf(group)}>
                {nameOf(group)}
              </Link>
              {' · '}
              {group.measure ? valueWord('measure', group.measure, t) : t('value.measureUnknown')}
              <span className="record-sub">
                {[`${t('value.invested')} ${formatMoney({ amountMinor: group.investedMinor, currency }, locale)}`]
                  .concat(returned(group) ?? [])
                  .join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </ChartPanel>
  );
}
