import { toNumber } from '@quayside/shared/db/columns';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { openItemStore } from '../item/store.ts';
import type { Case } from './case.ts';
import { caseTable } from './table.ts';

/** The reads and writes of cases. */
export const cases = openItemStore<Case, Case>({
  table: caseTable,
  searched: ['t.subject'],
  toItem: (row) => row,
  toRow: (item) => item,
});

/** What a consignee sees of a report it made: that it arrived. The case itself is between the account and us. */
export interface DamageReport {
  readonly shipmentId: string;
  readonly caseNumber: string;
  readonly at: number;
}

/** Reports that were made through the tracking links of shipments, newest first. */
export async function damageReportsOf(
  em: EntityManager,
  viewer: Viewer,
  shipmentIds: readonly string[],
): Promise<DamageReport[]> {
  const where = allOf([
    oneOf('t.shipment_id', 'ids', shipmentIds),
    equals('t.kind', 'kind', 'COMPLAINT'),
    equals('t.category', 'category', 'DAMAGE'),
    equals('t.opened_by_kind', 'openedByKind', 'CONSIGNEE'),
    withinReach(viewer, { account: 't.account_id', shipment: 't.shipment_id' }),
  ]);
  const rows = await selectRows<Omit<DamageReport, 'at'> & { at: number | string }>(
    em,
    `SELECT t.shipment_id AS shipmentId, t.number AS caseNumber, t.opened_at AS at FROM service_case t
     WHERE ${where.sql} ORDER BY t.opened_at DESC, t.id DESC`,
    where.parameters,
  );
  return rows.map((row) => ({ ...row, at: toNumber(row.at) ?? 0 }));
}
