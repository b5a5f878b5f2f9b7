import type { FactKind } from './fact.ts';
import { type Data, only, type Part, plain, text, whole, withMoney } from './part.ts';

/** A day of a history from before: counts and sums, all of it evidenced by the import alone. */
export function historyFacts(row: Data, key: string, subject: string): Part[] {
  const at = Date.parse(`${String(row['on'])}T12:00:00Z`);
  const currency = text(row['currency']);
  if (Number.isNaN(at)) return [];
  const counted = (kind: FactKind, field: string): Part[] => {
    const n = whole(row[field]) ?? 0;
    return n > 0 ? [{ ...plain(kind, at, 'HISTORY', subject, null), key, quantity: n }] : [];
  };
  const paid = (kind: FactKind, field: string, quantity = 1): Part[] =>
    whole(row[field])
      ? only(withMoney({ ...plain(kind, at, 'HISTORY', subject, null), key, quantity }, { ...row, currency }, field))
      : [];
  const service = text(row['service']);
  return [
    ...counted('ORDER_BY_HAND', 'orders'),
    ...counted('DELIVERY', 'deliveries'),
    ...counted('EXCEPTION', 'exceptions'),
    ...counted('COMPLAINT', 'complaints'),
    ...counted('CLAIM_FILED', 'claims'),
    ...paid('REVENUE', 'revenueMinor').map((part) => ({ ...part, service })),
    ...paid('CARRIER_COST', 'carrierCostMinor'),
    ...paid('CLAIM_PAID', 'claimsPaidMinor'),
    ...paid('PAYMENT', 'paymentMinor', whole(row['paymentDaysLate']) ?? 0),
    ...(whole(row['score']) === null
      ? []
      : [{ ...plain('RATING', at, 'HISTORY' as const, subject, null), key, quantity: Number(row['score']) }]),
  ];
}
