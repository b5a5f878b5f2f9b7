import type { FactKind } from '../../generated/operations.ts';

const ORDERS: readonly FactKind[] = ['ORDER_BY_EDI', 'ORDER_BY_HAND'];

/** What stands behind each part of a profit. */
export const BEHIND_PROFIT: readonly (readonly [input: string, kinds: readonly FactKind[]])[] = [
  ['REVENUE', ['REVENUE']],
  ['CARRIER_COST', ['CARRIER_COST']],
  [
    'SERVE_COST',
    [
      ...(['ORDER_BY_EDI', 'ORDER_BY_HAND', 'DELIVERY', 'CANCELLATION', 'EXCEPTION', 'RECEIPT', 'INVOICE'] as const),
      ...(['PAYMENT', 'COMPLAINT', 'INQUIRY', 'CLAIM_FILED', 'WORK_ORDER', 'RETURN', 'TOUCH'] as const),
    ],
  ],
  ['CLAIMS_PAID', ['CLAIM_PAID', 'CARRIER_RECOVERY']],
];

const PROFIT: readonly FactKind[] = [...new Set(BEHIND_PROFIT.flatMap(([, kinds]) => kinds))];

/** What stands behind a signal of the risk. */
export const BEHIND_SIGNAL: Readonly<Record<string, readonly FactKind[]>> = {
  RECENCY: ORDERS,
  FREQUENCY: ORDERS,
  REVENUE: ['REVENUE'],
  TROUBLE: ['COMPLAINT', 'CLAIM_FILED'],
  SATISFACTION: ['RATING'],
};

/** What stands behind a part of the value index or of the loyalty. */
export const BEHIND_PART: Readonly<Record<string, readonly FactKind[]>> = {
  VOLUME: ORDERS,
  PROFIT,
  DEMAND: ORDERS,
  CREDIT: ['PAYMENT'],
  GROWTH: ORDERS,
  TRUST: ['COMPLAINT', 'CLAIM_FILED'],
  FREQUENCY: ORDERS,
  SERVICE: ['EXCEPTION'],
  SATISFACTION: ['RATING'],
  INTENT: ['RECOMMENDATION'],
};

/** What stands behind a criterion of the grade. */
export const BEHIND_CRITERION: Readonly<Record<string, readonly FactKind[]>> = {
  PROFIT,
  REVENUE: ['REVENUE'],
  ORDERS,
  GROWTH: ORDERS,
};
