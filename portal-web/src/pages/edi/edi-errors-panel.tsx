import type { EdiFaultFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { WarningIcon } from '../../ui/icons.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { type Spoken, useEdiWords } from './edi-words.ts';
import { type EdiFault, placeOfFault } from './fault-key.ts';
import './edi-message.css';

/** A fault of a message; a check knows more of it. */
export type ShownFault = Omit<EdiFaultFragment, 'rule'> &
  Pick<EdiFault, 'rule' | 'component'> & { readonly loop?: string | null };

/** What is wrong, where exactly, and what the sender has to change. */
export function EdiErrorsPanel({ errors }: { errors: readonly ShownFault[] }) {
  const t = useText();
  const words = useEdiWords();
  if (errors.length === 0) return null;
  return (
    <Panel title={t('edi.errors')} count={errors.length} flush>
      <ul className="rows edi-faults">
        {errors.map((error) => (
          <li key={`${error.code}${error.byte}${error.line}${error.segment}${error.element}`}>
            <WarningIcon size={18} />
            <span className="grow">
              <strong>
                <SpokenText of={words.fault(error)} />
              </strong>
              <Line of={words.detail(error)} />
              <Line of={words.fix(error)} />
              <span className="record-sub">
                <Where error={error} />
                <span className="mono">{error.code}</span>
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

/** What more there is to say, on a line of its own. */
function Line({ of }: { of: Spoken | null }) {
  return (
    of && (
      <span className="edi-fix">
        <SpokenText of={of} />
      </span>
    )
  );
}

function Where({ error }: { error: ShownFault }) {
  const t = useText();
  const place = [
    error.segment && placeOfFault(error),
    error.loop && t('edi.loop', { loop: error.loop }),
    typeof error.line === 'number' && t('edi.line', { line: error.line }),
    typeof error.byte === 'number' && t('edi.byte', { byte: error.byte }),
  ];
  return place.filter(Boolean).map((part) => `${part} · `);
}
