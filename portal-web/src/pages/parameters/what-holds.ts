import type { ParameterFactsFragment, ParametersQuery } from '../../generated/operations.ts';

/** What holds where the reader works, and who said so. */
export interface Holding {
  /** Null: the step is not taken. */
  readonly value: number | null;
  readonly source: 'unit' | 'house' | 'standard';
  /** Name of the unit that has set it, if one has. */
  readonly unit: string;
  /** What the house set for all before its units could; undefined: nothing. */
  readonly house: number | null | undefined;
}

/** A unit wins over what the house once set, and that over the standard of the product. */
export function whatHolds(
  { name, value, standard, from }: Pick<ParameterFactsFragment, 'name' | 'value' | 'standard' | 'from'>,
  standards: ParametersQuery['houseStandards'],
): Holding {
  const set = standards.find(({ parameter }) => parameter === name);
  const house = set && (set.value ?? null);
  if (from) return { value, source: 'unit', unit: from.name, house };
  if (house !== undefined) return { value: house, source: 'house', unit: '', house };
  return { value: standard, source: 'standard', unit: '', house };
}
