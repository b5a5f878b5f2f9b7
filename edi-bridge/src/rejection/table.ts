import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

/** A message of ours that the partner rejected: written with the rejection, made a case once. */
export interface RejectionRow {
  /** The message that was rejected. */
  id: string;
  /** FAILED: the graph would have no case of it. */
  state: 'DUE' | 'OPENED' | 'FAILED';
  caseId: string | null;
  attempts: number;
  dueAt: number;
  note: string | null;
}

export const rejectionTable = new EntitySchema<RejectionRow>({
  name: 'edi_rejection',
  columns: {
    id: { ...column.id, primary: true },
    state: { ...column.state },
    caseId: { ...column.id, name: 'case_id', nullable: true },
    attempts: { ...column.whole },
    dueAt: { ...column.instant, name: 'due_at' },
    note: { ...column.text, nullable: true },
  },
  indices: [{ name: 'edi_rejection_state', columns: ['state', 'dueAt'] }],
});
