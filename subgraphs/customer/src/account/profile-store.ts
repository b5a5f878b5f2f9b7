import { withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';

/** What sort of customer an account is. */
export interface AccountProfile {
  readonly id: string;
  readonly kind: string;
  readonly region: string;
  readonly industry: string;
  readonly ownership: string | null;
  /** How many people work there, about. */
  readonly employees: number | null;
}

/** What sort of customers there are in reach. */
export function listProfiles(em: EntityManager, viewer: Viewer): Promise<AccountProfile[]> {
  const reach = withinReach(viewer, { account: 'a.id' });
  const sql = `SELECT a.id, a.kind, a.region, a.industry, a.ownership, a.employees FROM account a WHERE ${reach.sql} ORDER BY a.id`;
  return selectRows(em, sql, reach.parameters);
}
