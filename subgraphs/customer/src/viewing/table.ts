import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { CustomerView } from './viewing.ts';

export const customerViewTable = new EntitySchema<CustomerView>({
  name: 'customer_view',
  columns: {
    id: { ...column.id, primary: true },
    sessionId: { ...column.id, name: 'session_id' },
    memberId: { ...column.id, name: 'member_id' },
    byName: { ...column.name, name: 'by_name' },
    accountId: { ...column.id, name: 'account_id' },
    reason: { ...column.text },
    locale: { ...column.state },
    timeZone: { ...column.code, name: 'time_zone' },
    openedAt: { ...column.instant, name: 'opened_at' },
    endsAt: { ...column.instant, name: 'ends_at' },
    endedAt: { ...column.instant, name: 'ended_at', nullable: true },
  },
  indices: [
    { name: 'customer_view_session', columns: ['sessionId', 'endedAt'] },
    { name: 'customer_view_ends', columns: ['endedAt', 'endsAt'] },
  ],
});
