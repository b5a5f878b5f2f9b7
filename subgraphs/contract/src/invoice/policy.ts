import { holds, isStaff, mayCommit, mayWrite, type Viewer } from '@quayside/shared/identity';
import { aboveUnits, type Money } from '@quayside/shared/money';
import { type Result, refuse } from '@quayside/shared/result';

/** Bills bind the company, so its commercial side runs them, decides disputes and books payments. */
export const mayBill = mayCommit;

/** What holds for every branch is set by those who answer for the house. */
export const setsForHouse = ({ role }: Viewer): boolean => role === 'ADMINISTRATOR' || role === 'EXECUTIVE';

/** Whoever has to pay may say that a line is wrong; staff may do so in their name. */
export const mayDispute = (viewer: Viewer): boolean =>
  mayWrite(viewer) && viewer.kind !== 'link' && (isStaff(viewer) || viewer.reach.kind === 'account');

/**
 * Above the limit of the branch whoever may approve credit notes gives one, such as the head of sales.
 * @param above in whole units of the currency
 */
export function creditFault(viewer: Viewer, credit: Money, above: number): Result<never> | null {
  if (viewer.kind !== 'member' || holds(viewer, 'APPROVE_CREDIT_NOTES') || !aboveUnits(credit, above)) return null;
  return refuse('CREDIT_NOTE_NEEDS_HEAD', `You may give back up to ${above} ${credit.currency} net.`, {
    field: 'creditMinor',
    fix: 'Ask the head of sales, or somebody else who may approve credit notes, to decide this dispute.',
    figures: { above: `${above} ${credit.currency}` },
  });
}
