import type { ChartData, ChartRow, ChartSeries } from '../../charts/chart-data.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { CaseGroupLineFragment } from '../../generated/operations.ts';
import type { Text } from '../../language/use-text.ts';

/** What a person calls a group. */
export type GroupName = (group: CaseGroupLineFragment) => string;

type Figure = keyof Omit<CaseGroupLineFragment, 'key' | 'name' | '__typename'> | 'inTime';

/** Open ones that are not overdue: what is stacked must not be counted twice. */
const figureOf = (group: CaseGroupLineFragment, figure: Figure): number | null =>
  figure === 'inTime' ? group.open - group.overdue : (group[figure] ?? null);

/** A figure of a group as a series. */
export type CaseSeries = ChartSeries & { readonly key: Figure };

/** Groups of cases as a chart of some of their figures. */
export function groupChart(
  groups: readonly CaseGroupLineFragment[],
  category: string,
  series: readonly CaseSeries[],
  nameOf: GroupName,
  toOf: (group: CaseGroupLineFragment) => ChartRow['to'] = () => undefined,
): ChartData {
  const rows = groups.map((group): ChartRow => {
    const to = toOf(group);
    return {
      key: group.key ?? '?',
      label: nameOf(group),
      values: Object.fromEntries(series.map(({ key }) => [key, figureOf(group, key)])),
      ...(to ? { to } : {}),
    };
  });
  return { category, series, rows };
}

/** The figures of a group as series of a chart. */
export function figuresOf(t: Text, locale: string) {
  const count = (value: number) => formatNumber(value, locale);
  const hours = (value: number) => t('caseAnalysis.hours', { hours: formatNumber(value, locale) });
  return {
    opened: { key: 'opened', label: t('caseAnalysis.opened'), format: count, tone: 'one' },
    inTime: { key: 'inTime', label: t('caseAnalysis.inTime'), format: count, tone: 'two' },
    overdue: { key: 'overdue', label: t('caseAnalysis.overdue'), format: count, tone: 'bad' },
    solved: { key: 'solved', label: t('caseOutcome.SOLVED'), format: count, tone: 'good' },
    notSolved: { key: 'notSolved', label: t('caseOutcome.NOT_SOLVED'), format: count, tone: 'quiet' },
    adopted: { key: 'adopted', label: t('decision.ADOPTED'), format: count, tone: 'good' },
    notAdopted: { key: 'notAdopted', label: t('decision.NOT_ADOPTED'), format: count, tone: 'quiet' },
    answer: { key: 'meanAnswerHours', label: t('caseAnalysis.answer'), format: hours, tone: 'three' },
    solve: { key: 'meanSolveHours', label: t('caseAnalysis.solve'), format: hours, tone: 'four' },
  } as const satisfies Record<string, CaseSeries>;
}
