/** One measured figure. Ratios are against a baseline of the same run. */
export interface Figure {
  readonly bench: string;
  readonly figure: string;
  readonly value: number;
  /** Of `value`: ms, MB, msg/s, x … */
  readonly unit: string;
  /** What the ratio compares with; null for an absolute target. */
  readonly baseline: string | null;
  readonly ratio: number | null;
  /** Such as `>= 0.6` or `<= 300`; compared with the ratio where there is one, else with the value. */
  readonly target: string;
  readonly ok: boolean;
}

const COMPARISONS: Record<string, (actual: number, wanted: number) => boolean> = {
  '>=': (actual, wanted) => actual >= wanted,
  '<=': (actual, wanted) => actual <= wanted,
};

/** Builds a figure and judges it by its target. */
export function figure(
  facts: Omit<Figure, 'ok' | 'baseline' | 'ratio'> & Partial<Pick<Figure, 'baseline' | 'ratio'>>,
): Figure {
  const ratio = facts.ratio ?? null;
  const match = /^(>=|<=) ([\d.]+)$/.exec(facts.target);
  const compare = match?.[1] ? COMPARISONS[match[1]] : undefined;
  if (!match || !compare) throw new TypeError(`a target reads ">= 0.6" or "<= 300", not "${facts.target}"`);
  return { ...facts, baseline: facts.baseline ?? null, ratio, ok: compare(ratio ?? facts.value, Number(match[2])) };
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new TypeError('no values');
  return value;
};
