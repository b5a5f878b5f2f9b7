import { useMemo } from 'react';
import { pageTexts } from '../../language/page-text.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';

export type ValueMessageId = keyof typeof en;
/** The texts of the portal and those of the pages on value. */
export type ValueText = (id: MessageId | ValueMessageId, values?: Record<string, string | number>) => string;

/** The words of a language, with those of the rest of the portal for what is not about value. */
export const valueTextIn = pageTexts<ValueMessageId>('value.', { en, 'zh-Hans': hans, 'zh-Hant': hant });

/** As `useText`, with the words of the pages on value. */
export function useValueText(): ValueText {
  const rest = useText();
  const { locale } = useReading();
  return useMemo(() => valueTextIn(locale, rest), [locale, rest]);
}
