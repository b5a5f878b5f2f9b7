import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

/** A case that was opened through a tracking link: whoever holds this link takes part in it. */
export interface LinkCaseRow {
  readonly caseId: string;
  readonly linkId: string;
  readonly accountId: string;
  readonly shipmentId: string;
}

/** One row per such case, never changed. */
export const linkCaseTable = new EntitySchema<LinkCaseRow>({
  name: 'link_case',
  columns: {
    caseId: { ...column.id, name: 'case_id', primary: true },
    linkId: { ...column.id, name: 'link_id' },
    accountId: { ...column.id, name: 'account_id' },
    shipmentId: { ...column.id, name: 'shipment_id' },
  },
  indices: [{ name: 'link_case_link', columns: ['linkId', 'caseId'] }],
});
