import { formatMoney } from '../../format/money.ts';
import type { CustomerValueFactsFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useValueText } from '../value/value-text.ts';
import { monthWords, serviceWord, valueWord } from '../value/value-words.ts';
import { Evidence } from './evidence-list.tsx';
import { InputLines } from './input-lines.tsx';

interface ValueProps {
  readonly value: CustomerValueFactsFragment;
}

/** What the customer could be offered, and why. */
export function ChancesPanel({ value }: ValueProps) {
  const t = useValueText();
  return (
    <Panel title={t('value.candidates')}>
      {value.candidates.length === 0 && <p className="panel-empty">{t('value.noChances')}</p>}
      {value.candidates.map(({ code, service, inputs }) => (
        <details key={`${code} ${service}`} className="value-explain">
          <summary>
            <span>
              {valueWord('candidate', code, t)}
              {service && `: ${serviceWord(service, t)}`}
            </span>
          </summary>
          <InputLines inputs={inputs} currency={value.currency} />
        </details>
      ))}
    </Panel>
  );
}

/** Why a customer that is gone has left, as far as the facts tell. */
export function LossPanel({ value }: ValueProps) {
  const t = useValueText();
  const { locale } = useReading();
  const { loss, currency } = value;
  if (!loss) return null;
  return (
    <Panel title={t('value.lossChart')}>
      <p>
        {t('value.lostSince', { month: monthWords(loss.lastMonth, locale) })}{' '}
        <strong>{formatMoney({ amountMinor: loss.yearlyProfitMinor, currency }, locale)}</strong>
      </p>
      {loss.reasons.map(({ code, inputs, kinds }) => (
        <details key={code} className="value-explain">
          <summary>
            <span>{valueWord('cause', code, t)}</span>
          </summary>
          <InputLines inputs={inputs} currency={currency} />
          {kinds.length > 0 && <Evidence accountId={value.id} kinds={kinds} to={loss.lastMonth} />}
        </details>
      ))}
    </Panel>
  );
}
