// For what `provide` may hand to the tests.
import type {} from '@quayside/shared/testing/databases';
import type { TestProject } from 'vitest/node';
import { startPrivateMariaDb } from './private-mariadb.ts';
import { startPrivateNats } from './private-nats.ts';

/** Starts what the whole run shares, once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [database, nats] = await Promise.all([startPrivateMariaDb(), startPrivateNats()]);
  project.provide('mysqlUrl', database.url);
  project.provide('natsUrl', nats.url);
  return async () => {
    await Promise.all([database.stop(), nats.stop()]);
  };
}
