import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { countMessages, type MessageFilter } from './store.ts';

/** How many files came and what became of them; how many groups went and how they ended. */
export interface Conservation {
  readonly received: number;
  readonly waiting: number;
  readonly processed: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly held: number;
  readonly replaced: number;
  /** Every file that came is in exactly one of the states. */
  readonly receivedBalanced: boolean;
  readonly sent: number;
  readonly acknowledged: number;
  readonly rejectedByPartner: number;
  readonly overdue: number;
  readonly inTime: number;
  readonly cancelled: number;
  /** Acknowledgements of ours, and groups of partners who send none. */
  readonly notExpected: number;
  readonly unsent: number;
  /** Every group that went is in exactly one of these. */
  readonly sentBalanced: boolean;
}

/** Counts by direction, state and acknowledgement, in one reading: the sums hold at any moment. */
export async function conservation(em: EntityManager, viewer: Viewer, filter: MessageFilter): Promise<Conservation> {
  const counts = await countMessages(em, viewer, filter);
  const sum = (wanted: (one: (typeof counts)[number]) => boolean): number =>
    counts.filter(wanted).reduce((total, { count }) => total + count, 0);
  const came = (state: string) => sum((one) => one.direction === 'IN' && one.state === state);
  const went = (state: string) => sum((one) => one.direction === 'OUT' && one.state === state);
  const open = (...states: readonly string[]) =>
    sum((one) => one.direction === 'OUT' && one.state === 'SENT' && states.includes(one.ackState));
  const inbound = {
    received: sum(({ direction }) => direction === 'IN'),
    waiting: came('RECEIVED'),
    processed: came('PROCESSED'),
    duplicate: came('DUPLICATE'),
    quarantined: came('QUARANTINED'),
    rejected: came('REJECTED'),
    held: came('HELD'),
    replaced: came('REPLACED'),
  };
  const outbound = {
    sent: sum(({ direction }) => direction === 'OUT'),
    acknowledged: went('ACKNOWLEDGED'),
    rejectedByPartner: went('REJECTED'),
    overdue: open('OVERDUE', 'ESCALATED'),
    inTime: open('DUE'),
    cancelled: went('CANCELLED'),
    notExpected: open('NONE'),
    unsent: went('HELD'),
  };
  const { received, ...ended } = inbound;
  const { sent, ...answered } = outbound;
  const total = (parts: Record<string, number>): number => Object.values(parts).reduce((all, one) => all + one, 0);
  return {
    ...inbound,
    ...outbound,
    receivedBalanced: received === total(ended),
    sentBalanced: sent === total(answered),
  };
}
