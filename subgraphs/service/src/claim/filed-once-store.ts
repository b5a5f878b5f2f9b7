import { insertRows } from '@quayside/shared/db/bulk';
import * as column from '@quayside/shared/db/columns';
import { type EntityManager, EntitySchema } from 'typeorm';

/** What was asked for, and the how-manieth time. */
export interface FiledOnceRow {
  /** `<shipment>:<hash of the lines>:<times that it was filed and withdrawn before>` */
  readonly id: string;
  readonly claimId: string;
}

/** Whom two equal filings at one moment meet: one of them waits here for the other, then finds the claim it made. */
export const filedOnceTable = new EntitySchema<FiledOnceRow>({
  name: 'claim_filed_once',
  columns: { id: { ...column.line, primary: true }, claimId: { ...column.id, name: 'claim_id' } },
});

/** Written with the claim. Fails with a duplicate key when another transaction has filed the same. */
export const rememberFiled = (em: EntityManager, row: FiledOnceRow): Promise<void> =>
  insertRows(em, filedOnceTable, [row]);
