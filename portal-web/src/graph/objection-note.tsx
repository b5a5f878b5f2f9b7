import { useText } from '../language/use-text.ts';
import { Note } from '../ui/notes.tsx';
import type { Objection } from './use-command.ts';

/** Why a command was not done, and what to do instead. */
export function ObjectionNote({ objection }: { objection: Objection | null }) {
  const t = useText();
  if (!objection) return null;
  return (
    <div role="alert">
      <Note tone="bad" title={objection.code === 'NETWORK' ? t('fault.network') : objection.message}>
        {objection.fix ?? (objection.code === 'NETWORK' ? t('fault.networkHint') : null)}
      </Note>
    </div>
  );
}
