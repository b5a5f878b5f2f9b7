/** Languages in which the page exists. */
export const LANGUAGES = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language asked for in the address, else the first one of the browser's list that the page speaks. */
export function chooseLanguage(asked: string | null, acceptLanguage: string | null): Language {
  const exact = LANGUAGES.find((language) => language === asked);
  if (exact) return exact;
  const preferred = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().split(/\s*;\s*/);
      return { tag, quality: Number(quality.replace('q=', '')) || 0 };
    })
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of preferred) {
    const language = spoken(tag);
    if (language) return language;
  }
  return 'en';
}

function spoken(tag: string): Language | null {
  if (/^en\b/i.test(tag)) return 'en';
  // Script wins over region; Taiwan, Hong Kong and Macao write traditional characters.
  if (/^zh\b.*\bhant\b/i.test(tag)) return 'zh-Hant';
  if (/^zh\b.*\bhans\b/i.test(tag)) return 'zh-Hans';
  if (/^zh-(tw|hk|mo)\b/i.test(tag)) return 'zh-Hant';
  return /^zh\b/i.test(tag) ? 'zh-Hans' : null;
}
