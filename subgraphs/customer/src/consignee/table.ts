import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { PostalAddress } from '../checks.ts';

export interface ConsigneeRow {
  id: string;
  accountId: string;
  code: string | null;
  name: string;
  /** Unique per account, see `identityKey`. */
  identity: string;
  /** Name and postal code, see `nameKey`. */
  nameKey: string;
  address: PostalAddress | null;
  phone: string | null;
  email: string | null;
  needs: string | null;
  timeZone: string | null;
  version: number;
}

export const consigneeTable = new EntitySchema<ConsigneeRow>({
  name: 'consignee',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    code: { ...column.code, nullable: true },
    name: { ...column.name },
    identity: { ...column.line },
    nameKey: { ...column.line, name: 'name_key' },
    address: { ...column.json, nullable: true },
    phone: { ...column.code, nullable: true },
    email: { ...column.line, nullable: true },
    needs: { ...column.text, nullable: true },
    timeZone: { ...column.code, name: 'time_zone', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'consignee_identity', columns: ['accountId', 'identity'], unique: true },
    { name: 'consignee_name_key', columns: ['accountId', 'nameKey'] },
  ],
});
