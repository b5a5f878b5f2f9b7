import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { WorkDay } from './capacity.ts';

/** One row per branch and day or weekday; its version keeps two bookings from sharing the last hour. */
export const workDayTable = new EntitySchema<WorkDay>({
  name: 'work_day',
  columns: {
    id: { ...column.id, primary: true },
    branch: { ...column.line },
    day: { ...column.state },
    minutes: { ...column.whole, nullable: true },
    bookedMinutes: { ...column.whole, name: 'booked_minutes' },
    version: { ...column.whole },
  },
  indices: [{ name: 'work_day_branch', columns: ['branch', 'day'], unique: true }],
});
