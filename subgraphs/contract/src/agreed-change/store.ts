import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { ofContractsInReach } from '../contract/store.ts';
import type { AgreedChange } from './agreed-change.ts';
import { agreedChangeTable } from './table.ts';

const read = rowReader(agreedChangeTable);
const FIRST_FIRST = 'ORDER BY t.begins_on, t.contract_id';

/** What will become other in these contracts, the first to begin first. */
export const changesToCome = (
  em: EntityManager,
  viewer: Viewer,
  contractIds: readonly string[],
): Promise<AgreedChange[]> =>
  read(em, allOf([oneOf('t.contract_id', 'ids', contractIds), ofContractsInReach(viewer)]), FIRST_FIRST);

/** Changes whose day has come, the first first. @param today YYYY-MM-DD */
export const changesDue = (em: EntityManager, viewer: Viewer, today: string): Promise<AgreedChange[]> =>
  read(em, allOf([{ sql: 't.begins_on <= :today', parameters: { today } }, ofContractsInReach(viewer)]), FIRST_FIRST);

/** Keeps a change; what was agreed later for the same day takes the place of what was agreed before. */
export const keepChange = async (em: EntityManager, change: AgreedChange): Promise<void> => {
  await em.getRepository(agreedChangeTable).upsert(change, ['contractId', 'beginsOn']);
};

/** Takes a change away; false when somebody else has done so. */
export const dropChange = async (
  em: EntityManager,
  { contractId, beginsOn }: Pick<AgreedChange, 'contractId' | 'beginsOn'>,
): Promise<boolean> => {
  const sql = 'DELETE FROM agreed_change WHERE contract_id = :contractId AND begins_on = :beginsOn';
  return (await changeRows(em, sql, { contractId, beginsOn })) === 1;
};

/** A contract that has ended becomes nothing else. */
export const dropChanges = async (em: EntityManager, contractId: string): Promise<void> => {
  await changeRows(em, 'DELETE FROM agreed_change WHERE contract_id = :contractId', { contractId });
};
