import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { OrgUnitKind } from './organization.ts';

export interface OrgUnitRow {
  id: string;
  parentId: string | null;
  name: string;
  kind: OrgUnitKind;
  path: string;
  timeZone: string;
}

export const orgUnitTable = new EntitySchema<OrgUnitRow>({
  name: 'org_unit',
  columns: {
    id: { ...column.id, primary: true },
    parentId: { ...column.id, name: 'parent_id', nullable: true },
    name: { ...column.name },
    kind: { ...column.state },
    path: { ...column.line },
    timeZone: { ...column.code, name: 'time_zone' },
  },
  indices: [
    { name: 'org_unit_path', columns: ['path'], unique: true },
    { name: 'org_unit_parent', columns: ['parentId'] },
  ],
});
