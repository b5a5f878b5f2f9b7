import type english from './messages/en.json';

/** The languages of the page, each called by its own name. */
export const LANGUAGES = { en: 'English', 'zh-Hans': '简体', 'zh-Hant': '繁體' } as const;
export type Language = keyof typeof LANGUAGES;

export type Messages = Readonly<Record<keyof typeof english, string>>;

/** Says a message in the language of the page. */
export type Say = (key: keyof Messages, values?: Readonly<Record<string, string | number>>) => string;

export const speak =
  (messages: Messages): Say =>
  (key, values = {}) =>
    messages[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

const isKey = (messages: Messages, key: string): key is keyof Messages => Object.hasOwn(messages, key);

/** The word for a code of an outside list, or null when we have none. */
export function wordFor(messages: Messages, list: 'milestone' | 'reason' | 'refusal', code: string): string | null {
  const key = `${list}.${code}`;
  return isKey(messages, key) ? messages[key] : null;
}
