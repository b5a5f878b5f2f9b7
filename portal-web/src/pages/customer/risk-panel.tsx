import { formatNumber } from '../../format/quantity.ts';
import type { CustomerValueFactsFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RiskMark } from '../value/marks.tsx';
import { useValueText } from '../value/value-text.ts';
import { valueWord } from '../value/value-words.ts';
import { BEHIND_SIGNAL } from './behind.ts';
import { Evidence } from './evidence-list.tsx';
import { Gaps } from './gaps.tsx';
import { InputLines } from './input-lines.tsx';

/** The risk to lose the customer, signal by signal. */
export function RiskPanel({ value }: { value: CustomerValueFactsFragment }) {
  const t = useValueText();
  const { locale } = useReading();
  const { risk, currency } = value;
  return (
    <Panel title={t('value.riskName')}>
      <Gaps of={risk.gaps} />
      <p className="value-headline">
        <RiskMark level={risk.level ?? null} stage={value.stage} percent={risk.percent ?? null} />
      </p>
      <p className="soft small">{t('value.riskHow')}</p>
      {risk.signals.map(({ code, points, most, inputs }) => (
        <details key={code} className="value-explain">
          <summary>
            <span>{valueWord('signal', code, t)}</span>
            <strong>
              {points === null || points === undefined
                ? t('value.notSeen')
                : t('value.pointsOf', { points: formatNumber(points, locale), most: formatNumber(most, locale) })}
            </strong>
          </summary>
          <InputLines inputs={inputs} currency={currency} />
          {BEHIND_SIGNAL[code] && <Evidence accountId={value.id} kinds={BEHIND_SIGNAL[code]} />}
        </details>
      ))}
    </Panel>
  );
}
