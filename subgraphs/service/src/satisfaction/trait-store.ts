import { withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { boughtWithin, type Span } from '../bought/store.ts';
import { type AnswerFilter, narrowedBy } from './answer-store.ts';
import type { Profile } from './report.ts';

const NOTHING: Profile = { services: [], modes: [], region: null, branch: null };

/** What is known of the customers in reach: where they are, who answers for them, and what they bought in a span. */
export async function profilesWithin(
  em: EntityManager,
  viewer: Viewer,
  span: Span,
): Promise<(accountId: string) => Profile> {
  const { sql, parameters } = withinReach(viewer, { account: 's.account_id' });
  const homes = await selectRows<{ id: string; path: string; region: string | null }>(
    em,
    `SELECT s.account_id AS id, s.path AS path, a.region AS region FROM tenant_scope s
     LEFT JOIN account_directory a ON a.account_id = s.account_id WHERE ${sql}`,
    parameters,
  );
  const bought = new Map<string, { services: string[]; modes: string[] }>();
  for (const { accountId, kind, value } of await boughtWithin(em, viewer, span)) {
    const own = bought.get(accountId) ?? { services: [], modes: [] };
    (kind === 'SERVICE' ? own.services : own.modes).push(value);
    bought.set(accountId, own);
  }
  const profiles = new Map(
    homes.map(({ id, path, region }) => {
      const branch = path.split('/').filter(Boolean).at(-1) ?? null;
      return [id, { ...NOTHING, ...bought.get(id), region: region || null, branch }];
    }),
  );
  return (accountId) => profiles.get(accountId) ?? NOTHING;
}

/** A customer with how content it is. */
export interface CustomerScore {
  readonly accountId: string;
  readonly answers: number;
  readonly average: number;
}

/** The customers who gave the answers of a list, the least content first. */
export async function customersBehind(
  em: EntityManager,
  viewer: Viewer,
  filter: AnswerFilter,
  most: number,
): Promise<CustomerScore[]> {
  const { sql, parameters } = narrowedBy(viewer, filter);
  const rows = await selectRows<Record<keyof CustomerScore, string | number>>(
    em,
    `SELECT t.account_id AS accountId, COUNT(*) AS answers, AVG(t.score * 1.0) AS average FROM satisfaction_answer t
     WHERE ${sql} GROUP BY t.account_id ORDER BY average, t.account_id LIMIT ${most}`,
    parameters,
  );
  return rows.map(({ accountId, answers, average }) => ({
    ...{ accountId: String(accountId), answers: Number(answers), average: Math.round(Number(average) * 100) / 100 },
  }));
}
