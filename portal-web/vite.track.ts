import { defineConfig } from 'vite';

/*
 * The public tracking page: one small entry for the browser, and the same page as a module that the gateway runs to
 * write it. Both land beside the portal in dist.
 */
export default defineConfig({
  // Builds both environments with one command.
  builder: {},
  environments: {
    client: {
      build: {
        outDir: 'dist',
        emptyOutDir: false,
        copyPublicDir: false,
        manifest: 'track-manifest.json',
        modulePreload: { polyfill: false },
        // Phones live long: light-dark() and nesting are written out for them.
        target: ['chrome100', 'safari15.4', 'firefox100'],
        rolldownOptions: { input: { track: 'src/track/main.tsx' } },
      },
    },
    ssr: {
      resolve: { noExternal: true },
      build: {
        ssr: true,
        outDir: 'dist/track',
        emptyOutDir: true,
        copyPublicDir: false,
        target: 'node20',
        rolldownOptions: { input: { server: 'src/track/server.tsx' }, output: { entryFileNames: '[name].js' } },
      },
    },
  },
});
