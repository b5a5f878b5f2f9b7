import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { SavedView } from './saved-view.ts';

export const savedViewTable = new EntitySchema<SavedView>({
  name: 'saved_view',
  columns: {
    id: { ...column.id, primary: true },
    memberId: { ...column.id, name: 'member_id' },
    name: { ...column.code },
    filter: { ...column.json },
    createdAt: { ...column.instant, name: 'created_at' },
  },
  indices: [{ name: 'saved_view_name', columns: ['memberId', 'name'], unique: true }],
});
