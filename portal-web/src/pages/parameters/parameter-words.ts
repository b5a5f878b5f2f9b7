import { formatNumber } from '../../format/quantity.ts';
import type { ParameterFactsFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';

/** A value with its unit; none of its own is what holds above, and none at all a step that is not taken. */
export function useParameterWords({ unit }: Pick<ParameterFactsFragment, 'unit'>) {
  const t = useText();
  const { locale } = useReading();
  const worded = (value: number | null | undefined): string => {
    if (value === null || value === undefined) return t('parameters.inherited');
    if (unit === 'YES_NO') return t(value > 0 ? 'parameters.yes' : 'parameters.no');
    if (unit === 'DAYS') return t('parameters.days', { count: value });
    if (unit === 'PERCENT') return `${formatNumber(value, locale)} %`;
    return formatNumber(value, locale);
  };
  const wordedOrNone = (value: number | null): string => (value === null ? t('parameters.notTaken') : worded(value));
  return { worded, wordedOrNone };
}
