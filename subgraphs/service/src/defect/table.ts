import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Defect } from './defect.ts';

export const defectTable = new EntitySchema<Defect>({
  name: 'defect',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.code },
    title: { ...column.line },
    pattern: { ...column.text },
    category: { ...column.state },
    state: { ...column.state },
    rootCause: { ...column.text, name: 'root_cause', nullable: true },
    measure: { ...column.text, nullable: true },
    correctedAt: { ...column.instant, name: 'corrected_at', nullable: true },
    effect: { ...column.text, nullable: true },
    verifiedAt: { ...column.instant, name: 'verified_at', nullable: true },
    ownerId: { ...column.id, name: 'owner_id', nullable: true },
    dueOn: { ...column.state, name: 'due_on', nullable: true },
    unitPath: { ...column.line, name: 'unit_path' },
    openedBy: { ...column.name, name: 'opened_by' },
    openedAt: { ...column.instant, name: 'opened_at' },
    version: { ...column.whole },
  },
});

/** A case is explained by one defect at most. */
export interface DefectCaseRow {
  readonly caseId: string;
  readonly defectId: string;
}

export const defectCaseTable = new EntitySchema<DefectCaseRow>({
  name: 'defect_case',
  columns: {
    caseId: { ...column.id, name: 'case_id', primary: true },
    defectId: { ...column.id, name: 'defect_id' },
  },
  indices: [{ name: 'defect_case_defect', columns: ['defectId'] }],
});
