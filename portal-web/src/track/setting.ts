import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Moments, momentsIn } from './moments.ts';
import { type Language, type Messages, type Say, speak } from './words.ts';

/** What every part of the page needs to speak to the reader. */
export interface Setting {
  readonly language: Language;
  readonly messages: Messages;
  readonly say: Say;
  readonly moments: Moments;
}

export const settingIn = (language: Language, messages: Messages): Setting => ({
  language,
  messages,
  say: speak(messages),
  moments: momentsIn(language),
});

const Context = createContext<Setting | null>(null);
export const SettingProvider = Context.Provider;

export function useSetting(): Setting {
  const setting = useContext(Context);
  if (!setting) throw new TypeError('the page is rendered inside a SettingProvider');
  return setting;
}
