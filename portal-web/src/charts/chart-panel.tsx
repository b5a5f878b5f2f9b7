import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useText } from '../language/use-text.ts';
import { Skeleton } from '../ui/empty-state.tsx';
import { Panel } from '../ui/panel.tsx';
import { saveCsv } from '../ui/save-file.ts';
import { type ChartData, type ChartKind, chartCsv, toneOf } from './chart-data.ts';
import { ChartTable } from './chart-table.tsx';
import './charts.css';

const Drawing = lazy(() => import('./drawing.tsx'));

/** More would hide the picture; the table has them all. */
const MOST_REASONS = 3;

interface ChartPanelProps {
  readonly title: string;
  /** How the figures are counted: read in place by whoever doubts them. */
  readonly definition: string;
  readonly kind: ChartKind;
  readonly data: ChartData;
  /** Said in place of an empty chart: why there is nothing, and what to do. */
  readonly empty: string;
  /** Says in one sentence what is to be seen. */
  readonly summary?: string;
  readonly children?: ReactNode;
}

/** A chart with its definition, its table, its file, and the way from each bar to the records behind it. */
export function ChartPanel({ title, definition, kind, data, empty, summary, children }: ChartPanelProps) {
  const t = useText();
  const [asTable, setAsTable] = useState(false);
  const nothing = data.rows.length === 0;
  const drawn = kind === 'heat' || asTable ? null : kind;
  const actions = (
    <div className="chart-actions">
      {kind !== 'heat' && (
        <button type="button" className="quiet-button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t('chart.table')}
        </button>
      )}
      <button type="button" className="quiet-button" onClick={() => saveCsv(title, chartCsv(data))}>
        {t('chart.csv')}
      </button>
    </div>
  );
  return (
    <Panel title={title} actions={nothing ? null : actions}>
      <figure className="chart-figure">
        {summary && <figcaption>{summary}</figcaption>}
        {nothing && <p className="panel-empty">{empty}</p>}
        {!nothing && !drawn && <ChartTable label={title} data={data} heat={kind === 'heat'} />}
        {!nothing && drawn && (
          <Suspense fallback={<Skeleton lines={6} height={32} />}>
            <Drawing kind={drawn} data={data} />
          </Suspense>
        )}
        {drawn && drawn !== 'pareto' && !nothing && data.series.length > 1 && <Legend data={data} />}
        {drawn && <Incomplete data={data} />}
        {children}
        <details className="chart-definition">
          <summary>{t('chart.definition')}</summary>
          <p>{definition}</p>
        </details>
      </figure>
    </Panel>
  );
}

/** What a picture cannot show: which of its figures are not the whole truth, and why. A table says it in its rows. */
function Incomplete({ data: { rows } }: { data: ChartData }) {
  const reasons = [...new Set(rows.flatMap(({ incomplete }) => incomplete ?? []))];
  return reasons.slice(0, MOST_REASONS).map((reason) => {
    const concerned = rows.filter(({ incomplete }) => incomplete === reason);
    const named = concerned.length < rows.length ? `${concerned.map(({ label }) => label).join(', ')}: ` : '';
    return (
      <p key={reason} className="chart-incomplete">
        {named}
        {reason}
      </p>
    );
  });
}

function Legend({ data }: { data: ChartData }) {
  return (
    <ul className="chart-legend">
      {data.series.map((series, index) => (
        <li key={series.key}>
          <span className="chart-swatch" style={{ background: toneOf(series, index) }} />
          {series.label}
        </li>
      ))}
    </ul>
  );
}
