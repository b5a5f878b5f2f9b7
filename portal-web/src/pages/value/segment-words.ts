import type { SegmentFactor } from '../../generated/operations.ts';
import { regionWords, wordsFor } from '../../language/code-words.ts';
import type { ValueText } from './value-text.ts';
import { serviceWord, valueWord } from './value-words.ts';

interface Part {
  readonly factor: SegmentFactor;
  readonly key?: string | null | undefined;
}

/** One part of a segment in the reader's language: codes have words, bands and names stand as they are. */
export function partWords({ factor, key }: Part, t: ValueText): string {
  if (key === null || key === undefined) return t('value.segment.unknown');
  if (factor === 'STAGE') return valueWord('stage', key, t);
  if (factor === 'RISK') return valueWord('risk', key, t);
  if (factor === 'REGION') return regionWords(key, t);
  if (factor === 'KIND') return wordsFor('accountKind', key, t) ?? key;
  if (factor === 'OWNERSHIP') return wordsFor('accountOwnership', key, t) ?? key;
  if (factor === 'SERVICE') return key === 'NONE' ? t('value.segment.buysNothing') : serviceWord(key, t);
  if (factor === 'GROWTH') return valueWord('growth', key, t);
  return key;
}

/** A segment by its parts. */
export const segmentName = (parts: readonly Part[], t: ValueText): string =>
  parts.map((part) => `${t(`value.factor.${part.factor}`)}: ${partWords(part, t)}`).join(' · ');
