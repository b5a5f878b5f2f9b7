import { allOf, equals } from '@quayside/shared/db/predicate';
import { summedWithinReach, withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { DAY } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import type { AgeBucket } from '../receivable/receivable.ts';
import { type AgeTotal, ageBounds, type ChargeDay } from './money-trend.ts';

type Raw = Record<AgeBucket | 'currency' | 'invoices' | 'accounts' | 'openMinor', number | string>;

/** What is owed within reach, by currency and by how long it has been due. */
export async function ageTotals(em: EntityManager, viewer: Viewer, today: string): Promise<AgeTotal[]> {
  const reach = summedWithinReach(viewer, 't.account_id');
  const owed = (condition: string): string => `SUM(CASE WHEN ${condition} THEN t.open_minor ELSE 0 END)`;
  const rows = await selectRows<Raw>(
    em,
    `SELECT t.currency AS currency, COUNT(*) AS invoices, COUNT(DISTINCT t.account_id) AS accounts,
       SUM(t.open_minor) AS openMinor, ${owed('t.due_on >= :today')} AS NOT_DUE,
       ${owed('t.due_on < :today AND t.due_on >= :month')} AS DAYS_30,
       ${owed('t.due_on < :month AND t.due_on >= :second')} AS DAYS_60,
       ${owed('t.due_on < :second AND t.due_on >= :third')} AS DAYS_90,
       ${owed('t.due_on < :third')} AS OLDER
     FROM receivable t WHERE t.open_minor <> 0 AND ${reach.sql} GROUP BY t.currency ORDER BY t.currency`,
    { ...reach.parameters, ...ageBounds(today) },
  );
  return rows.map((row) => ({
    ...{ currency: String(row.currency), invoices: Number(row.invoices), accounts: Number(row.accounts) },
    openMinor: Number(row.openMinor),
    buckets: {
      ...{ NOT_DUE: Number(row.NOT_DUE), DAYS_30: Number(row.DAYS_30), DAYS_60: Number(row.DAYS_60) },
      ...{ DAYS_90: Number(row.DAYS_90), OLDER: Number(row.OLDER) },
    },
  }));
}

/** What was charged to an account since, by day and currency; credits are taken off. */
export async function chargeDays(
  em: EntityManager,
  viewer: Viewer,
  { accountId, from }: { readonly accountId: string; readonly from: number },
): Promise<ChargeDay[]> {
  const where = allOf([
    equals('t.account_id', 'account', accountId),
    { sql: 't.charged_at >= :from', parameters: { from } },
    withinReach(viewer, { account: 't.account_id' }),
  ]);
  const rows = await selectRows<Record<keyof ChargeDay, number | string>>(
    em,
    `SELECT FLOOR(t.charged_at / ${DAY}) AS day, t.currency AS currency, COUNT(*) AS charges, SUM(t.amount_minor) AS amountMinor
     FROM charge t WHERE ${where.sql} GROUP BY FLOOR(t.charged_at / ${DAY}), t.currency`,
    where.parameters,
  );
  return rows.map(({ day, currency, charges, amountMinor }) => ({
    ...{ day: Number(day), currency: String(currency), charges: Number(charges), amountMinor: Number(amountMinor) },
  }));
}
