import type { Language } from './words.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', 'zh-Hans': 'zh-Hans-CN', 'zh-Hant': 'zh-Hant-TW' };
const DAY = { weekday: 'short', month: 'short', day: 'numeric' } as const;
const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;
// CST is Chicago's time to one reader and Beijing's to another, so Chinese pages name the offset.
const ZONE_NAMES = { en: 'short', 'zh-Hans': 'shortOffset', 'zh-Hant': 'shortOffset' } as const;

/** Formats instants in the time zone of the place where they matter, never in that of the reader's phone. */
export interface Moments {
  /** Such as `Tue, Nov 24`. */
  day(at: string, zone: string): string;
  /** Such as `2:05 PM EST`. */
  clock(at: string, zone: string): string;
  both(at: string, zone: string): string;
  /** Such as `5 minutes ago`. */
  age(seconds: number): string;
}

export function momentsIn(language: Language): Moments {
  const format = (at: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], options).format(new Date(at));
  const day = (at: string, timeZone: string) => format(at, { ...DAY, timeZone });
  const clock = (at: string, timeZone: string) => `${format(at, { ...CLOCK, timeZone })} ${zoneName(at, timeZone)}`;
  const zoneName = (at: string, timeZone: string) =>
    new Intl.DateTimeFormat(LOCALES[language], { timeZone, timeZoneName: ZONE_NAMES[language] })
      .formatToParts(new Date(at))
      .find(({ type }) => type === 'timeZoneName')
      // A line may not break in "GMT-8".
      ?.value.replace('-', '\u2011') ?? timeZone;
  const relative = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' });
  return {
    day,
    clock,
    both: (at, timeZone) => `${day(at, timeZone)}${language === 'en' ? ',' : ''} ${clock(at, timeZone)}`,
    age: (seconds) => {
      if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
      if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour');
      return relative.format(-Math.floor(seconds / 86_400), 'day');
    },
  };
}
