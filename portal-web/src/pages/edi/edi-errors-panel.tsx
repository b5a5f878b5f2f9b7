import type { EdiFaultFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { WarningIcon } from '../../ui/icons.tsx';
import { Panel } from '../../ui/panel.tsx';
import './edi-message.css';

/** What is wrong, where exactly, and what the sender has to change. */
export function EdiErrorsPanel({ errors }: { errors: readonly EdiFaultFragment[] }) {
  const t = useText();
  if (errors.length === 0) return null;
  return (
    <Panel title={t('edi.errors')} count={errors.length} flush>
      <ul className="rows edi-faults">
        {errors.map((error) => (
          <li key={`${error.code}${error.byte}${error.line}${error.segment}${error.element}`}>
            <WarningIcon size={18} />
            <span className="grow">
              <strong>{error.message}</strong>
              {error.fix && <span className="edi-fix">{error.fix}</span>}
              <span className="record-sub">
                <Where error={error} /> · <span className="mono">{error.code}</span>
                {error.value && (
                  <>
                    {' · '}
                    {t('edi.value')} <span className="mono">{error.value}</span>
                  </>
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Where({ error }: { error: EdiFaultFragment }) {
  const t = useText();
  const element = error.element ? String(error.element).padStart(2, '0') : '';
  const place = [
    error.segment && `${error.segment}${element}`,
    typeof error.line === 'number' && t('edi.line', { line: error.line }),
    typeof error.byte === 'number' && t('edi.byte', { byte: error.byte }),
  ];
  return <>{place.filter(Boolean).join(' · ')}</>;
}
