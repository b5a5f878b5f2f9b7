import type { SatisfactionTraitLineFragment, TraitDimension } from '../../generated/operations.ts';
import { regionWords } from '../../language/code-words.ts';
import type { SaidText } from './said-text.ts';
import { CAUSES, readSatisfactionSearch, type SatisfactionSearch, SERVICES } from './satisfaction-filter.ts';

const MODES = ['M', 'A', 'R', 'U', 'S'] as const;
export type Units = readonly { readonly id: string; readonly name: string }[];

function serviceName(value: string, t: SaidText): string {
  const service = SERVICES.find((each) => each === value);
  if (!service) return value;
  if (service === 'HANDLING') return t('said.handling');
  return service === 'STORAGE' ? t('said.storage') : t(`logisticsService.${service}`);
}

/** What a trait is called, without its dimension. */
export function traitName(
  { dimension, value }: Pick<SatisfactionTraitLineFragment, 'dimension' | 'value'>,
  units: Units,
  t: SaidText,
): string {
  switch (dimension) {
    case 'SERVICE':
      return serviceName(value, t);
    case 'MODE': {
      const mode = MODES.find((each) => each === value);
      return mode ? t(`mode.${mode}`) : value;
    }
    case 'REGION':
      return regionWords(value, t);
    case 'BRANCH':
      return units.find(({ id }) => id === value)?.name ?? value;
    case 'OCCASION':
      return t(`satisfactionOccasion.${value as 'CASE'}`);
    case 'CAUSE': {
      const cause = CAUSES.find((each) => each === value);
      return cause ? t(`satisfactionCause.${cause}`) : value;
    }
  }
}

/** The part of the address that each dimension narrows. */
const KEYS = {
  ...({ SERVICE: 'service', MODE: 'mode', REGION: 'region', BRANCH: 'branch' } as const),
  ...({ OCCASION: 'occasion', CAUSE: 'cause' } as const),
} as const satisfies Record<TraitDimension, keyof SatisfactionSearch>;

/** The address of the answers behind a trait, of those that are compared. */
export const searchOf = (
  { days, measure }: SatisfactionSearch,
  { dimension, value }: Pick<SatisfactionTraitLineFragment, 'dimension' | 'value'>,
): SatisfactionSearch => readSatisfactionSearch({ days, measure, [KEYS[dimension]]: value });

/** The traits that the address narrows to, beside the cause, which has a field of its own. */
export const traitsIn = (
  search: SatisfactionSearch,
): readonly { readonly key: keyof SatisfactionSearch; readonly dimension: TraitDimension; readonly value: string }[] =>
  (['SERVICE', 'MODE', 'REGION', 'BRANCH', 'OCCASION'] as const).flatMap((dimension) => {
    const value = search[KEYS[dimension]];
    return value === undefined ? [] : [{ key: KEYS[dimension], dimension, value }];
  });
