import type { ReactNode } from 'react';
import { WarningIcon } from './icons.tsx';
import './notes.css';

/** A coloured remark inside a page. */
export function Note({
  tone,
  title,
  children,
}: {
  tone: 'good' | 'warn' | 'bad' | 'accent';
  title?: string;
  children?: ReactNode;
}) {
  return (
    <div className={`note note-${tone}`}>
      {(tone === 'bad' || tone === 'warn') && <WarningIcon size={18} />}
      <div>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}
