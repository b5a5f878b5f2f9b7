import type { Gap } from './ledger.ts';

/** What an input of a figure is counted in. */
export type Unit = 'MONEY' | 'COUNT' | 'PERCENT' | 'DAYS' | 'POINTS' | 'FACTOR' | 'MONTHS';

/** One input of a figure. */
export interface Input {
  /** Which input, in the words of the portal's catalog. */
  readonly code: string;
  /** MONEY in minor units of the house currency. */
  readonly value: number;
  readonly unit: Unit;
  /** Whose or what exactly, such as the name of a referred account. */
  readonly detail?: string | null;
}

/** A share or score from 0 to 100 with what it was made of. */
export interface Score {
  /** Null where it cannot be told: why is in `gaps`. */
  readonly value: number | null;
  readonly parts: readonly Part[];
  /** What is missing. A value beside a gap is made of the other parts alone. */
  readonly gaps: readonly Gap[];
}

/** One part of a score. */
export interface Part {
  readonly code: string;
  /** 0 to 100; null where it cannot be told. */
  readonly score: number | null;
  /** Share of the whole, in percent, before parts that are missing are left out. */
  readonly weight: number;
  readonly inputs: readonly Input[];
}

export const clamp = (value: number, least = 0, most = 100): number => Math.min(most, Math.max(least, value));

/** To one decimal: more would be a promise that the facts do not keep. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** The weighted mean of the parts that are known; nothing where none is. */
export function weighted(parts: readonly Part[]): number | null {
  const known = parts.filter(({ score }) => score !== null);
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return null;
  return tenth(known.reduce((sum, { score, weight }) => sum + (score ?? 0) * weight, 0) / weights);
}
