import { changeRows, selectRows } from '@quayside/shared/db/sql';
import { HOUR } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import { type UsageRow, usageTable } from './table.ts';

/** What came from a partner within some time. */
export interface Usage {
  readonly files: number;
  readonly bytes: number;
}

const hourOf = (at: number): number => at - (at % HOUR);

const ADD = `UPDATE ${usageTable.options.name} SET files = files + :files, bytes = bytes + :bytes WHERE id = :id`;

/** Adds files that came, in the transaction that writes them into the ledger. */
export async function addUsage(
  em: EntityManager,
  files: readonly { readonly partnerId: string | null; readonly at: number; readonly sizeBytes: number }[],
): Promise<void> {
  const sums = new Map<string, UsageRow>();
  for (const { partnerId, at, sizeBytes } of files) {
    if (partnerId === null || sizeBytes === 0) continue;
    const hour = hourOf(at);
    const id = `${partnerId}:${hour}`;
    const sum = sums.get(id) ?? { id, partnerId, hour, files: 0, bytes: 0 };
    sums.set(id, { ...sum, files: sum.files + 1, bytes: sum.bytes + sizeBytes });
  }
  for (const sum of sums.values()) {
    const { id, files: more, bytes } = sum;
    if ((await changeRows(em, ADD, { id, files: more, bytes })) > 0) continue;
    // Another process may begin the hour at the same time: then the row is there, and both add to it.
    await em
      .createQueryBuilder()
      .insert()
      .into(usageTable)
      .values({ ...sum, files: 0, bytes: 0 })
      .orIgnore()
      .execute();
    await changeRows(em, ADD, { id, files: more, bytes });
  }
}

/** What came from a partner in the hours that began after an instant. */
export async function usageAfter(em: EntityManager, partnerId: string, after: number): Promise<Usage> {
  const sql = `SELECT SUM(t.files) AS files, SUM(t.bytes) AS bytes FROM ${usageTable.options.name} t
    WHERE t.partner_id = :partnerId AND t.hour > :after`;
  const [row] = await selectRows<{ files: unknown; bytes: unknown }>(em, sql, { partnerId, after });
  return { files: Number(row?.files ?? 0), bytes: Number(row?.bytes ?? 0) };
}
