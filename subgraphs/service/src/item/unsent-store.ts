import { EVERYTHING } from '@quayside/shared/db/predicate';
import type { Predicate } from '@quayside/shared/db/reach';
import type { Viewer } from '@quayside/shared/identity';
import { DRAFT_NUMBER } from './item.ts';

/** As `wasSent`, of the rows of a table called `t`. */
export const SENT: Predicate = { sql: `t.number NOT LIKE '${DRAFT_NUMBER}-%'`, parameters: {} };

/**
 * What a customer writes is the customer's alone until it is sent, so the company's people do not find it; what they write
 * for a customer they do. Who looks as a customer does reads what that customer reads, drafts as well: the look has a
 * reason, is kept, and helps with exactly what is before the customer.
 */
export const apartFromUnsent = ({ reach }: Viewer, opener: string): Predicate =>
  reach.kind === 'organization' ? { sql: `(${SENT.sql} OR ${opener} <> 'CUSTOMER')`, parameters: {} } : EVERYTHING;
