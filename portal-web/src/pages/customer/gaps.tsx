import { Note } from '../../ui/notes.tsx';
import { useValueText } from '../value/value-text.ts';
import { gapWords } from '../value/value-words.ts';

interface GapsProps {
  readonly of: readonly { readonly code: string; readonly detail?: string | null }[];
}

/** What a figure would need and does not have: said, never guessed. */
export function Gaps({ of }: GapsProps) {
  const t = useValueText();
  if (of.length === 0) return null;
  return (
    <Note tone="warn">
      {t('value.incomplete')} {of.map((gap) => gapWords(gap, t)).join(' ')}
    </Note>
  );
}
