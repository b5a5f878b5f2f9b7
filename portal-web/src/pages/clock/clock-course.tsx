import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import type { ClockCourseFragment, PauseReason } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import type { Objection } from '../../graph/use-command.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { mayKeepClocks } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { ClockList } from './clock-list.tsx';

interface Turn<Variables> {
  run(variables: Variables): Promise<object | null>;
  readonly running: boolean;
  readonly objection: Objection | null;
}

/** The commands that stop a clock of this item and set it going. */
export interface ClockTurns {
  readonly id: string;
  readonly pause: Turn<{ id: string; clockId: string; reason: PauseReason }>;
  readonly resume: Turn<{ id: string; clockId: string }>;
}

interface CourseProps {
  readonly clocks: readonly ClockCourseFragment[];
  readonly turns: ClockTurns;
}

/** Clocks with all that happened to them; who keeps them may let one stand still, never without a reason. */
export function ClockCourse({ clocks, turns }: CourseProps) {
  return (
    <>
      <ClockList
        clocks={clocks}
        below={(clock) => (
          <>
            <TurnButton clock={clock} turns={turns} />
            <Steps clock={clock} />
          </>
        )}
      />
      <ObjectionNote objection={turns.resume.objection} />
    </>
  );
}

function TurnButton({ clock, turns }: { clock: ClockCourseFragment; turns: ClockTurns }) {
  const t = useText();
  const [pausing, setPausing] = useState(false);
  if (!mayKeepClocks(useViewer())) return null;
  const named = { clock: t(`clockKind.${clock.kind}`) };
  if (clock.phase === 'PAUSED') {
    return (
      <button
        type="button"
        className="quiet-button"
        aria-label={t('clock.resumeNamed', named)}
        disabled={turns.resume.running}
        onClick={() => void turns.resume.run({ id: turns.id, clockId: clock.id })}
      >
        {t('clock.resume')}
      </button>
    );
  }
  if (clock.phase !== 'RUNNING' || clock.pausableFor.length === 0) return null;
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        aria-label={t('clock.pauseNamed', named)}
        onClick={() => setPausing(true)}
      >
        {t('clock.pause')}
      </button>
      {pausing && <PauseDialog clock={clock} turns={turns} close={() => setPausing(false)} />}
    </>
  );
}

interface PauseProps {
  readonly clock: ClockCourseFragment;
  readonly turns: ClockTurns;
  readonly close: () => void;
}

function PauseDialog({ clock, turns: { id, pause }, close }: PauseProps) {
  const t = useText();
  const submit = async (form: FormData) => {
    const reason = clock.pausableFor.find((one) => one === form.get('reason'));
    if (reason && (await pause.run({ id, clockId: clock.id, reason }))) close();
  };
  return (
    <CommandDialog
      title={t('clock.pauseNamed', { clock: t(`clockKind.${clock.kind}`) })}
      submitLabel={t('clock.pause')}
      running={pause.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={pause.objection} />}
    >
      <NativeSelect
        name="reason"
        label={t('clock.why')}
        data={clock.pausableFor.map((value) => ({ value, label: t(`pauseReason.${value}`) }))}
        data-autofocus
      />
    </CommandDialog>
  );
}

const CHANGES: Record<string, MessageId> = {
  STARTED: 'clockChange.STARTED',
  PAUSED: 'clockChange.PAUSED',
  RESUMED: 'clockChange.RESUMED',
  REMINDED: 'clockChange.REMINDED',
  ESCALATED: 'clockChange.ESCALATED',
  MISSED: 'clockChange.MISSED',
  MET: 'clockChange.MET',
  REOPENED: 'clockChange.REOPENED',
  STOPPED: 'clockChange.STOPPED',
};
const REASONS: Record<string, MessageId> = {
  PAPERS_WANTED: 'clockReason.PAPERS_WANTED',
  AGREED_EXTENSION: 'clockReason.AGREED_EXTENSION',
  CLAIM_PENDING: 'clockReason.CLAIM_PENDING',
  WAITING_FOR_CUSTOMER: 'clockReason.WAITING_FOR_CUSTOMER',
  CUSTOMER_ANSWERED: 'clockReason.CUSTOMER_ANSWERED',
  TAKEN_UP_AGAIN: 'clockReason.TAKEN_UP_AGAIN',
};

/** What is kept of a clock, step by step. One that only ever ran has nothing to tell. */
function Steps({ clock: { transitions } }: { clock: ClockCourseFragment }) {
  const t = useText();
  if (transitions.length < 2) return null;
  const words = (known: Record<string, MessageId>, code: string) => {
    const id = known[code];
    return id ? t(id) : code;
  };
  return (
    <details className="clock-steps small">
      <summary>{t('clock.steps')}</summary>
      <ol>
        {transitions.map(({ change, at, actor, reason }) => (
          <li key={`${change}${at}`}>
            {words(CHANGES, change)}
            {reason && `: ${words(REASONS, reason)}`}
            <span className="soft">
              {' '}
              {actor} · <Moment at={at} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
