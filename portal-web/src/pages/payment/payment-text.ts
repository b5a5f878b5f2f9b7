import { useMemo } from 'react';
import { pageTexts } from '../../language/page-text.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';

export type PaymentMessageId = keyof typeof en;
/** The texts of the portal and those on how money comes in. */
export type PaymentText = (id: MessageId | PaymentMessageId, values?: Record<string, string | number>) => string;

const paymentTextIn = pageTexts<PaymentMessageId>('pay.', { en, 'zh-Hans': hans, 'zh-Hant': hant });

/** As `useText`, with the words on how money comes in. */
export function usePaymentText(): PaymentText {
  const rest = useText();
  const { locale } = useReading();
  return useMemo(() => paymentTextIn(locale, rest), [locale, rest]);
}
