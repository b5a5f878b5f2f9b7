import { ok, type Result, refuse } from '@quayside/shared/result';
import type { InboundState } from '../events.ts';
import type { InboundNotice } from './inbound-notice.ts';

const NEXT = {
  EXPECTED: ['ARRIVED', 'RECEIVED', 'CANCELLED'],
  ARRIVED: ['RECEIVED', 'CANCELLED'],
  RECEIVED: [],
  CANCELLED: [],
} as const satisfies Record<InboundState, readonly InboundState[]>;

/** What may happen next. */
export const nextInboundStates = (state: InboundState): readonly InboundState[] => NEXT[state];

/** Moves a notice by a decision; a state that the table does not allow is refused. */
export function moveInbound(notice: InboundNotice, to: InboundState): Result<InboundNotice> {
  const allowed = nextInboundStates(notice.state);
  if (allowed.includes(to)) return ok({ ...notice, state: to });
  return refuse('INBOUND_STATE_FORBIDS', `${notice.number} is ${notice.state}: it cannot become ${to}.`, {
    fix: allowed.length > 0 ? `From here it may become ${allowed.join(', ')}.` : 'This state is final.',
  });
}
