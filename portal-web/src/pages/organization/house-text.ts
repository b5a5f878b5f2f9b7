import { useMemo } from 'react';
import { pageTexts } from '../../language/page-text.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';

export type HouseMessageId = keyof typeof en;
/** The texts of the portal and those on how the house is built. */
export type HouseText = (id: MessageId | HouseMessageId, values?: Record<string, string | number>) => string;

const houseTextIn = pageTexts<HouseMessageId>('house.', { en, 'zh-Hans': hans, 'zh-Hant': hant });

/** As `useText`, with the words on how the house is built. */
export function useHouseText(): HouseText {
  const rest = useText();
  const { locale } = useReading();
  return useMemo(() => houseTextIn(locale, rest), [locale, rest]);
}
