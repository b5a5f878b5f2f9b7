import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, describe, inject } from 'vitest';
import type { Engine } from '../db/database.ts';
import { testing } from '../db/migrate.ts';
import { images } from './database-images.ts';

testing.images = images;

/** What a test is given: fresh, empty databases of one engine. */
export interface TestEngine {
  readonly engine: Engine;
  /** URL of a new empty database; it is gone after the tests of this block. */
  freshUrl(name?: string): Promise<string>;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Root URL of the private MariaDB that the run started, without a schema. */
    mysqlUrl: string;
    /** The private NATS server that the run started. */
    natsUrl: string;
  }
}

/** Runs the same tests on SQLite and on MariaDB. */
export function eachDatabase(tests: (engine: TestEngine) => void): void {
  describe('on SQLite', () => tests(sqliteEngine()));
  describe('on MariaDB', () => tests(mysqlEngine()));
}

/** SQLite alone, for tests in which the store does not matter. */
export function sqliteEngine(): TestEngine {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return {
    engine: 'sqlite',
    freshUrl: async (name = 'db') => `file:${join(folder, `${name}-${++count}.sqlite`)}`,
  };
}

function mysqlEngine(): TestEngine {
  const made: string[] = [];
  const root = inject('mysqlUrl');
  afterAll(async () => {
    const connection = await createConnection(root);
    for (const database of made) await connection.query(`DROP DATABASE IF EXISTS \`${database}\``);
    await connection.end();
  });
  return {
    engine: 'mysql',
    freshUrl: async (name = 'db') => {
      const database = `${name}_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
      const connection = await createConnection(root);
      await connection.query(`CREATE DATABASE \`${database}\``);
      await connection.end();
      made.push(database);
      return `${root}/${database}`;
    },
  };
}
