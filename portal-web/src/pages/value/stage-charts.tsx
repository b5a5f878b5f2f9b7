import { Link } from '@tanstack/react-router';
import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { ChartProps, Portfolio } from './chart-props.ts';
import { useValueText } from './value-text.ts';
import { inputWords, monthWords, valueWord } from './value-words.ts';

export function StageChart({ portfolio: { stages }, words: { t, many } }: ChartProps) {
  const data: ChartData = {
    category: t('value.stageName'),
    series: [{ key: 'customers', label: t('value.customers'), format: many }],
    rows: stages.map(({ stage, customers }) => ({
      ...{ key: stage, label: valueWord('stage', stage, t), values: { customers } },
      to: { to: '/value', search: { tab: 'customers', stage } } as const,
    })),
  };
  return (
    <ChartPanel
      title={t('value.stageChart')}
      definition={t('value.stageHow')}
      kind="bars"
      data={data}
      empty={t('value.none')}
    />
  );
}

export function FlowChart({ portfolio: { flow }, words: { t, locale, many } }: ChartProps) {
  const ways = [...new Set(flow.map(({ from, to }) => `${from} ${to}`))].sort();
  const months = [...new Set(flow.map(({ month }) => month))].sort();
  const wayWords = (way: string): string =>
    way
      .split(' ')
      .map((stage) => valueWord('stage', stage, t))
      .join(' → ');
  const data: ChartData = {
    category: t('value.month'),
    series: ways.map((key) => ({ key, label: wayWords(key), format: many })),
    rows: months.map((month) => ({
      ...{ key: month, label: monthWords(month, locale) },
      to: { to: '/value', search: { tab: 'customers', movedIn: month } } as const,
      values: Object.fromEntries(
        flow.filter((one) => one.month === month).map(({ from, to, customers }) => [`${from} ${to}`, customers]),
      ),
    })),
  };
  return (
    <ChartPanel
      title={t('value.flowChart')}
      definition={t('value.flowHow')}
      kind="stacked"
      data={data}
      empty={t('value.noFlow')}
    />
  );
}

/** By which rules customers go from stage to stage. */
export function RulesPanel({ portfolio: { stageRules, currency } }: { portfolio: Portfolio }) {
  const t = useValueText();
  const { locale } = useReading();
  return (
    <Panel title={t('value.rules')} flush>
      <ul className="rows">
        {stageRules.map(({ from, to, rule, inputs }) => (
          <li key={`${from} ${to}`}>
            <span className="grow">
              <Link to="/value" search={{ tab: 'customers', stage: from }}>
                {valueWord('stage', from, t)}
              </Link>
              {' → '}
              <Link to="/value" search={{ tab: 'customers', stage: to }}>
                {valueWord('stage', to, t)}
              </Link>
              <span className="record-sub">
                {[
                  valueWord('rule', rule, t),
                  ...inputs.map((input) => inputWords(input, currency, locale, t).join(' ')),
                ].join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
