import type { DefectLineFragment, DefectState } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';

const TONES: Record<DefectState, Tone> = { OPEN: 'bad', ANALYSED: 'warn', CORRECTED: 'waiting', VERIFIED: 'good' };

/** How far a defect has come, and whether it came back after it was corrected. */
export function DefectMark({ defect: { state, recurrences } }: { defect: DefectLineFragment }) {
  const t = useText();
  return (
    <span className="line">
      <StateMark tone={TONES[state]}>{t(`defectState.${state}`)}</StateMark>
      {recurrences > 0 && <StateMark tone="bad">{t('defect.recurs', { count: recurrences })}</StateMark>}
    </span>
  );
}
