import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

/** What came from a partner within an hour: a quota must not count a million messages to know it. */
export interface UsageRow {
  /** `<partner>:<hour>` */
  id: string;
  partnerId: string;
  /** Epoch milliseconds of its beginning. */
  hour: number;
  files: number;
  bytes: number;
}

export const usageTable = new EntitySchema<UsageRow>({
  name: 'edi_usage',
  columns: {
    id: { ...column.name, primary: true },
    partnerId: { ...column.code, name: 'partner_id' },
    hour: { ...column.instant },
    files: { ...column.whole },
    bytes: { ...column.long },
  },
  indices: [{ name: 'edi_usage_partner', columns: ['partnerId', 'hour'] }],
});
