import * as column from '@quayside/shared/db/columns';

/** First columns of every table of parts. */
export const part = [
  { name: 'id', ...column.id, isPrimary: true },
  { name: 'shipment_id', ...column.id },
  { name: 'account_id', ...column.id },
];
