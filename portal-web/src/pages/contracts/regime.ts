import type { Text } from '../../language/use-text.ts';

const REGIMES = [
  ...(['us-motor', 'us-overcharge', 'cmr', 'warehouse', 'montreal', 'hague-visby', 'cim', 'house'] as const),
] as const;

/** Rules of liability by name. They are free text in the schema; the usual ones have words. */
export function regimeName(regime: string, t: Text): string {
  const known = REGIMES.find((each) => each === regime);
  return known ? t(`regime.${known}`) : regime;
}
