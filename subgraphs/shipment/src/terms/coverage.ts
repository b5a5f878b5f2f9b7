import type { EntitlementReason, EntitlementVerdict, LogisticsService } from '@quayside/contract/events';
import { figuresOf, type Refusal } from '@quayside/shared/result';
import { type CreditGate, workBlock as creditBlock } from '../credit/credit.ts';
import type { ShipmentKind } from '../shipment/shipment.ts';

/** The service that work on an order begins. */
export const serviceOf = (kind: ShipmentKind): LogisticsService => (kind === 'LOAD' ? 'TRANSPORT' : 'WAREHOUSING');

/** A service that no contract covers on a day (YYYY-MM-DD), and the nearest miss. */
export interface Uncovered {
  readonly service: LogisticsService;
  readonly date: string;
  readonly reason: EntitlementReason;
}

/** What was found to be uncovered; null where a contract covers it. */
export const uncoveredBy = (verdict: EntitlementVerdict, service: LogisticsService, date: string): Uncovered | null =>
  verdict.entitled ? null : { service, date, reason: verdict.reason };

/** All that may keep work on an order from starting; a release lets it go on in spite of either. */
export interface WorkGate extends CreditGate {
  readonly uncovered: Uncovered | null;
}

export const WHY_NOT: Readonly<Record<EntitlementReason, string>> = {
  NO_CONTRACT: 'there is no contract in force',
  NOT_COVERED: 'no contract covers it',
  NOT_YET_VALID: 'the contract that covers it is not valid yet',
  EXPIRED: 'the contract that covered it has expired',
};

const NAMES: Partial<Record<LogisticsService, string>> = { TRANSPORT: 'transport', WAREHOUSING: 'warehousing' };

const FIX =
  'Work starts by itself once a contract covers it: ask your account manager. A head of sales can release this order by its number.';

const notCovered = ({ service, date, reason }: Uncovered): string =>
  `it needs ${NAMES[service] ?? service} on ${date}, and ${WHY_NOT[reason]}`;

/** What to know of goods on their way in; goods at the dock are never turned away, so it holds nothing back. */
export const receiptFlag = (number: string, uncovered: Uncovered | null): Refusal | null =>
  uncovered && {
    code: `UNCOVERED_${uncovered.reason}`,
    message: `${number} is taken in when it comes, and is not charged yet: ${notCovered(uncovered)}.`,
    fix: 'Ask the account manager for a contract that covers it.',
  };

/**
 * Why work on a taken order does not start; null when nothing holds it back. Money is spoken of first: a contract would
 * not help an account that has to pay.
 */
export function workBlock(number: string, gate: WorkGate): Refusal | null {
  const held = creditBlock(number, gate);
  const { uncovered } = gate;
  if (held || !uncovered || gate.released) return held;
  // The reason is in the code: readers of other languages have a sentence for each.
  const code = `UNCOVERED_${uncovered.reason}`;
  const figures = figuresOf({ number, date: uncovered.date });
  return { code, message: `Work on ${number} does not start: ${notCovered(uncovered)}.`, fix: FIX, figures };
}
