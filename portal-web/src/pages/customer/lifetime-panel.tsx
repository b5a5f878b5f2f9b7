import { formatMoney } from '../../format/money.ts';
import type { CustomerValueFactsFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useValueText } from '../value/value-text.ts';
import { valueWord } from '../value/value-words.ts';
import { CostEvidence } from './cost-evidence.tsx';
import { Evidence } from './evidence-list.tsx';
import { Gaps } from './gaps.tsx';
import { InputLines } from './input-lines.tsx';

/** The lifetime value: four terms that sum up to it, each with its inputs and the way to the facts behind. */
export function LifetimePanel({ value }: { value: CustomerValueFactsFragment }) {
  const t = useValueText();
  const { locale } = useReading();
  const { lifetime, currency } = value;
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency }, locale);
  return (
    <Panel title={t('value.lifetime')}>
      <Gaps of={lifetime.gaps} />
      {lifetime.amountMinor === null || lifetime.amountMinor === undefined ? (
        <p>{t('value.noLifetime')}</p>
      ) : (
        <>
          <p className="value-headline">{money(lifetime.amountMinor)}</p>
          <p className="soft small">{t('value.lifetimeHow')}</p>
          {lifetime.terms.map(({ code, amountMinor, inputs, evidence }) => (
            <details key={code} className="value-explain">
              <summary>
                <span>{valueWord('term', code, t)}</span>
                <strong>{money(amountMinor)}</strong>
              </summary>
              <p className="soft small">{valueWord('termHow', code, t)}</p>
              <InputLines inputs={inputs} currency={currency} />
              {evidence &&
                (code === 'POTENTIAL' ? (
                  <Evidence accountId={value.id} {...evidence} />
                ) : (
                  <CostEvidence accountId={value.id} inputs={inputs} from={evidence.from} to={evidence.to} />
                ))}
            </details>
          ))}
        </>
      )}
    </Panel>
  );
}
