import { inWords, money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { PricedLine } from './invoice.ts';

/** A customer does not agree with a line. */
export interface Dispute {
  readonly id: string;
  readonly invoiceId: string;
  readonly lineId: string;
  readonly accountId: string;
  readonly state: 'OPEN' | 'CREDITED' | 'UPHELD';
  readonly reason: string;
  readonly answer: string | null;
  readonly creditNoteId: string | null;
  readonly openedBy: string;
  readonly openedAt: number;
  readonly decidedAt: number | null;
  readonly version: number;
}

/** What is given back, net, and what the customer is told. */
export interface Decision {
  /** 0 upholds the line. */
  readonly creditMinor: number;
  readonly answer: string;
}

const LONGEST_TEXT = 2_000;

export function textFault(text: string, field: string): Result<never> | null {
  if (text.trim() && text.length <= LONGEST_TEXT) return null;
  return refuse('REASON_MISSING', `Say why, with ${LONGEST_TEXT} characters at most.`, {
    field,
    figures: { most: LONGEST_TEXT },
  });
}

/** Decides an open dispute. No more is given back than the line still stands for. @param creditedMinor given back before */
export function decide(
  dispute: Dispute,
  line: Pick<PricedLine, 'amountMinor' | 'line' | 'currency'>,
  creditedMinor: number,
  { creditMinor, answer }: Decision,
  now: number,
): Result<Dispute> {
  if (dispute.state !== 'OPEN') {
    return refuse('DISPUTE_DECIDED', 'The dispute has been decided.', {
      fix: 'Open another one if something is left.',
    });
  }
  const fault = textFault(answer, 'answer');
  if (fault) return fault;
  const most = Math.max(0, line.amountMinor - creditedMinor);
  if (!Number.isSafeInteger(creditMinor) || creditMinor < 0 || creditMinor > most) {
    const words = (minor: number) => inWords(money(minor, line.currency));
    const message = `Line ${line.line} still stands for ${words(most)}; ${words(creditMinor)} cannot be given back.`;
    return refuse('CREDIT_RANGE', message, {
      field: 'creditMinor',
      fix: `Give back 0 to ${words(most)}, without tax.`,
    });
  }
  const state = creditMinor > 0 ? 'CREDITED' : 'UPHELD';
  return ok({ ...dispute, state, answer: answer.trim(), decidedAt: now });
}
