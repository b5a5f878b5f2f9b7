import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Dossier } from './dossier.ts';

/** One row per account, of the same id. */
export const dossierTable = new EntitySchema<Dossier>({
  name: 'account_dossier',
  columns: {
    id: { ...column.id, primary: true },
    sites: { ...column.json },
    handling: { ...column.json },
    changedBy: { ...column.name, name: 'changed_by' },
    changedAt: { ...column.instant, name: 'changed_at' },
    version: { ...column.whole },
  },
});
