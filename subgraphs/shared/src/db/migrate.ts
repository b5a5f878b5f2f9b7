import type { DataSource } from 'typeorm';
import type { Engine } from './database.ts';

const LOCK_SECONDS = 60;

/**
 * What tests put in the place of the migrations of a database that is empty: to migrate thousands of them takes longer
 * than all that is tested. Nothing else sets it.
 */
export interface DatabaseImages {
  /** Gives the empty database what the same migrations have made before. False when there is no image of it yet. */
  restore(dataSource: DataSource): Promise<boolean>;
  /** Keeps what the migrations have made. */
  keep(dataSource: DataSource): Promise<void>;
}
export const testing: { images: Readonly<Record<Engine, DatabaseImages>> | null } = { images: null };

/** Runs the pending migrations in order. Several nodes may start at once: on MySQL a named lock lets one of them work. */
export async function migrate(dataSource: DataSource, engine: Engine): Promise<void> {
  if (engine === 'sqlite') return runPending(dataSource, engine);
  const lock = dataSource.createQueryRunner();
  await lock.connect();
  const database = String(dataSource.driver.database);
  const name = `quayside-migrate-${database}`.slice(0, 64);
  try {
    const [row] = (await lock.query('SELECT GET_LOCK(?, ?) AS got', [name, LOCK_SECONDS])) as { got: number }[];
    if (Number(row?.got) !== 1) throw new Error(`another node has been migrating ${database} for ${LOCK_SECONDS} s`);
    // Codes that differ in case only are different: as on SQLite, so on MySQL.
    await lock.query(`ALTER DATABASE \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await runPending(dataSource, engine);
  } finally {
    await lock.query('SELECT RELEASE_LOCK(?)', [name]);
    await lock.release();
  }
}

async function runPending(dataSource: DataSource, engine: Engine): Promise<void> {
  const images = testing.images?.[engine];
  const restored = await images?.restore(dataSource);
  await dataSource.runMigrations({ transaction: 'each' });
  if (restored === false) await images?.keep(dataSource);
}
