import type { ShipmentKind } from '../../generated/operations.ts';
import { wordsFor } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';

/** The warehouse hears of a release a moment after the page does. */
export const HEARD_MS = 600;

const COVER = /^UNCOVERED_(.+)$/;

/** True for what a contract would put right, rather than money. */
export const isUncovered = (code: string): boolean => COVER.test(code);

/** The number by which a customer knows an order or a load. */
export const orderNumberOf = (shipment: {
  readonly kind: ShipmentKind;
  readonly references: readonly { readonly kind: string; readonly value: string }[];
}): string | undefined =>
  shipment.references.find(({ kind }) => kind === (shipment.kind === 'LOAD' ? 'LOAD' : 'ORDER'))?.value;

/** Says why work on an order does not start. */
export function useBlockWords() {
  const t = useText();
  return (code: string, kind: ShipmentKind): string => {
    const reason = COVER.exec(code)?.[1];
    if (!reason) return t(code === 'CREDIT_HOLD' ? 'credit.workHeld' : 'credit.workWaits');
    const service = t(kind === 'LOAD' ? 'logisticsService.TRANSPORT' : 'logisticsService.WAREHOUSING');
    return wordsFor('cover', reason, t, { service }) ?? t('cover.waiting');
  };
}

/** Says why storage and handling of goods that come are not covered. */
export function useCoverWords() {
  const t = useText();
  return (code: string): string =>
    wordsFor('coverOfGoods', COVER.exec(code)?.[1] ?? '', t) ?? t('coverOfGoods.NO_CONTRACT');
}
