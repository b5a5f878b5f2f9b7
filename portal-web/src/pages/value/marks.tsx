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

const MONEY_GAPS: readonly string[] = [
  ...['CURRENCY_WITHOUT_RATE', 'REVENUE_MISSING', 'REVENUE_PARTIAL', 'CARRIER_COST_MISSING', 'CARRIER_COST_PARTIAL'],
];

/** Says that an amount lacks an input, and which. */
export function IncompleteMark({ gaps }: { gaps: readonly string[] }) {
  const t = useValueText();
  const missing = gaps.filter((code) => MONEY_GAPS.includes(code));
  if (missing.length === 0) return null;
  return (
    <span className="value-incomplete small" title={missing.map((code) => valueWord('gap', code, t)).join(' ')}>
      {t('value.incompleteMark')}
    </span>
  );
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
