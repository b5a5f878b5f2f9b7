import { setupI18n } from '@lingui/core';
import { useMemo } from 'react';
import { type MessageId, type Text, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';

// A catalog of its own: these words are many, and nobody needs them before the pages on value are opened.
const speakers = {
  en: setupI18n({ locale: 'en', messages: { en } }),
  'zh-Hans': setupI18n({ locale: 'zh-Hans', messages: { 'zh-Hans': hans } }),
  'zh-Hant': setupI18n({ locale: 'zh-Hant', messages: { 'zh-Hant': hant } }),
};

export type ValueMessageId = keyof typeof en;
/** The texts of the portal and those of the pages on value. */
export type ValueText = (id: MessageId | ValueMessageId, values?: Record<string, string | number>) => string;

const isOwn = (id: string): id is ValueMessageId => id.startsWith('value.');

/** The words of a language, with those of the rest of the portal for what is not about value. */
export const valueTextIn = (locale: string, rest: Text): ValueText => {
  const speaker = speakers[locale as keyof typeof speakers] ?? speakers.en;
  return (id, values) => (isOwn(id) ? speaker._(id, values) : rest(id, values));
};

/** As `useText`, with the words of the pages on value. */
export function useValueText(): ValueText {
  const rest = useText();
  const { locale } = useReading();
  return useMemo(() => valueTextIn(locale, rest), [locale, rest]);
}
