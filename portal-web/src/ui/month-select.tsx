import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../language/use-text.ts';
import { useReading } from '../session/viewing.tsx';

const OFFERED = 24;

/** Months as YYYY-MM in UTC, the one that goes on first. */
export const monthsBefore = (now: number): string[] => {
  const day = new Date(now);
  return Array.from({ length: OFFERED }, (_, ago) =>
    new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - ago, 1)).toISOString().slice(0, 7),
  );
};

interface MonthSelectProps {
  /** YYYY-MM; empty for any. */
  readonly value: string;
  readonly change: (month: string) => void;
  /** What the month is of. */
  readonly label: string;
}

/** Narrows a list to one month of the last two years, or to an older one that an address has named. */
export function MonthSelect({ value, change, label }: MonthSelectProps) {
  const t = useText();
  const { locale } = useReading();
  const [openedAt] = useState(Date.now);
  const months = monthsBefore(openedAt);
  const words = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const offered = !value || months.includes(value) ? months : [...months, value];
  return (
    <NativeSelect
      aria-label={label}
      title={label}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      data={[
        { value: '', label: t('ui.anyMonth') },
        ...offered.map((month) => ({ value: month, label: words.format(new Date(`${month}-01T00:00:00Z`)) })),
      ]}
    />
  );
}
