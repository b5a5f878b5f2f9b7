import { useMemo } from 'react';
import { pageTexts } from '../../language/page-text.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';

/** The texts of the portal and those of notifications. */
export type NotificationText = (id: MessageId | keyof typeof en, values?: Record<string, string | number>) => string;

const textIn = pageTexts<keyof typeof en>('notification.', { en, 'zh-Hans': hans, 'zh-Hant': hant });

/** As `useText`, with the words of notifications. */
export function useNotificationText(): NotificationText {
  const rest = useText();
  const { locale } = useReading();
  return useMemo(() => textIn(locale, rest), [locale, rest]);
}
