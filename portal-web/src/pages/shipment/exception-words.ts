import { quantityWords } from '../../language/code-words.ts';
import type { Text } from '../../language/use-text.ts';
import { isMilestoneCode, isReasonCode } from './milestone-codes.ts';
import type { ShipmentProps } from './shipment-props.ts';

export type ShipmentException = ShipmentProps['shipment']['exceptions'][number];

/** What is wrong: what the product saw in the reader's language, what a person wrote as it was written. */
export function troubleWords({ cause, description }: ShipmentException, locale: string, t: Text): string {
  if (!cause) return description;
  const { milestoneCode: code, reasonCode, note, furtherShortLines: more } = cause;
  const short = cause.shortLines.map(({ sku, there, ordered, unit }) =>
    t('exception.short', { sku, there, ordered: quantityWords(ordered, unit, locale, t) }),
  );
  const parts = [
    code && isMilestoneCode(code) ? t(`milestone.${code}`) : code,
    reasonCode && isReasonCode(reasonCode) ? t(`reason.${reasonCode}`) : reasonCode,
    note,
    ...short,
    more > 0 ? t('exception.shortMore', { count: more }) : null,
  ];
  return parts.filter((part) => part).join(' · ');
}

/** How it ended. */
export const endWords = ({ endedBy, resolution }: ShipmentException, t: Text): string =>
  endedBy ? t(`exceptionEnd.${endedBy}`) : (resolution ?? '');
