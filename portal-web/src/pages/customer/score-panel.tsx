import { formatNumber } from '../../format/quantity.ts';
import type { CustomerValueFactsFragment, ValueScoreFactsFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useValueText } from '../value/value-text.ts';
import { valueWord } from '../value/value-words.ts';
import { BEHIND_PART } from './behind.ts';
import { Evidence } from './evidence-list.tsx';
import { Gaps } from './gaps.tsx';
import { InputLines } from './input-lines.tsx';

interface ScorePanelProps {
  readonly title: string;
  readonly how: string;
  readonly score: ValueScoreFactsFragment;
  readonly value: Pick<CustomerValueFactsFragment, 'id' | 'currency' | 'profit'>;
}

/** A figure from 0 to 100 that explains itself part by part, each with the facts behind it. */
export function ScorePanel({ title, how, score, value }: ScorePanelProps) {
  const t = useValueText();
  const { locale } = useReading();
  return (
    <Panel title={title}>
      <Gaps of={score.gaps} />
      <p className="value-headline">
        {score.value === null || score.value === undefined
          ? t('value.unknown')
          : t('value.ofHundred', { points: formatNumber(score.value, locale) })}
      </p>
      <p className="soft small">{how}</p>
      {score.parts.map((part) => (
        <details key={part.code} className="value-explain">
          <summary>
            <span>
              {valueWord('part', part.code, t)}{' '}
              <span className="soft">{t('value.weight', { percent: part.weight })}</span>
            </span>
            <strong>
              {part.score === null || part.score === undefined ? t('value.notSeen') : formatNumber(part.score, locale)}
            </strong>
          </summary>
          <InputLines inputs={part.inputs} currency={value.currency} />
          <PartEvidence code={part.code} value={value} />
        </details>
      ))}
    </Panel>
  );
}

/** Facts of the twelve months that the figure is about. */
function PartEvidence({ code, value: { id, profit } }: { code: string; value: ScorePanelProps['value'] }) {
  const kinds = BEHIND_PART[code];
  return kinds && <Evidence accountId={id} kinds={kinds} from={profit?.from ?? null} to={profit?.to ?? null} />;
}
