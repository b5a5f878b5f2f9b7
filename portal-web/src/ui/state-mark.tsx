import type { ReactNode } from 'react';
import './state-mark.css';

/** What a state means for the reader. Each tone has its own shape, so that colour is never the only sign. */
export type Tone = 'waiting' | 'moving' | 'good' | 'warn' | 'bad' | 'ended';

const SHAPES: Record<Tone, ReactNode> = {
  waiting: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
  moving: <path d="M2.5 2 10 6l-7.5 4V2Z" fill="currentColor" />,
  good: <path d="m2 6.3 2.8 2.800L10 3.5" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  warn: <path d="M6 1.2 11.3 10.800H.7L6 1.200Z" fill="currentColor" />,
  bad: <path d="m2.5 2.5 7 7m0-7-7 7" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  ended: <path d="M2 6h8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
};

/** A state as word, shape and colour. */
export function StateMark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`state-mark tone-${tone}`}>
      <svg aria-hidden="true" width="12" height="12" viewBox="0 0 12 12">
        {SHAPES[tone]}
      </svg>
      {children}
    </span>
  );
}
