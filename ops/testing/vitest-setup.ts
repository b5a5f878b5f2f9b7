// For what `provide` may hand to the tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {} from '@quayside/shared/testing/databases';
import type { TestProject } from 'vitest/node';
import type {} from './demo-home.ts';
import { startPrivateMariaDb } from './private-mariadb.ts';
import { startPrivateNats } from './private-nats.ts';

/** Starts what the whole run shares, once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [database, nats] = await Promise.all([startPrivateMariaDb(), startPrivateNats()]);
  project.provide('mysqlUrl', database.url);
  project.provide('natsUrl', nats.url);
  const demoFolder = mkdtempSync(join(tmpdir(), 'quayside-demo-'));
  project.provide('demoFolder', demoFolder);
  return async () => {
    await Promise.all([database.stop(), nats.stop()]);
    rmSync(demoFolder, { recursive: true, force: true });
  };
}
