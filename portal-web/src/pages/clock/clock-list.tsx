import type { ReactNode } from 'react';
import { formatAge } from '../../format/instant.ts';
import { Moment, useNow } from '../../format/moment.tsx';
import type { ClockFactsFragment, ClockPhase } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';
import { regimeName } from '../contracts/regime.ts';
import './clock.css';

const TONES: Record<ClockPhase, Tone> = {
  RUNNING: 'moving',
  PAUSED: 'waiting',
  MISSED: 'bad',
  MET: 'good',
  MET_LATE: 'warn',
  STOPPED: 'ended',
};

// Our own promises are written nowhere else than in these words.
const OWN_WORDS = ['house', 'warehouse'];

interface ClockListProps<Shown> {
  readonly clocks: readonly Shown[];
  /** What stands below a clock: its steps, and what may be done to it. */
  readonly below?: (clock: Shown) => ReactNode;
}

/** Times that law, contract or the company sets: what is left of each, why it stands still, and where it is written. */
export function ClockList<Shown extends ClockFactsFragment>({ clocks, below }: ClockListProps<Shown>) {
  const t = useText();
  if (clocks.length === 0) return null;
  return (
    <ul className="clock-list">
      {clocks.map((clock) => (
        <li key={clock.id}>
          <span className="grow">
            {t(`clockKind.${clock.kind}`)}
            <span className="record-sub">
              <ClockTime clock={clock} />
            </span>
            <span className="record-sub">
              {OWN_WORDS.includes(clock.regime) ? '' : `${clock.source} · `}
              {regimeName(clock.regime, t)}
            </span>
          </span>
          <StateMark tone={TONES[clock.phase]}>{t(`clockPhase.${clock.phase}`)}</StateMark>
          {below?.(clock)}
        </li>
      ))}
    </ul>
  );
}

function ClockTime({ clock: { phase, dueAt, timeZone, pausedFor } }: { clock: ClockFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  const now = useNow();
  const date = <Moment at={dueAt} zone={timeZone} />;
  if (phase === 'PAUSED' && pausedFor) return t(`pauseReason.${pausedFor}`);
  if (phase === 'MISSED')
    return (
      <>
        {date} · {t('due.since', { age: formatAge(dueAt, locale, now) })}
      </>
    );
  if (phase !== 'RUNNING') return date;
  return (
    <>
      {date} · <Moment at={dueAt} relative />
    </>
  );
}
