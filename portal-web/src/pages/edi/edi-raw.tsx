import type { EdiFaultFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { markRaw } from './raw-marks.ts';
import './edi-message.css';

/** The bytes as they came, one segment per line. */
export function EdiRaw({ raw, errors }: { raw: string; errors: readonly Omit<EdiFaultFragment, 'rule'>[] }) {
  const t = useText();
  return (
    <div>
      <div className="edi-raw-bar">
        <CopyText text={raw} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long segments scroll sideways, by keyboard as well */}
      <ol className="edi-raw mono" tabIndex={0} aria-label={t('edi.raw')}>
        {markRaw(raw, errors).map((line) => (
          <li key={line.number} data-faulty={line.faulty || undefined} value={line.number}>
            <span>{line.text}</span>
            {line.faulty && <span className="visually-hidden">{t('edi.faultyLine')}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
