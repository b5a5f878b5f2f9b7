import { allOf, equals } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { DAY } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import type { ExceptionKind } from '../tracking/exception.ts';
import type { ExceptionCount, TrendDay } from './trend.ts';

type Raw<Row> = Record<keyof Row, number | string>;

const orderedSince = (viewer: Viewer, accountId: string, from: number): Predicate =>
  allOf([
    withinReach(viewer, { account: 't.account_id' }),
    equals('t.account_id', 'account', accountId),
    { sql: 't.created_at >= :orderedFrom', parameters: { orderedFrom: from } },
  ]);

/** Of one account in the viewer's reach: what became of the shipments that were ordered since, by day. */
export async function readTrendDays(
  em: EntityManager,
  viewer: Viewer,
  { accountId, from }: { accountId: string; from: number },
): Promise<TrendDay[]> {
  const where = orderedSince(viewer, accountId, from);
  const count = (condition: string) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
  const rows = await selectRows<Raw<TrendDay>>(
    em,
    `SELECT FLOOR(t.created_at / ${DAY}) AS day, COUNT(*) AS ordered,
       ${count('t.delivered_at <= t.promised_at')} AS onTime,
       ${count('t.delivered_at > t.promised_at')} AS late,
       ${count('t.delivered_at IS NOT NULL AND t.promised_at IS NULL')} AS unpromised,
       ${count("t.state = 'CANCELLED'")} AS cancelled,
       ${count("t.delivered_at IS NULL AND t.state <> 'CANCELLED'")} AS underWay
     FROM shipment t WHERE ${where.sql} GROUP BY FLOOR(t.created_at / ${DAY})`,
    where.parameters,
  );
  return rows.map((row) => ({
    ...{ day: Number(row.day), ordered: Number(row.ordered), onTime: Number(row.onTime), late: Number(row.late) },
    ...{ unpromised: Number(row.unpromised), cancelled: Number(row.cancelled), underWay: Number(row.underWay) },
  }));
}

/** Exceptions of those shipments by kind, most frequent first. */
export async function countExceptions(
  em: EntityManager,
  viewer: Viewer,
  { accountId, from }: { accountId: string; from: number },
): Promise<ExceptionCount[]> {
  const where = orderedSince(viewer, accountId, from);
  const rows = await selectRows<{ kind: ExceptionKind; raised: number | string; open: number | string }>(
    em,
    `SELECT e.kind AS kind, COUNT(*) AS raised, SUM(CASE WHEN e.resolved_at IS NULL THEN 1 ELSE 0 END) AS open
     FROM shipment t JOIN shipment_exception e ON e.shipment_id = t.id
     WHERE ${where.sql} GROUP BY e.kind ORDER BY COUNT(*) DESC, e.kind`,
    where.parameters,
  );
  return rows.map(({ kind, raised, open }) => ({ kind, raised: Number(raised), open: Number(open) }));
}
