import type { PageKey } from '../page.ts';
import type { Predicate } from './reach.ts';

export const EVERYTHING: Predicate = { sql: '1 = 1', parameters: {} };

/** All of them hold. Parameter names must differ between the parts. */
export const allOf = (parts: readonly Predicate[]): Predicate => ({
  sql: parts.map((part) => part.sql).join(' AND '),
  parameters: Object.assign({}, ...parts.map((part) => part.parameters)) as Record<string, unknown>,
});

/** `column = :name`, or everything when the filter was left out. */
export const equals = (column: string, name: string, value: unknown): Predicate =>
  value === null || value === undefined ? EVERYTHING : { sql: `${column} = :${name}`, parameters: { [name]: value } };

/**
 * `column IN (…)`, or everything when the filter was left out; an empty list matches nothing. Each value is bound once: a
 * statement has room for so many only, and a client may repeat a state as often as it likes.
 */
export const oneOf = (column: string, name: string, values: readonly unknown[] | null | undefined): Predicate =>
  values ? { sql: `${column} IN :${name}`, parameters: { [name]: [...new Set(values)] } } : EVERYTHING;

/** Rows after the page key in a list sorted by `at`, then `id`, newest first. MariaDB scans no range for `(at, id) < (?, ?)`. */
export const olderThan = (at: string, id: string, key: PageKey | null): Predicate =>
  key
    ? {
        sql: `${at} <= :pageAt AND (${at} < :pageAt OR ${id} < :pageId)`,
        parameters: { pageAt: key.at, pageId: key.id },
      }
    : EVERYTHING;

/** As `olderThan`, for a list sorted oldest first. */
export const newerThan = (at: string, id: string, key: PageKey | null): Predicate =>
  key
    ? {
        sql: `${at} >= :pageAt AND (${at} > :pageAt OR ${id} > :pageId)`,
        parameters: { pageAt: key.at, pageId: key.id },
      }
    : EVERYTHING;
