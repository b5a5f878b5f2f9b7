import { setupI18n } from '@lingui/core';
import { useMemo } from 'react';
import { type MessageId, type Text, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';

// A catalog of its own: who reads shipments does not load the words of those who write prices.
const speakers = {
  en: setupI18n({ locale: 'en', messages: { en } }),
  'zh-Hans': setupI18n({ locale: 'zh-Hans', messages: { 'zh-Hans': hans } }),
  'zh-Hant': setupI18n({ locale: 'zh-Hant', messages: { 'zh-Hant': hant } }),
};

export type RatesMessageId = keyof typeof en;
/** The texts of the portal and those of the pages on prices, tiers and packs. */
export type RatesText = (id: MessageId | RatesMessageId, values?: Record<string, string | number>) => string;

const isOwn = (id: string): id is RatesMessageId => id.startsWith('rates.');

/** The words of a language, with those of the rest of the portal for everything else. */
export const ratesTextIn = (locale: string, rest: Text): RatesText => {
  const speaker = speakers[locale as keyof typeof speakers] ?? speakers.en;
  return (id, values) => (isOwn(id) ? speaker._(id, values) : rest(id, values));
};

/** As `useText`, with the words of these pages. */
export function useRatesText(): RatesText {
  const rest = useText();
  const { locale } = useReading();
  return useMemo(() => ratesTextIn(locale, rest), [locale, rest]);
}
