import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { CauseSign } from './cause.ts';

/** One row for each thing that happened and may be why somebody is not content. */
export const causeSignTable = new EntitySchema<CauseSign>({
  name: 'cause_sign',
  columns: {
    id: { ...column.code, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    shipmentId: { ...column.id, name: 'shipment_id', nullable: true },
    subjectId: { ...column.id, name: 'subject_id' },
    cause: { ...column.state },
    at: { ...column.instant },
  },
  indices: [
    { name: 'cause_sign_shipment', columns: ['shipmentId', 'cause'] },
    { name: 'cause_sign_subject', columns: ['subjectId', 'cause'] },
  ],
});
