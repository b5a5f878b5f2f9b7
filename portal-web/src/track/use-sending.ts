import { useState } from 'preact/hooks';
import { Refused } from './graph.ts';
import { useSetting } from './setting.ts';
import { wordFor } from './words.ts';

/** One form's way to the server: idle, sending, or refused with words for the reader. */
export function useSending() {
  const { say, messages, language } = useSetting();
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  // English readers get the server's sentence, which names numbers; the others the words for its code.
  const wordsOf = (error: unknown): string | null => {
    if (!(error instanceof Refused)) return null;
    return language === 'en' && error.message ? error.message : wordFor(messages, 'refusal', error.code);
  };
  /** True when it arrived. What was typed stays in the form until then. */
  async function send(command: () => Promise<void>): Promise<boolean> {
    setSending(true);
    setFault(null);
    try {
      await command();
      return true;
    } catch (error) {
      setFault(wordsOf(error) ?? say('action.failed'));
      return false;
    } finally {
      setSending(false);
    }
  }
  return { sending, fault, setFault, send };
}
