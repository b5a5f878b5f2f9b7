import { readFile } from 'node:fs/promises';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import react from '@vitejs/plugin-react';
import { parse, print, stripIgnoredCharacters } from 'graphql';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';

/**
 * Catalogs are compiled here, so the parser of ICU messages (8 KiB) never travels to a browser. Nor do the English words of
 * refusals (8 KiB): English readers get the server's own sentence, which names numbers and limits (`refusalWords`).
 */
const compiledCatalogs = (): Plugin => ({
  name: 'quayside-compiled-catalogs',
  enforce: 'pre',
  async load(id) {
    if (!/\/catalogs\/[\w-]+\.json$/.test(id)) return null;
    const said = (key: string): boolean => !(id.endsWith('/language/catalogs/en.json') && /^refusal(Of)?\./.test(key));
    const texts = Object.entries(JSON.parse(await readFile(id, 'utf8')) as Record<string, string>).filter(([key]) =>
      said(key),
    );
    const compiled = JSON.stringify(Object.fromEntries(texts.map(([key, text]) => [key, compileMessage(text)])));
    return { code: `export default JSON.parse(${JSON.stringify(compiled)});`, moduleType: 'js' };
  },
});

/** Generated documents are syntax trees; as text they are a fifth of the size, and urql takes text as well. */
const documentsAsText = (): Plugin => ({
  name: 'quayside-documents-as-text',
  apply: 'build',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/generated/operations.ts')) return null;
    return code.replace(
      /= (\{"kind":"Document".*\}) as unknown as/g,
      (_, tree: string) =>
        `= ${JSON.stringify(stripIgnoredCharacters(print(parse(print(JSON.parse(tree))))))} as unknown as`,
    );
  },
});

/** The first list starts to load with the entry, not after it. */
const preloadFirstList = (): Plugin => ({
  name: 'quayside-preload-first-list',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle }) {
      const list = Object.values(bundle ?? {}).find(
        (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/shipments-page.tsx'),
      );
      if (list?.type !== 'chunk') return [];
      return [list.fileName, ...list.imports].map(
        (file): HtmlTagDescriptor => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', href: `/${file}`, crossorigin: true, nonce: '__NONCE__' },
          injectTo: 'head',
        }),
      );
    },
  },
});

export default defineConfig({
  plugins: [compiledCatalogs(), documentsAsText(), react(), preloadFirstList()],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: 'portal-manifest.json',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    target: ['chrome111', 'safari16.4', 'firefox114'],
    assetsInlineLimit: 0,
  },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/session', '/files', '/uploads'].map((path) => [
        path,
        { target: process.env['QUAYSIDE_URL'] ?? 'http://127.0.0.1:4000', ws: path === '/graphql' },
      ]),
    ),
  },
});
