import type { AccountProfile } from '../account/profile-store.ts';
import { type BoardRow, sum } from './board.ts';

/** What customers can be told apart by; two at once make a cross table. */
export type SegmentFactor =
  | 'REGION'
  | 'INDUSTRY'
  | 'KIND'
  | 'OWNERSHIP'
  | 'SIZE'
  | 'GRADE'
  | 'STAGE'
  | 'RISK'
  | 'LOYALTY'
  | 'GROWTH'
  | 'FREQUENCY'
  | 'SERVICE';

/** A customer with what sort of company it is; null when its record is not known. */
export interface Segmented {
  readonly row: BoardRow;
  readonly profile: AccountProfile | null;
}

const band = (value: number | null | undefined, steps: readonly (readonly [number, string])[], above: string) => {
  if (value === null || value === undefined) return null;
  return steps.find(([below]) => value < below)?.[1] ?? above;
};

/** The key of the group that a customer is in: a word, a code, or a band such as `50-249`; null for unknown. */
const KEYS: Readonly<Record<Exclude<SegmentFactor, 'SERVICE'>, (one: Segmented) => string | null>> = {
  REGION: ({ profile }) => profile?.region ?? null,
  INDUSTRY: ({ profile }) => profile?.industry ?? null,
  KIND: ({ profile }) => profile?.kind ?? null,
  OWNERSHIP: ({ profile }) => profile?.ownership ?? null,
  // Size classes of Recommendation 2003/361/EC, by staff.
  SIZE: ({ profile }) =>
    band(
      profile?.employees,
      [
        [10, '0-9'],
        [50, '10-49'],
        [250, '50-249'],
      ],
      '250+',
    ),
  GRADE: ({ row }) => row.grade,
  STAGE: ({ row }) => row.stage,
  RISK: ({ row }) => (row.stage === 'TERMINATION' ? null : row.riskLevel),
  LOYALTY: ({ row }) =>
    band(
      row.loyalty,
      [
        [40, '0-39'],
        [70, '40-69'],
      ],
      '70-100',
    ),
  GROWTH: ({ row }) =>
    band(
      row.growthPercent,
      [
        [-10, 'FALLING'],
        [10, 'STEADY'],
      ],
      'GROWING',
    ),
  FREQUENCY: ({ row }) =>
    band(
      row.orders,
      [
        [1, '0'],
        [12, '1-11'],
        [52, '12-51'],
      ],
      '52+',
    ),
};

/** What a customer has bought in twelve months: of all factors the one by which it is in several segments. */
const servicesOf = ({ row: { summary } }: Segmented): readonly (string | null)[] => {
  if (!summary) return [null];
  return summary.services.length > 0 ? summary.services : ['NONE'];
};

const keysOf = (factor: SegmentFactor, one: Segmented): readonly (string | null)[] =>
  factor === 'SERVICE' ? servicesOf(one) : [KEYS[factor](one)];

/** Every combination of its keys: one, but for what it buys. */
const partsOf = (one: Segmented, factors: readonly SegmentFactor[]): Segment['parts'][] =>
  factors.reduce<Segment['parts'][]>(
    (all, factor) => all.flatMap((parts) => keysOf(factor, one).map((key) => [...parts, { factor, key }])),
    [[]],
  );

/** One part of the key of a segment. */
export interface SegmentPart {
  readonly factor: SegmentFactor;
  /** Null for those of which it is not known. */
  readonly key?: string | null | undefined;
}

/** Customers alike, with what they bring and how they stay. */
export interface Segment {
  readonly parts: readonly { readonly factor: SegmentFactor; readonly key: string | null }[];
  readonly customers: number;
  /** Of the last twelve months. */
  readonly orders: number;
  readonly revenueMinor: number;
  readonly profitMinor: number;
  /** Mean of those whose loyalty can be told; null without one. */
  readonly loyalty: number | null;
  /** Share of those that have left, 0 to 100. */
  readonly lostPercent: number;
  /** Share of the others that are likely to leave, 0 to 100; null where all have left. */
  readonly riskPercent: number | null;
}

const percent = (part: number, of: number): number => Math.round((part / of) * 1_000) / 10;

function segmentOf(parts: Segment['parts'], rows: readonly BoardRow[]): Segment {
  const known = rows.flatMap(({ loyalty }) => (loyalty === null ? [] : [loyalty]));
  const here = rows.filter(({ stage }) => stage !== 'TERMINATION');
  const atRisk = here.filter(({ riskLevel }) => riskLevel === 'HIGH').length;
  return {
    ...{ parts, customers: rows.length, orders: sum(rows, ({ orders }) => orders) },
    revenueMinor: sum(rows, ({ revenueMinor }) => revenueMinor),
    profitMinor: sum(rows, ({ profitMinor }) => profitMinor),
    loyalty: known.length > 0 ? Math.round(known.reduce((all, one) => all + one, 0) / known.length) : null,
    lostPercent: percent(rows.length - here.length, rows.length),
    riskPercent: here.length > 0 ? percent(atRisk, here.length) : null,
  };
}

/** Customers by one factor or by several together; the most profitable segment first. By service one counts in each that it buys. */
export function segmentsOf(all: readonly Segmented[], factors: readonly SegmentFactor[]): Segment[] {
  const groups = new Map<string, { parts: Segment['parts']; rows: BoardRow[] }>();
  for (const one of all) {
    for (const parts of partsOf(one, factors)) {
      const key = JSON.stringify(parts);
      const group = groups.get(key) ?? { parts, rows: [] };
      group.rows.push(one.row);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(({ parts, rows }) => segmentOf(parts, rows))
    .sort((a, b) => b.profitMinor - a.profitMinor || b.customers - a.customers);
}

/** True for a customer that is in the segment. */
export const isIn = (one: Segmented, parts: readonly SegmentPart[]): boolean =>
  parts.every(({ factor, key }) => keysOf(factor, one).includes(key ?? null));
