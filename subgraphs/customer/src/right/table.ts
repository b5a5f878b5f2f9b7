import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { MemberRight } from './right.ts';
import type { StaffRecord } from './staff-record.ts';

export const memberRightTable = new EntitySchema<MemberRight>({
  name: 'member_right',
  columns: {
    id: { ...column.id, primary: true },
    memberId: { ...column.id, name: 'member_id' },
    kind: { ...column.state },
    effect: { ...column.state },
    subject: { ...column.code },
    path: { ...column.line, nullable: true },
    fromAt: { ...column.instant, name: 'from_at', nullable: true },
    untilAt: { ...column.instant, name: 'until_at', nullable: true },
    reason: { ...column.text },
    grantedBy: { ...column.name, name: 'granted_by' },
    grantedAt: { ...column.instant, name: 'granted_at' },
    withdrawnBy: { ...column.name, name: 'withdrawn_by', nullable: true },
    withdrawnAt: { ...column.instant, name: 'withdrawn_at', nullable: true },
    told: { ...column.flag },
  },
  indices: [
    { name: 'member_right_member', columns: ['memberId', 'grantedAt'] },
    { name: 'member_right_until', columns: ['withdrawnAt', 'untilAt'] },
  ],
});

export const staffRecordTable = new EntitySchema<StaffRecord>({
  name: 'staff_record',
  columns: {
    id: { ...column.id, primary: true },
    memberId: { ...column.id, name: 'member_id' },
    at: { ...column.instant },
    actor: { ...column.name },
    action: { ...column.state },
    detail: { ...column.json },
  },
  indices: [{ name: 'staff_record_member', columns: ['memberId', 'at'] }],
});
