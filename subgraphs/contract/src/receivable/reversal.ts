import { ok, type Result, refuse } from '@quayside/shared/result';
import { type Receivable, settle } from './receivable.ts';
import type { Remittance } from './remittance.ts';

const LONGEST_REASON = 500;

/** Why a payment cannot be taken back, or null: it is taken back once, for a reason. */
export function reversalFault({ reference, reversedAt }: Remittance, reason: string): Result<never> | null {
  if (!reason.trim() || reason.length > LONGEST_REASON) {
    return refuse('REASON_LENGTH', `A reason has 1 to ${LONGEST_REASON} characters.`, {
      field: 'reason',
      fix: 'Say in a sentence why the payment is taken back, such as a cheque that bounced.',
    });
  }
  return reversedAt === null ? null : reversedFault(reference);
}

/** The refusal of anything that is asked of a payment that was taken back. */
export const reversedFault = (reference: string): Result<never> =>
  refuse('REMITTANCE_REVERSED', `${reference} has been taken back: it pays nothing any more.`, {
    fix: 'Book what came since under a reference of its own.',
  });

/**
 * What is owed again when a payment is taken back: of each invoice what was applied of it. The steps of collection that
 * were taken stay taken; the next one is found anew.
 */
export function owedAgain(remittance: Remittance, paid: readonly Receivable[]): Result<Receivable[]> {
  const again: Receivable[] = [];
  for (const receivable of paid) {
    const applied = remittance.items
      .filter(({ invoiceId }) => invoiceId === receivable.id)
      .reduce((sum, { appliedMinor }) => sum + appliedMinor, 0);
    const settled = settle(receivable, { paidMinor: -applied });
    if (!settled.ok) return settled;
    again.push({ ...settled.value, nextOn: settled.value.openMinor > 0 ? '' : null });
  }
  return ok(again);
}
