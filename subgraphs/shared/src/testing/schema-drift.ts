import type { Database } from '../db/database.ts';

/**
 * What the migrated schema lacks to be exactly what the tables say, as the statements that would repair it. Empty when
 * the migrations are complete.
 */
export async function schemaDrift(db: Database): Promise<string[]> {
  const { upQueries, downQueries } = await db.dataSource.driver.createSchemaBuilder().log();
  // MariaDB names NULL as the default of every nullable column; TypeORM takes that for a difference. Only a pair of
  // statements that differ in this default alone is let through: another type or length still shows.
  const known = new Set(downQueries.map(({ query }) => query.replace(/ DEFAULT '?NULL'?$/, '')));
  const up = upQueries.map(({ query }) => query);
  const same = sameIndexes(up, new Set(downQueries.map(({ query }) => query)));
  return up.filter((query) => !(query.endsWith(' NULL') && known.has(query)) && !same.has(query));
}

/** An index of such a column is dropped and made again, the same both ways. */
function sameIndexes(up: readonly string[], down: ReadonlySet<string>): Set<string> {
  const made = up.filter((query) => /^CREATE (UNIQUE )?INDEX /.test(query) && down.has(query));
  const names = new Set(made.map((query) => /INDEX (\S+) ON (\S+)/.exec(query)?.slice(1).join(' ON ')));
  const dropped = up.filter((query) => query.startsWith('DROP INDEX ') && names.has(query.slice('DROP INDEX '.length)));
  return new Set([...made, ...dropped]);
}
