import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const graphql = new URL('./node_modules/graphql/index.js', import.meta.url).pathname;

export default defineConfig({
  // Apollo loads graphql as CommonJS; without the alias vitest would load a second copy beside it.
  resolve: {
    conditions: ['source', 'node', 'import', 'default'],
    alias: [{ find: /^graphql$/, replacement: graphql }],
  },
  // Without `import`, which vitest would give to `require` as well: CommonJS would then load ES modules of its packages.
  ssr: { resolve: { conditions: ['source', 'node'], externalConditions: ['source'] } },
  test: {
    globalSetup: ['ops/testing/vitest-setup.ts'],
    include: ['{gateway,edi-bridge,portal-web,ops}/**/*.test.{ts,tsx}', 'subgraphs/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
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
