import { money } from '@quayside/shared/money';
import { openItemStore } from '../item/store.ts';
import { type Claim, EMPTY_DOSSIER } from './claim.ts';
import { type ClaimRow, claimTable } from './table.ts';

const toClaim = ({ statedLines, amountMinor, offeredMinor, currency, ...row }: ClaimRow): Claim => ({
  ...row,
  lines: statedLines,
  amount: money(amountMinor, currency),
  offered: offeredMinor === null ? null : money(offeredMinor, currency),
  liabilityAsserted: row.liabilityAsserted !== 0,
  dossier: { ...EMPTY_DOSSIER, ...row.dossier },
});

const toRow = ({ lines, amount, offered, ...claim }: Claim): ClaimRow => ({
  ...claim,
  statedLines: lines,
  amountMinor: amount.amountMinor,
  offeredMinor: offered?.amountMinor ?? null,
  currency: amount.currency,
  liabilityAsserted: claim.liabilityAsserted ? 1 : 0,
});

/** The reads and writes of claims. */
export const claims = openItemStore<Claim, ClaimRow>({
  table: claimTable,
  searched: ['t.statement', 't.reference'],
  toItem: toClaim,
  toRow,
});
