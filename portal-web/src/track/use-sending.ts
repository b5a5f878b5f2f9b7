import { useState } from 'preact/hooks';
import { Refused } from './graph.ts';
import { useSetting } from './setting.ts';

/** One form's way to the server: idle, sending, or refused with words for the reader. */
export function useSending() {
  const { say } = useSetting();
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  /** True when it arrived. What was typed stays in the form until then. */
  async function send(command: () => Promise<void>): Promise<boolean> {
    setSending(true);
    setFault(null);
    try {
      await command();
      return true;
    } catch (error) {
      setFault(error instanceof Refused && error.message ? error.message : say('action.failed'));
      return false;
    } finally {
      setSending(false);
    }
  }
  return { sending, fault, setFault, send };
}
