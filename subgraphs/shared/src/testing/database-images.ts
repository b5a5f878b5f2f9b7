import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { DatabaseImages } from '../db/migrate.ts';

const imageOf = ({ migrations }: DataSource): string =>
  `image_${createHash('sha256')
    .update(migrations.map(({ name }) => name).join())
    .digest('hex')
    .slice(0, 24)}`;

async function tablesOf(dataSource: DataSource, schema: string): Promise<string[]> {
  const sql = 'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?';
  return ((await dataSource.query(sql, [schema])) as { name: string }[]).map(({ name }) => name);
}

/** Copies tables with their indices and rows. @param to a schema that is there and empty */
async function copy(dataSource: DataSource, from: string, to: string, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await dataSource.query(`CREATE TABLE \`${to}\`.\`${table}\` LIKE \`${from}\`.\`${table}\``);
    await dataSource.query(`INSERT INTO \`${to}\`.\`${table}\` SELECT * FROM \`${from}\`.\`${table}\``);
  }
}

/** Images of migrated databases on the MariaDB of the run, one for each list of migrations; all workers share them. */
export const mysqlImages: DatabaseImages = {
  async restore(dataSource) {
    const own = String(dataSource.driver.database);
    if ((await tablesOf(dataSource, own)).length > 0) return true;
    const image = imageOf(dataSource);
    const tables = await tablesOf(dataSource, image);
    // The mark comes last: an image that is still being made has none.
    if (!tables.includes('complete')) return false;
    await copy(
      dataSource,
      image,
      own,
      tables.filter((table) => table !== 'complete'),
    );
    return true;
  },

  async keep(dataSource) {
    const image = imageOf(dataSource);
    const own = String(dataSource.driver.database);
    const made = await dataSource.query(`CREATE DATABASE IF NOT EXISTS \`${image}\` COLLATE utf8mb4_bin`);
    // Another worker has begun it.
    if (made.affectedRows === 0) return;
    await copy(dataSource, own, image, await tablesOf(dataSource, own));
    await dataSource.query(`CREATE TABLE \`${image}\`.complete (id INT)`);
  },
};
