import { useSyncExternalStore } from 'react';
import { useReading } from '../session/viewing.tsx';
import { formatFullInstant, formatInstant, formatRelative } from './instant.ts';

const TICK = 30_000;
let now = Date.now();
const waiting = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

// One timer for all relative times of the page.
function subscribe(listener: () => void): () => void {
  waiting.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of waiting) each();
  }, TICK);
  return () => {
    waiting.delete(listener);
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

interface MomentProps {
  readonly at: string;
  /** The zone of the place where it happens; the reader's own when left out. */
  readonly zone?: string | undefined;
  readonly relative?: boolean;
}

/** A moment in time. The full date with its zone is always one hover, or one focus, away. */
export function Moment({ at, zone, relative = false }: MomentProps) {
  const reading = useReading();
  const shown = zone ? { ...reading, timeZone: zone } : reading;
  const tick = useNow();
  return (
    <time dateTime={at} title={formatFullInstant(at, shown)} className="moment">
      {relative ? formatRelative(at, reading.locale, tick) : formatInstant(at, shown, new Date(tick))}
    </time>
  );
}
