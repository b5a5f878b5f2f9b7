import { useMemo } from 'react';
import { pageTexts } from '../../language/page-text.ts';
import type { MessageId } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { useValueText, type ValueMessageId } from '../value/value-text.ts';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';

export type BoardMessageId = keyof typeof en;
/** The texts of the portal, of the pages on value and of boards. */
export type BoardText = (
  id: MessageId | ValueMessageId | BoardMessageId,
  values?: Record<string, string | number>,
) => string;

const boardTextIn = pageTexts<BoardMessageId>('board.', { en, 'zh-Hans': hans, 'zh-Hant': hant });

/** As `useText`, with the words of boards. */
export function useBoardText(): BoardText {
  const rest = useValueText();
  const { locale } = useReading();
  return useMemo(() => boardTextIn(locale, rest), [locale, rest]);
}
