import { randomBytes } from 'node:crypto';
import { SUBGRAPH_NAMES, type SubgraphName } from '@quayside/shared/config';
import { createConnection } from 'mysql2/promise';

/** One MySQL schema per service, each with a user who may do only what a service needs, and only there. */
export interface Schemas {
  /** `DATABASE_URL_…` of one service. */
  variable(name: SubgraphName): Record<string, string>;
  drop(): Promise<void>;
}

/** As the runbook says; a service migrates its own schema. */
const RIGHTS = 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX';

export async function createSchemas(rootUrl: string): Promise<Schemas> {
  const stem = `fleet_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const root = await createConnection(rootUrl);
  for (const name of SUBGRAPH_NAMES) {
    await root.query(`CREATE DATABASE ${stem}_${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await root.query(`CREATE USER ${stem}_${name}@'127.0.0.1' IDENTIFIED BY '${password}'`);
    // In a grant an underscore stands for any letter.
    await root.query(`GRANT ${RIGHTS} ON \`${stem.replace('_', '\\_')}\\_${name}\`.* TO ${stem}_${name}@'127.0.0.1'`);
  }
  await root.end();
  const { host } = new URL(rootUrl);
  return {
    variable: (name) => ({
      [`DATABASE_URL_${name.toUpperCase()}`]: `mysql://${stem}_${name}:${password}@${host}/${stem}_${name}`,
    }),
    drop: async () => {
      const again = await createConnection(rootUrl);
      for (const name of SUBGRAPH_NAMES) {
        await again.query(`DROP DATABASE ${stem}_${name}`);
        await again.query(`DROP USER ${stem}_${name}@'127.0.0.1'`);
      }
      await again.end();
    },
  };
}
