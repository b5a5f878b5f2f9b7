import { useState } from 'react';
import { useText } from '../language/use-text.ts';
import { CheckIcon, CopyIcon } from './icons.tsx';

/** Copies a text and says so. */
export function CopyText({ text }: { text: string }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button type="button" className="quiet-button" onClick={copy}>
      {copied ? <CheckIcon size={16} /> : <CopyIcon size={16} />}
      <span aria-live="polite">{copied ? t('ui.copied') : t('ui.copy')}</span>
    </button>
  );
}
