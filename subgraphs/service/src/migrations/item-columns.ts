import * as column from '@quayside/shared/db/columns';
import { type TableColumnOptions, TableIndex } from 'typeorm';

/** The columns that the three tables of items had in common when they were made. Never edit: add a migration. */
export const ITEM_COLUMNS: TableColumnOptions[] = [
  { name: 'id', ...column.id, isPrimary: true },
  { name: 'number', ...column.code },
  { name: 'account_id', ...column.id },
  { name: 'shipment_id', ...column.id, isNullable: true },
  { name: 'state', ...column.state },
  { name: 'priority', ...column.state },
  { name: 'owner_id', ...column.id, isNullable: true },
  { name: 'due_at', ...column.bigint },
  { name: 'opened_by', ...column.name },
  { name: 'opened_by_kind', ...column.state },
  { name: 'opened_at', ...column.bigint },
  { name: 'closed_at', ...column.bigint, isNullable: true },
  { name: 'version', ...column.whole },
];

export const itemIndices = (table: string): TableIndex[] => [
  new TableIndex({ name: `${table}_number`, columnNames: ['number'], isUnique: true }),
  new TableIndex({ name: `${table}_account`, columnNames: ['account_id', 'opened_at', 'id'] }),
  new TableIndex({ name: `${table}_opened`, columnNames: ['opened_at', 'id'] }),
  new TableIndex({ name: `${table}_shipment`, columnNames: ['shipment_id', 'closed_at', 'account_id'] }),
];
