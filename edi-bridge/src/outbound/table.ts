import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

/** A document that an event has made due: written with the inbox position, sent by the sender, once. */
export interface DueRow {
  id: string;
  /** `<partner>:<set>:<record>[:<which>]`: the same cause makes one document due, however often it is told. */
  subject: string;
  partnerId: string;
  setType: string;
  /** The shipment, notice, adjustment or message that it tells of. */
  recordId: string;
  /** The incoming message that it answers in the end; null for what we tell unasked. */
  originId: string | null;
  /** The facts of the event. */
  facts: unknown;
  state: 'DUE' | 'SENT' | 'FAILED';
  attempts: number;
  dueAt: number;
  note: string | null;
}

export const dueTable = new EntitySchema<DueRow>({
  name: 'edi_due',
  columns: {
    id: { ...column.id, primary: true },
    subject: { ...column.line },
    partnerId: { ...column.code, name: 'partner_id' },
    setType: { ...column.state, name: 'set_type' },
    recordId: { ...column.id, name: 'record_id' },
    originId: { ...column.id, name: 'origin_id', nullable: true },
    facts: { ...column.json },
    state: { ...column.state },
    attempts: { ...column.whole },
    dueAt: { ...column.instant, name: 'due_at' },
    note: { ...column.text, nullable: true },
  },
  indices: [
    { name: 'edi_due_subject', columns: ['subject'], unique: true },
    { name: 'edi_due_state', columns: ['state', 'dueAt'] },
  ],
});
