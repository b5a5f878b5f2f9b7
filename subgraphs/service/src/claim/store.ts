import { money } from '@quayside/shared/money';
import { openItemStore } from '../item/store.ts';
import type { Claim } from './claim.ts';
import { type ClaimRow, claimTable } from './table.ts';

const toClaim = ({ statedLines, amountMinor, offeredMinor, currency, ...row }: ClaimRow): Claim => ({
  ...row,
  lines: statedLines,
  amount: money(amountMinor, currency),
  offered: offeredMinor === null ? null : money(offeredMinor, currency),
  // Without it nothing is filed, so there is nothing to store.
  liabilityAsserted: true,
});

const toRow = ({ lines, amount, offered, liabilityAsserted: _, ...claim }: Claim): ClaimRow => ({
  ...claim,
  statedLines: lines,
  amountMinor: amount.amountMinor,
  offeredMinor: offered?.amountMinor ?? null,
  currency: amount.currency,
});

/** The reads and writes of claims. */
export const claims = openItemStore<Claim, ClaimRow>({
  table: claimTable,
  searched: ['t.statement'],
  toItem: toClaim,
  toRow,
});
