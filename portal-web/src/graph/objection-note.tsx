import { refusalWords } from '../language/code-words.ts';
import { useText } from '../language/use-text.ts';
import { useReading } from '../session/viewing.tsx';
import { Note } from '../ui/notes.tsx';
import type { Objection } from './use-command.ts';

/** Why a command was not done, and what to do instead. */
export function ObjectionNote({ objection }: { objection: Objection | null }) {
  const t = useText();
  const { locale } = useReading();
  if (!objection) return null;
  if (objection.code === 'NETWORK') {
    return (
      <div role="alert">
        <Note tone="bad" title={t('fault.network')}>
          {t('fault.networkHint')}
        </Note>
      </div>
    );
  }
  const said = refusalWords(objection.code, objection.message, locale, t, objection.figures);
  // The way out is in the translated words already; the server's own goes with the server's sentence.
  const fix = said.text === objection.message ? objection.fix : null;
  return (
    <div role="alert" lang={said.lang}>
      <Note tone="bad" title={said.text}>
        {fix}
      </Note>
    </div>
  );
}
