import type { ChargeKind } from '../events.ts';
import type { RatedCharge } from '../rating/rating.ts';
import type { CarrierLine } from './carrier-invoice.ts';

/** What is billed and what was expected of one kind of charge. */
export interface Comparison {
  readonly kind: ChargeKind;
  readonly billedMinor: number;
  readonly expectedMinor: number;
  /** As in the invoice. */
  readonly currency: string;
}

// L108 at the beginning of a line (X12 element 150), as far as a kind of ours has a code.
const CODES: Readonly<Record<string, ChargeKind>> = {
  ...{ '400': 'FREIGHT', '405': 'FUEL', FUE: 'FUEL', ENS: 'FUEL', SRG: 'STORAGE' },
  ...{ UNL: 'HANDLING_IN', LDG: 'HANDLING_OUT' },
};
const WORDS: readonly (readonly [RegExp, ChargeKind])[] = [
  [/\bfuel\b/i, 'FUEL'],
  [/\bstorage\b/i, 'STORAGE'],
  [/\b(freight|line ?haul|carriage|transport)\b/i, 'FREIGHT'],
];

/** What kind of charge a carrier's line is: by its code, else by its words; what neither tells is an accessorial. */
export function kindOfLine({ description }: Pick<CarrierLine, 'description'>): ChargeKind {
  const coded = CODES[description.split(' ')[0] ?? ''];
  return coded ?? WORDS.find(([words]) => words.test(description))?.[1] ?? 'ACCESSORIAL';
}

/** Lays what is billed beside what was expected, kind by kind, what differs most first. */
export function beside(
  lines: readonly CarrierLine[],
  expected: readonly Pick<RatedCharge, 'kind' | 'amountMinor'>[],
  currency: string,
): Comparison[] {
  const kinds = new Map<ChargeKind, { billedMinor: number; expectedMinor: number }>();
  const at = (kind: ChargeKind) => {
    const known = kinds.get(kind) ?? { billedMinor: 0, expectedMinor: 0 };
    kinds.set(kind, known);
    return known;
  };
  for (const line of lines) at(kindOfLine(line)).billedMinor += line.amountMinor;
  for (const charge of expected) at(charge.kind).expectedMinor += charge.amountMinor;
  const off = ({ billedMinor, expectedMinor }: Comparison) => Math.abs(billedMinor - expectedMinor);
  return [...kinds].map(([kind, sums]) => ({ kind, ...sums, currency })).sort((one, other) => off(other) - off(one));
}
