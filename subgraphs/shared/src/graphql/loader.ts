import DataLoader from 'dataloader';

// A subscription keeps its context, and so its loaders, over many events: a cached row would be yesterday's news.
const options = { cache: false };
const distinct = (keys: readonly string[]): readonly string[] => [...new Set(keys)];

/** Loads what is asked for within one tick by one query; a key without a row gives null. */
export const oneByKey = <T>(
  load: (keys: readonly string[]) => Promise<readonly T[]>,
  keyOf: (value: T) => string,
): DataLoader<string, T | null> =>
  new DataLoader(async (keys) => {
    const found = new Map((await load(distinct(keys))).map((value) => [keyOf(value), value]));
    return keys.map((key) => found.get(key) ?? null);
  }, options);

/** As `oneByKey`, for the children of each key, in the order of the query. */
export const manyByKey = <T>(
  load: (keys: readonly string[]) => Promise<readonly T[]>,
  keyOf: (value: T) => string,
): DataLoader<string, T[]> =>
  new DataLoader(async (keys) => {
    const groups = new Map<string, T[]>(keys.map((key) => [key, []]));
    for (const value of await load([...groups.keys()])) groups.get(keyOf(value))?.push(value);
    return keys.map((key) => groups.get(key) ?? []);
  }, options);

/** As `oneByKey`, for a count per key; a key that the query does not know counts zero. */
export const countByKey = (
  load: (keys: readonly string[]) => Promise<readonly { readonly id: string; readonly count: number }[]>,
): DataLoader<string, number> =>
  new DataLoader(async (keys) => {
    const counts = new Map((await load(distinct(keys))).map(({ id, count }) => [id, count]));
    return keys.map((key) => counts.get(key) ?? 0);
  }, options);
