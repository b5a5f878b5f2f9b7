import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { OrgUnitChange, OrgUnitKind } from './organization.ts';

export interface OrgUnitRow {
  id: string;
  parentId: string | null;
  name: string;
  kind: OrgUnitKind;
  path: string;
  timeZone: string;
  closedAt: number | null;
  version: number;
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
    closedAt: { ...column.instant, name: 'closed_at', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'org_unit_path', columns: ['path'], unique: true },
    { name: 'org_unit_parent', columns: ['parentId'] },
  ],
});

export const orgUnitChangeTable = new EntitySchema<OrgUnitChange>({
  name: 'org_unit_change',
  columns: {
    id: { ...column.id, primary: true },
    unitId: { ...column.id, name: 'unit_id' },
    at: { ...column.instant, name: 'changed_at' },
    by: { ...column.name, name: 'changed_by' },
    action: { ...column.state },
    parentBefore: { ...column.id, name: 'parent_before', nullable: true },
    parentAfter: { ...column.id, name: 'parent_after', nullable: true },
    reason: { ...column.text },
  },
  indices: [{ name: 'org_unit_change_unit', columns: ['unitId', 'at'] }],
});
