import type { Grade } from './grading.ts';
import { PLAYBOOK, type PlayCode, type Stage } from './lifecycle.ts';
import type { RiskLevel } from './risk.ts';

/** When somebody should talk to a customer next, and about what. */
export interface ContactPlan {
  readonly everyDays: number;
  /** Epoch milliseconds; a past one is overdue. */
  readonly dueAt: number;
  readonly channel: 'VISIT' | 'CALL' | 'E_MAIL';
  readonly why: 'FOLLOW_UP' | 'HIGH_RISK' | 'MEDIUM_RISK' | 'LOST' | 'NEVER_TALKED' | 'ROUTINE';
  /** The first thing of the stage's playbook; of an endangered customer to ask what is wrong. */
  readonly play: PlayCode;
}

const DAY = 86_400_000;
/** Days between two touches of a customer that nothing is wrong with, by grade. */
const ROUTINE: Readonly<Record<Grade, number>> = { A: 30, B: 45, C: 90, D: 180 };

/** When somebody last talked with a customer, and what was agreed then. */
export interface LastTouch {
  /** Epoch milliseconds; null when nobody has yet. */
  readonly at: number | null;
  /** Day on which somebody said to come back to it, YYYY-MM-DD; null when none was named, or it was done. */
  readonly followUpOn: string | null;
}

export const NEVER: LastTouch = { at: null, followUpOn: null };

/**
 * The contact plan of a customer: the more endangered and the more valuable, the sooner. A day that was agreed with the
 * customer stands before every rule.
 */
export function contactPlan(
  of: { readonly stage: Stage; readonly level: RiskLevel | null; readonly grade: Grade | null },
  { at, followUpOn }: LastTouch,
  now: number,
): ContactPlan {
  const plan = ruledPlan(of, at, now);
  // Noon of the day, which is the same date nearly everywhere.
  return followUpOn === null ? plan : { ...plan, why: 'FOLLOW_UP', dueAt: Date.parse(`${followUpOn}T12:00:00Z`) };
}

function ruledPlan(
  { stage, level, grade }: { readonly stage: Stage; readonly level: RiskLevel | null; readonly grade: Grade | null },
  lastTouchAt: number | null,
  now: number,
): ContactPlan {
  const [play] = PLAYBOOK[stage];
  const first = play ?? 'CALL_TO_QUALIFY';
  const due = (everyDays: number): Pick<ContactPlan, 'everyDays' | 'dueAt'> => ({
    everyDays,
    dueAt: lastTouchAt === null ? now : lastTouchAt + everyDays * DAY,
  });
  if (stage === 'TERMINATION') return { ...due(30), channel: 'CALL', why: 'LOST', play: first };
  if (level === 'HIGH') return { ...due(7), channel: 'VISIT', why: 'HIGH_RISK', play: 'ASK_WHY' };
  if (level === 'MEDIUM') return { ...due(14), channel: 'CALL', why: 'MEDIUM_RISK', play: 'ASK_WHY' };
  const everyDays = grade === null ? 60 : ROUTINE[grade];
  const channel = grade === 'A' ? 'VISIT' : grade === 'D' ? 'E_MAIL' : 'CALL';
  return { ...due(everyDays), channel, why: lastTouchAt === null ? 'NEVER_TALKED' : 'ROUTINE', play: first };
}
