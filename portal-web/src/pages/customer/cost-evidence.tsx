import type { FactKind, ValueInputLineFragment } from '../../generated/operations.ts';
import { useValueText } from '../value/value-text.ts';
import { valueWord } from '../value/value-words.ts';
import { Evidence } from './evidence-list.tsx';

/** What stands behind each part of a profit. */
const BEHIND: readonly (readonly [input: string, kinds: readonly FactKind[]])[] = [
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

interface CostEvidenceProps {
  readonly accountId: string;
  readonly inputs: readonly Pick<ValueInputLineFragment, 'code' | 'value'>[];
  /** `YYYY-MM`, both included. */
  readonly from: string;
  readonly to: string;
}

/** The facts behind each part of a profit that is not nothing. */
export function CostEvidence({ accountId, inputs, from, to }: CostEvidenceProps) {
  const t = useValueText();
  const counts = (code: string) => inputs.some((one) => one.code === code && one.value !== 0);
  return BEHIND.filter(([code]) => counts(code)).map(([code, kinds]) => (
    <Evidence key={code} of={valueWord('input', code, t)} {...{ accountId, kinds, from, to }} />
  ));
}
