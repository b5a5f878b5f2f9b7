import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import type { InlineConfig } from 'vitest/node';

const graphql = new URL('./node_modules/graphql/index.js', import.meta.url).pathname;

const NEVER = ['**/node_modules/**', '**/dist/**'];
const KEYS = 'edi-bridge/**/{as2,sftp,quota,channel}*.test.ts';

// Apollo loads graphql as CommonJS; without the alias vitest would load a second copy beside it.
const alias = [{ find: /^graphql$/, replacement: graphql }];

const COMMON = {
  exclude: [...NEVER],
  pool: 'forks',
  // Half of what a test does is waiting: for a socket, a browser, a server.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 40_000,
  hookTimeout: 180_000,
  // A machine that does ten things at once is slow, not wrong.
  expect: { poll: { timeout: 10_000 } },
} satisfies InlineConfig;

/** Tests that load the sources of all packages. */
const onSources = (name: string, test: object): TestProjectConfiguration => ({
  // `import` and `require` go without saying. Named here, they would make packages give modules to who requires them.
  resolve: { conditions: ['source', 'node'], alias },
  ssr: { resolve: { conditions: ['source', 'node'], externalConditions: ['source'] } },
  test: { ...COMMON, name, server: { deps: { inline: [/@quayside\//] } }, ...test },
});

export default defineConfig({
  test: {
    ...COMMON,
    globalSetup: ['ops/testing/vitest-setup.ts'],
    projects: [
      // A store is opened anew by every test: files may share what they have loaded, which takes half of their time.
      onSources('subgraphs', { isolate: false, include: ['subgraphs/**/*.test.ts'] }),
      onSources('bridge', { isolate: false, include: ['edi-bridge/**/*.test.ts'], exclude: [KEYS, ...NEVER] }),
      onSources('doors', { isolate: false, include: ['{gateway,portal-web}/**/*.test.{ts,tsx}'] }),
      // What makes keys for as long as it runs has a process to itself.
      onSources('alone', { include: [KEYS] }),
      // The product as it was built: each of these files starts all of it.
      {
        resolve: { conditions: ['node'], alias },
        ssr: { resolve: { conditions: ['node'] } },
        test: {
          ...COMMON,
          name: 'product',
          isolate: false,
          server: { deps: { external: [/\/dist\//] } },
          include: ['ops/**/*.test.ts'],
        },
      },
    ],
  },
});
