import { useMemo } from 'react';
import { formatNumber } from '../../format/quantity.ts';
import { useReading } from '../../session/viewing.tsx';
import type { Writing } from './board-charts.ts';
import { useBoardText } from './board-text.ts';

/** What charts are written with, in the language of the reader. */
export function useWriting(): Writing {
  const t = useBoardText();
  const { locale } = useReading();
  return useMemo(() => {
    const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    return {
      ...{ t, locale, count: (value: number) => formatNumber(value, locale) },
      percent: (value: number) => share.format(value / 100),
    };
  }, [t, locale]);
}
