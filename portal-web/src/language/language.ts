import { i18n, type Messages } from '@lingui/core';

/** The languages of the portal, each by its own name. */
export const LANGUAGES = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' } as const;
export type Language = keyof typeof LANGUAGES;

const STORED = 'quayside.language';

export const isLanguage = (tag: string | null | undefined): tag is Language => !!tag && tag in LANGUAGES;

/** The first language of ours that the person's list asks for; Taiwan, Hong Kong and Macau read Traditional. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh(-\w+)*-(hant|tw|hk|mo)\b/i.test(tag)) return 'zh-Hant';
    if (/^zh\b/i.test(tag)) return 'zh-Hans';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** What was chosen on this device, else what the browser asks for. */
export function deviceLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  return isLanguage(stored) ? stored : chooseLanguage(navigator.languages);
}

const catalogs: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import('./catalogs/en.json'),
  'zh-Hans': () => import('./catalogs/zh-Hans.json'),
  'zh-Hant': () => import('./catalogs/zh-Hant.json'),
};

/** Loads a catalog and speaks it from now on; the choice is kept on this device. */
export async function speak(language: Language): Promise<void> {
  const { default: messages } = await catalogs[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
  localStorage.setItem(STORED, language);
}
