import * as column from '@quayside/shared/db/columns';

/** First columns of every table of parts. */
export const part = {
  id: { ...column.id, primary: true },
  shipmentId: { ...column.id, name: 'shipment_id' },
  accountId: { ...column.id, name: 'account_id' },
} as const;
