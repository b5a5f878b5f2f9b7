import type { Grade } from './grading.ts';
import { PLAYBOOK, type PlayCode, type Stage } from './lifecycle.ts';
import type { RiskLevel } from './risk.ts';

/** When somebody should talk to a customer next, and about what. */
export interface ContactPlan {
  readonly everyDays: number;
  /** Epoch milliseconds; a past one is overdue. */
  readonly dueAt: number;
  readonly channel: 'VISIT' | 'CALL' | 'E_MAIL';
  readonly why: 'HIGH_RISK' | 'MEDIUM_RISK' | 'LOST' | 'NEVER_TALKED' | 'ROUTINE';
  /** The first thing of the stage's playbook; of an endangered customer to ask what is wrong. */
  readonly play: PlayCode;
}

const DAY = 86_400_000;
/** Days between two touches of a customer that nothing is wrong with, by grade. */
const ROUTINE: Readonly<Record<Grade, number>> = { A: 30, B: 45, C: 90, D: 180 };

/** The contact plan of a customer: the more endangered and the more valuable, the sooner. */
export function contactPlan(
  { stage, level, grade }: { stage: Stage; level: RiskLevel | null; grade: Grade | null },
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
