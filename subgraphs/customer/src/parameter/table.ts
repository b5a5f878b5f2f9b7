import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { ParameterChange, ParameterSetting } from './parameter.ts';

export const parameterSettingTable = new EntitySchema<ParameterSetting>({
  name: 'parameter_setting',
  columns: {
    id: { ...column.id, primary: true },
    name: { ...column.code },
    orgUnitId: { ...column.id, name: 'org_unit_id' },
    path: { ...column.line },
    value: { ...column.long, nullable: true },
    changedBy: { ...column.name, name: 'changed_by' },
    changedAt: { ...column.instant, name: 'changed_at' },
    version: { ...column.whole },
  },
  indices: [{ name: 'parameter_setting_unit', columns: ['name', 'orgUnitId'], unique: true }],
});

export const parameterChangeTable = new EntitySchema<ParameterChange>({
  name: 'parameter_change',
  columns: {
    id: { ...column.id, primary: true },
    name: { ...column.code },
    orgUnitId: { ...column.id, name: 'org_unit_id' },
    before: { ...column.long, name: 'value_before', nullable: true },
    after: { ...column.long, name: 'value_after', nullable: true },
    by: { ...column.name, name: 'changed_by' },
    at: { ...column.instant, name: 'changed_at' },
    reason: { ...column.text },
  },
  indices: [{ name: 'parameter_change_name', columns: ['name', 'at'] }],
});
