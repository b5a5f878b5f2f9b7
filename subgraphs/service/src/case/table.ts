import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { itemColumns, itemIndices } from '../item/columns.ts';
import type { Case } from './case.ts';

// CASE is a word of SQL.
export const caseTable = new EntitySchema<Case>({
  name: 'service_case',
  columns: {
    ...itemColumns,
    kind: { ...column.state },
    category: { ...column.state },
    subject: { ...column.line },
    description: { ...column.text },
    resolution: { ...column.text, nullable: true },
    decision: { ...column.state, nullable: true },
  },
  indices: itemIndices('service_case'),
});
