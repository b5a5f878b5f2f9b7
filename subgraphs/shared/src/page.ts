import { AppError } from './errors.ts';

/** A page of a keyset-paged list: newest first by `(at, id)`. */
export interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/** The key of the last row seen: a number that the list is sorted by, and the id that breaks ties. */
export interface PageKey {
  readonly at: number;
  readonly id: string;
}

export const MAX_PAGE = 100;
/** Longer texts find nothing that a shorter one would not, and SQLite refuses patterns without an end. */
export const MAX_SEARCH = 200;

export const clampFirst = (first: number | null | undefined, fallback = 25): number =>
  Math.min(MAX_PAGE, Math.max(1, first ?? fallback));

export const encodePageKey = (key: PageKey): string => Buffer.from(`${key.at}:${key.id}`).toString('base64url');

/**
 * Null for a list that is read from its beginning.
 * @throws AppError BAD_USER_INPUT for a text that is no cursor: page one instead would look like an endless list.
 */
export const decodePageKey = (cursor: string | null | undefined): PageKey | null => {
  if (cursor === null || cursor === undefined || cursor === '') return null;
  const match = /^(-?\d{1,16}):(.{1,200})$/.exec(Buffer.from(cursor, 'base64url').toString());
  const key = match ? { at: Number(match[1]), id: match[2] as string } : null;
  // Base64 is read with tolerance, so only what we would write ourselves counts.
  if (!key || encodePageKey(key) !== cursor) throw new AppError('BAD_USER_INPUT', '`after` is not a cursor of a list.');
  return key;
};

/** Builds a page from `first + 1` rows: the extra row only tells that there is more. */
export const toPage = <T>(rows: readonly T[], first: number, keyOf: (row: T) => PageKey): Page<T> => {
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: { endCursor: last ? encodePageKey(keyOf(last)) : null, hasNextPage: rows.length > first },
  };
};
