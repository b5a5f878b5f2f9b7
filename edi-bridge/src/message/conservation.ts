import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { type ControlNumbers, countMessages, countNumbers, type MessageFilter } from './store.ts';

/** How many files came and what became of them; how many groups went and how they ended. */
export interface Conservation {
  readonly received: number;
  /** Archived, and about to be processed. */
  readonly inProgress: number;
  readonly processed: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly held: number;
  readonly replaced: number;
  /** Put aside by a person. */
  readonly dismissed: number;
  /** Every file that came is in exactly one of the states. */
  readonly receivedBalanced: boolean;
  readonly sent: number;
  readonly acknowledged: number;
  readonly rejectedByPartner: number;
  readonly overdue: number;
  /** For an acknowledgement that is still in time. */
  readonly waiting: number;
  readonly cancelled: number;
  /** Acknowledgements of ours, and groups of partners who send none. */
  readonly notExpected: number;
  /** Every interchange that went is in exactly one of these. */
  readonly sentBalanced: boolean;
  /** Documents that were due and could not be sent: they took no numbers. */
  readonly unsent: number;
  /** For each partner and level: every number that was given out is on exactly one message. */
  readonly controlNumbers: readonly ControlNumbers[];
}

/** Counts by direction, state and acknowledgement, in one reading: the sums hold at any moment. */
export async function conservation(em: EntityManager, viewer: Viewer, filter: MessageFilter): Promise<Conservation> {
  const counts = await countMessages(em, viewer, filter);
  const sum = (wanted: (one: (typeof counts)[number]) => boolean): number =>
    counts.filter(wanted).reduce((total, { count }) => total + count, 0);
  const came = (state: string) => sum((one) => one.direction === 'IN' && one.state === state);
  const numbered = (one: (typeof counts)[number]): boolean => one.direction === 'OUT' && one.numbered;
  const went = (state: string) => sum((one) => numbered(one) && one.state === state);
  const open = (...states: readonly string[]) =>
    sum((one) => numbered(one) && one.state === 'SENT' && states.includes(one.ackState));
  const inbound = {
    received: sum(({ direction }) => direction === 'IN'),
    inProgress: came('RECEIVED'),
    processed: came('PROCESSED'),
    duplicate: came('DUPLICATE'),
    quarantined: came('QUARANTINED'),
    rejected: came('REJECTED'),
    held: came('HELD'),
    replaced: came('REPLACED'),
    dismissed: came('CANCELLED'),
  };
  const outbound = {
    sent: sum(numbered),
    acknowledged: went('ACKNOWLEDGED'),
    rejectedByPartner: went('REJECTED'),
    overdue: open('OVERDUE', 'ESCALATED'),
    waiting: open('DUE'),
    cancelled: went('CANCELLED'),
    notExpected: open('NONE'),
  };
  const { received, ...ended } = inbound;
  const { sent, ...answered } = outbound;
  const total = (parts: Record<string, number>): number => Object.values(parts).reduce((all, one) => all + one, 0);
  return {
    ...inbound,
    ...outbound,
    receivedBalanced: received === total(ended),
    sentBalanced: sent === total(answered),
    unsent: sum(({ direction, state, numbered }) => direction === 'OUT' && !numbered && state === 'HELD'),
    controlNumbers: await countNumbers(em, viewer, filter.partnerId ?? null),
  };
}
