import * as column from '@quayside/shared/db/columns';
import type { Role } from '@quayside/shared/identity';
import { EntitySchema } from 'typeorm';

export interface MemberRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  accountId: string | null;
  orgUnitId: string | null;
  unitPath: string | null;
  locale: string;
  timeZone: string;
  active: boolean;
  lastSignInAt: number | null;
  version: number;
}

export const memberTable = new EntitySchema<MemberRow>({
  name: 'member',
  columns: {
    id: { ...column.id, primary: true },
    name: { ...column.name },
    email: { ...column.line },
    role: { ...column.state },
    accountId: { ...column.id, name: 'account_id', nullable: true },
    orgUnitId: { ...column.id, name: 'org_unit_id', nullable: true },
    unitPath: { ...column.line, name: 'unit_path', nullable: true },
    locale: { ...column.state },
    timeZone: { ...column.code, name: 'time_zone' },
    active: { ...column.flag },
    lastSignInAt: { ...column.instant, name: 'last_sign_in_at', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'member_account', columns: ['accountId'] },
    { name: 'member_unit_path', columns: ['unitPath'] },
  ],
});
