import type { ValueInputLineFragment } from '../../generated/operations.ts';
import { useValueText } from '../value/value-text.ts';
import { valueWord } from '../value/value-words.ts';
import { BEHIND_PROFIT } from './behind.ts';
import { Evidence } from './evidence-list.tsx';

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
  return BEHIND_PROFIT.filter(([code]) => counts(code)).map(([code, kinds]) => (
    <Evidence key={code} of={valueWord('input', code, t)} {...{ accountId, kinds, from, to }} />
  ));
}
