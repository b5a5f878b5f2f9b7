import { toNumber } from '@quayside/shared/db/columns';
import { selectRows } from '@quayside/shared/db/sql';
import type { EntityManager } from 'typeorm';
import type { UnitContent } from './organization.ts';

/** Open units, people who can sign in, and customers: whoever has left is history, as the unit will be. */
const HANGING: readonly { readonly kind: UnitContent['kind']; readonly rows: string }[] = [
  { kind: 'UNIT', rows: 'org_unit t WHERE t.parent_id = :unit AND t.closed_at IS NULL' },
  { kind: 'MEMBER', rows: 'member t WHERE t.org_unit_id = :unit AND t.active = 1' },
  { kind: 'ACCOUNT', rows: 'account t WHERE t.branch_id = :unit' },
];
const MOST_NAMED = 5;

/** What hangs on a unit itself; the caller has found that nothing below it is kept from the viewer. */
export async function contentOf(em: EntityManager, unit: string): Promise<UnitContent[]> {
  const content: UnitContent[] = [];
  for (const { kind, rows } of HANGING) {
    const sql = `SELECT t.name AS name, COUNT(*) OVER () AS total FROM ${rows} ORDER BY t.name, t.id LIMIT ${MOST_NAMED}`;
    const found = await selectRows<{ name: string; total: number | string }>(em, sql, { unit });
    const names = found.map(({ name }) => name);
    if (names.length > 0) content.push({ kind, count: toNumber(found[0]?.total) ?? 0, names });
  }
  return content;
}
