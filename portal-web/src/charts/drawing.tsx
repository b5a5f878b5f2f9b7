import { useNavigate } from '@tanstack/react-router';
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  ComposedChart,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Text,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useReading } from '../session/viewing.tsx';
import { type ChartData, type ChartKind, type ChartRow, paretoRows, toneOf, waterfallSteps } from './chart-data.ts';

interface DrawingProps {
  readonly kind: Exclude<ChartKind, 'heat'>;
  readonly data: ChartData;
}

const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
const BAR_MOST = 44;

/** Draws a chart. Loaded when the first one is looked at: the library weighs more than a page. */
export default function Drawing({ kind, data }: DrawingProps) {
  return (
    <div className="chart-canvas">
      <ResponsiveContainer width="100%" height="100%">
        {chartOf(kind, data, useOpen(), useCompact())}
      </ResponsiveContainer>
    </div>
  );
}

type Open = (row: ChartRow, series?: string) => void;
type Compact = (value: number) => string;

function useOpen(): Open {
  const navigate = useNavigate();
  return ({ to, links }, series = '') => {
    const link = links?.[series] ?? to;
    if (link) void navigate(link);
  };
}

/** Short numbers for the axis; the full ones are in the hint and in the table. */
function useCompact(): Compact {
  const { locale } = useReading();
  const format = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  return (value) => format.format(value);
}

function chartOf(kind: DrawingProps['kind'], data: ChartData, open: Open, compact: Compact) {
  switch (kind) {
    case 'bars':
    case 'stacked':
      return bars(data, kind === 'stacked', open, compact);
    case 'lines':
      return lines(data, compact);
    case 'areas':
      return areas(data, compact);
    case 'pareto':
      return pareto(data, open, compact);
    case 'waterfall':
      return waterfall(data, open, compact);
  }
}

const FEW_NAMES = 6;
const HAN = /\p{Script=Han}/u;

interface NameProps {
  readonly x: number | string;
  readonly y: number | string;
  readonly width?: number | string | undefined;
  readonly payload: { readonly value: string };
  readonly of: number;
}

/** The name of a row below its bars, within the room that it has. */
function Name({ x, y, width, payload, of }: NameProps) {
  return (
    <Text
      x={x}
      y={y}
      width={Number(width ?? 0) / of}
      textAnchor="middle"
      verticalAnchor="start"
      maxLines={2}
      // recharts measures by the style and would take the font of the page, which is wider.
      style={{ fontSize: 12 }}
      // Chinese has no spaces to break a line at.
      breakAll={HAN.test(payload.value)}
    >
      {payload.value}
    </Text>
  );
}

/** Half a case is no mark on an axis. */
const isWhole = ({ series, rows }: ChartData): boolean =>
  rows.every(({ values }) => series.every(({ key }) => Number.isInteger(values[key] ?? 0)));

/** recharts reads its parts from the chart's own children, so these are lists of elements and no components. */
const frame = (compact: Compact, data: ChartData) => [
  <CartesianGrid key="grid" vertical={false} stroke="var(--line)" />,
  <XAxis
    key="x"
    dataKey="label"
    tickLine={false}
    axisLine={{ stroke: 'var(--line)' }}
    minTickGap={12}
    // A few names are all said, on two lines where they are long; of many months some are enough.
    {...(data.rows.length <= FEW_NAMES
      ? { interval: 0, height: 40, tick: (tick) => <Name {...tick} of={data.rows.length} /> }
      : {})}
  />,
  <YAxis key="y" tickFormatter={compact} allowDecimals={!isWhole(data)} tickLine={false} axisLine={false} width={52} />,
  <Tooltip
    key="tip"
    content={(tip) => <Hint label={tip.label} data={data} />}
    cursor={{ fill: 'var(--accent-wash)' }}
  />,
];

const flat = ({ rows }: ChartData) => rows.map((row) => ({ label: row.label, row, ...row.values }));

const bars = (data: ChartData, stacked: boolean, open: Open, compact: Compact) => (
  <BarChart data={flat(data)} margin={MARGIN} accessibilityLayer>
    {frame(compact, data)}
    {data.series.map((series, index) => (
      <Bar
        key={series.key}
        dataKey={series.key}
        name={series.label}
        fill={toneOf(series, index)}
        maxBarSize={BAR_MOST}
        isAnimationActive={false}
        onClick={(_, at) => {
          const row = data.rows[at];
          if (row) open(row, series.key);
        }}
        {...(stacked ? { stackId: 'all' } : {})}
      />
    ))}
  </BarChart>
);

const lines = (data: ChartData, compact: Compact) => (
  <LineChart data={flat(data)} margin={MARGIN} accessibilityLayer>
    {frame(compact, data)}
    {data.series.map((series, index) => (
      <Line
        key={series.key}
        dataKey={series.key}
        name={series.label}
        stroke={toneOf(series, index)}
        strokeWidth={2}
        dot={{ r: 2.5 }}
        isAnimationActive={false}
      />
    ))}
  </LineChart>
);

const areas = (data: ChartData, compact: Compact) => (
  <AreaChart data={flat(data)} margin={MARGIN} accessibilityLayer>
    {frame(compact, data)}
    {data.series.map((series, index) => (
      <Area
        key={series.key}
        dataKey={series.key}
        name={series.label}
        stackId="all"
        stroke={toneOf(series, index)}
        fill={toneOf(series, index)}
        fillOpacity={0.35}
        isAnimationActive={false}
      />
    ))}
  </AreaChart>
);

function pareto(data: ChartData, open: Open, compact: Compact) {
  const sorted = paretoRows(data);
  const [series] = data.series;
  const drawn = sorted.map(({ row, value, reached }) => ({ label: row.label, value, reached: reached * 100 }));
  return (
    <ComposedChart data={drawn} margin={MARGIN} accessibilityLayer>
      {frame(compact, data)}
      <YAxis
        yAxisId="share"
        orientation="right"
        domain={[0, 100]}
        unit=" %"
        tickLine={false}
        axisLine={false}
        width={52}
      />
      <Bar
        dataKey="value"
        fill={series ? toneOf(series, 0) : 'var(--chart-one)'}
        maxBarSize={BAR_MOST}
        isAnimationActive={false}
        onClick={(_, at) => {
          const row = sorted[at]?.row;
          if (row) open(row);
        }}
      />
      <Line yAxisId="share" dataKey="reached" stroke="var(--chart-two)" strokeWidth={2} isAnimationActive={false} />
    </ComposedChart>
  );
}

function waterfall(data: ChartData, open: Open, compact: Compact) {
  const steps = waterfallSteps(data);
  const drawn = steps.map(({ row, from, to }) => ({
    label: row.label,
    span: [Math.min(from, to), Math.max(from, to)],
  }));
  return (
    <BarChart data={drawn} margin={MARGIN} accessibilityLayer>
      {frame(compact, data)}
      <ReferenceLine y={0} stroke="var(--ink-soft)" />
      <Bar
        dataKey="span"
        maxBarSize={BAR_MOST}
        isAnimationActive={false}
        onClick={(_, at) => {
          const row = steps[at]?.row;
          if (row) open(row);
        }}
      >
        {steps.map(({ row, from, to, total }) => (
          <Cell
            key={row.key}
            fill={total ? 'var(--chart-one)' : to >= from ? 'var(--chart-good)' : 'var(--chart-bad)'}
          />
        ))}
      </Bar>
    </BarChart>
  );
}

/** What the row says, in full. */
function Hint({ label, data }: { label: string | number | undefined; data: ChartData }) {
  const row = data.rows.find((one) => one.label === label);
  if (!row) return null;
  return (
    <div className="chart-tip">
      <p>
        <strong>{row.label}</strong>
      </p>
      {data.series.map((series) => {
        const value = row.values[series.key];
        return (
          <p key={series.key}>
            {series.label}: {value === null || value === undefined ? '–' : series.format(value)}
          </p>
        );
      })}
      {row.incomplete && <p className="chart-incomplete">{row.incomplete}</p>}
    </div>
  );
}
