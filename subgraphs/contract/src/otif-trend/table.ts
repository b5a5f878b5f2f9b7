import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { OtifTally } from './trend.ts';

/** One row per contract and month: what boards sum up, so that no shipment is judged while somebody waits. */
export const otifTallyTable = new EntitySchema<OtifTally>({
  name: 'otif_tally',
  columns: {
    contractId: { ...column.id, name: 'contract_id', primary: true },
    month: { ...column.state, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    counted: { ...column.whole },
    hits: { ...column.whole },
    excluded: { ...column.whole },
    openCount: { ...column.whole, name: 'open_count' },
    nextAt: { ...column.instant, name: 'next_at', nullable: true },
    stale: { ...column.flag },
    judgedAt: { ...column.instant, name: 'judged_at', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'otif_tally_stale', columns: ['stale', 'contractId'] },
    { name: 'otif_tally_next', columns: ['nextAt'] },
    // Both hold all that is summed up: by month for many accounts, by account for few.
    {
      name: 'otif_tally_sums',
      columns: ['month', 'accountId', 'counted', 'hits', 'excluded', 'openCount', 'stale'],
    },
    {
      name: 'otif_tally_account',
      columns: ['accountId', 'month', 'counted', 'hits', 'excluded', 'openCount', 'stale'],
    },
  ],
});
