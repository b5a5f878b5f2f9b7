import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const graphql = new URL('./node_modules/graphql/index.js', import.meta.url).pathname;

const NEVER = ['**/node_modules/**', '**/dist/**'];
const KEYS = 'edi-bridge/**/{as2,sftp,quota,channel}*.test.ts';

export default defineConfig({
  // `import` and `require` go without saying. Named here, they would make packages give modules to who requires them.
  // Apollo loads graphql as CommonJS; without the alias vitest would load a second copy beside it.
  resolve: {
    conditions: ['source', 'node'],
    alias: [{ find: /^graphql$/, replacement: graphql }],
  },
  ssr: { resolve: { conditions: ['source', 'node'], externalConditions: ['source'] } },
  test: {
    globalSetup: ['ops/testing/vitest-setup.ts'],
    projects: [
      // A store is opened anew by every test: files may share what they have loaded, which takes half of their time.
      { extends: true, test: { name: 'subgraphs', isolate: false, include: ['subgraphs/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'bridge', isolate: false, include: ['edi-bridge/**/*.test.ts'], exclude: [KEYS, ...NEVER] },
      },
      // What puts its own in the place of a module, or makes keys for as long as it runs, has a process to itself.
      {
        extends: true,
        test: {
          ...{ name: 'doors', include: ['{gateway,portal-web,ops}/**/*.test.{ts,tsx}', KEYS] },
        },
      },
    ],
    exclude: [...NEVER],
    server: { deps: { inline: [/@quayside\//] } },
    pool: 'forks',
    // Half of what a test does is waiting: for a socket, a browser, a server.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A machine that does ten things at once is slow, not wrong.
    expect: { poll: { timeout: 10_000 } },
  },
});
