import { formatNumber } from '../../format/quantity.ts';
import type { CustomerStage, RiskLevel } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';
import { useValueText } from './value-text.ts';
import { valueWord } from './value-words.ts';

const STAGES: Record<CustomerStage, Tone> = {
  POTENTIAL: 'waiting',
  DEVELOPMENT: 'moving',
  GROWTH: 'moving',
  MATURITY: 'good',
  TERMINATION: 'ended',
};
const LEVELS: Record<RiskLevel, Tone> = { LOW: 'good', MEDIUM: 'warn', HIGH: 'bad' };

/** The stage of a customer as word, shape and colour. */
export function StageMark({ stage }: { stage: CustomerStage }) {
  const t = useValueText();
  return <StateMark tone={STAGES[stage]}>{valueWord('stage', stage, t)}</StateMark>;
}

interface RiskMarkProps {
  readonly level: RiskLevel | null;
  readonly stage: CustomerStage;
  readonly percent?: number | null;
}

/** The risk to lose a customer; who has left already is at no risk any more. */
export function RiskMark({ level, stage, percent = null }: RiskMarkProps) {
  const t = useValueText();
  const { locale } = useReading();
  if (stage === 'TERMINATION') return <StateMark tone="ended">{t('value.gone')}</StateMark>;
  if (!level) return <span className="soft">{t('value.riskUnknown')}</span>;
  return (
    <StateMark tone={LEVELS[level]}>
      {valueWord('risk', level, t)}
      {percent !== null && ` ${formatNumber(percent, locale)} %`}
    </StateMark>
  );
}
