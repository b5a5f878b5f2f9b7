import * as column from '@quayside/shared/db/columns';

const id = { ...column.id, primary: true } as const;

/** What the tables of cases, claims and work orders have in common. */
export const itemColumns = {
  id,
  number: { ...column.code },
  accountId: { ...column.id, name: 'account_id' },
  shipmentId: { ...column.id, name: 'shipment_id', nullable: true },
  state: { ...column.state },
  priority: { ...column.state },
  ownerId: { ...column.id, name: 'owner_id', nullable: true },
  dueAt: { ...column.instant, name: 'due_at' },
  openedBy: { ...column.name, name: 'opened_by' },
  openedByKind: { ...column.state, name: 'opened_by_kind' },
  openedAt: { ...column.instant, name: 'opened_at' },
  closedAt: { ...column.instant, name: 'closed_at', nullable: true },
  version: { ...column.whole },
} as const;

/** Lists by account and by time, and the open items of a shipment. */
export const itemIndices = (table: string) => [
  { name: `${table}_number`, columns: ['number'], unique: true },
  { name: `${table}_account`, columns: ['accountId', 'openedAt', 'id'] },
  { name: `${table}_opened`, columns: ['openedAt', 'id'] },
  // Open items of a shipment are counted for every line of a shipment list: the index holds all that the count reads.
  { name: `${table}_shipment`, columns: ['shipmentId', 'closedAt', 'accountId'] },
];
