import { formatMoney } from '../../format/money.ts';
import type { LimitFactsFragment } from '../../generated/operations.ts';
import type { Text } from '../../language/use-text.ts';

/** What the contract owes at most, with how it is reckoned. */
export function limitWords(limit: LimitFactsFragment, locale: string, t: Text): string {
  const { contract, perKilogram, perShipment, amount } = limit;
  return [
    contract,
    perKilogram && t('claim.limitPerKilogram', { amount: formatMoney(perKilogram, locale) }),
    perShipment && t('claim.limitPerShipment', { amount: formatMoney(perShipment, locale) }),
    amount && t('claim.limitAtMost', { amount: formatMoney(amount, locale) }),
  ]
    .filter((part) => part)
    .join(' · ');
}
