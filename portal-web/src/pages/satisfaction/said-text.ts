import { useMemo } from 'react';
import { pageTexts } from '../../language/page-text.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';

export type SaidMessageId = keyof typeof en;
/** The texts of the portal and those of the page on what customers said. */
export type SaidText = (id: MessageId | SaidMessageId, values?: Record<string, string | number>) => string;

const saidTextIn = pageTexts<SaidMessageId>('said.', { en, 'zh-Hans': hans, 'zh-Hant': hant });

/** As `useText`, with the words of the page on what customers said. */
export function useSaidText(): SaidText {
  const rest = useText();
  const { locale } = useReading();
  return useMemo(() => saidTextIn(locale, rest), [locale, rest]);
}
