import { Fragment } from 'react';
import type { EdiMessageQuery } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { type EdiWords, useEdiWords } from './edi-words.ts';
import './edi-message.css';

type Segment = NonNullable<EdiMessageQuery['ediMessage']>['segments'][number];

/** The file in words: each segment with the names and meanings of its elements. */
export function EdiSegments({ segments }: { segments: readonly Segment[] }) {
  const words = useEdiWords();
  return (
    <ol className="edi-segments">
      {segments.map((segment) => (
        <li key={segment.line} data-faulty={segment.errors.length > 0 || undefined}>
          <div className="edi-tag">
            <span className="mono">{segment.tag}</span>
            <span className="soft small">{segment.line}</span>
          </div>
          <div>
            {segment.name && <strong>{segment.name}</strong>}
            <dl>
              {segment.elements
                .filter(({ value }) => value.trim() !== '')
                .map((element) => (
                  <Fragment key={element.position}>
                    <dt>
                      <span className="mono">
                        {segment.tag}
                        {String(element.position).padStart(2, '0')}
                      </span>{' '}
                      {element.name}
                    </dt>
                    <dd>
                      <span className="mono">{element.value}</span>
                      {element.meaning && <span className="soft"> {element.meaning}</span>}
                    </dd>
                  </Fragment>
                ))}
            </dl>
            {segment.errors.map((error) => (
              <p key={error.code + error.element} className="edi-segment-error">
                <SpokenText of={words.fault(error)} /> <FixOf error={error} words={words} />
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

function FixOf({ error, words }: { error: Segment['errors'][number]; words: EdiWords }) {
  const t = useText();
  const fix = words.fix(error);
  return fix && <span lang={fix.lang}>{t('edi.fix', { fix: fix.text })}</span>;
}
