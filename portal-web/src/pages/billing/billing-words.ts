import { formatNumber } from '../../format/quantity.ts';
import type { BillingAccountsQuery, TaxRulesQuery } from '../../generated/operations.ts';

/** A customer with the rule it is billed by and what is on no invoice yet. */
export type BilledAccount = BillingAccountsQuery['accounts']['nodes'][number];
export type TaxRule = TaxRulesQuery['taxRules'][number];

/** A tax as it is today, such as "CN-VAT-TRANSPORT, 9 %". */
export function taxWords(code: string, taxes: readonly TaxRule[], locale: string): string {
  const today = new Date().toISOString().slice(0, 10);
  const rule = taxes.findLast((one) => one.code === code && one.from <= today);
  return rule ? `${code} (${formatNumber(rule.basisPoints / 100, locale)} %)` : code;
}
