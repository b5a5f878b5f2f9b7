import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { AgreedChange } from './agreed-change.ts';

/** What was agreed and holds from a later day; the row goes when the day has come. */
export const agreedChangeTable = new EntitySchema<AgreedChange>({
  name: 'agreed_change',
  columns: {
    contractId: { ...column.id, name: 'contract_id', primary: true },
    beginsOn: { ...column.state, name: 'begins_on', primary: true },
    change: { ...column.json, name: 'terms' },
    reason: { ...column.text },
    actor: { ...column.name },
    agreedAt: { ...column.instant, name: 'agreed_at' },
  },
});
