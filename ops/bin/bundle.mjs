// Plain JavaScript: it runs before anything has been built.
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** Native addons, what starts threads from its own files, and what not every process needs: one of the databases, PDFs, mails. */
const AS_THEY_ARE = /^(better-sqlite3|@node-rs\/|pino|mysql2|node-x12|ssh2|pdfkit|nodemailer)/;

/** A file of ours finds its neighbours from where it lies, not from where the bundle lies. */
const knowsItsPlace = {
  name: 'knows-its-place',
  transform: (code, id) =>
    id.includes('/node_modules/') || !code.includes('import.meta.url')
      ? null
      : code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
};

/**
 * One character beyond Latin-1 makes the engine hold a whole file at two bytes a character, and read it so: five
 * megabytes more of each of the two big ones for as long as the process runs.
 */
const inOneByteEach = {
  name: 'in-one-byte-each',
  generateBundle: (_, files) => {
    for (const file of Object.values(files)) {
      if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\xff]/g, escaped);
    }
  },
};
const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Joins what `npm start` and the command line load into a few files: two thousand small ones take a second more. */
const bundle = await rolldown({
  input: { start: 'ops/dist/start.js', cli: 'ops/dist/cli/cli.js' },
  platform: 'node',
  external: AS_THEY_ARE,
  // Apollo loads graphql as CommonJS; without the alias there would be a second copy beside it.
  resolve: { alias: { graphql$: new URL('../../node_modules/graphql/index.js', import.meta.url).pathname } },
  plugins: [knowsItsPlace, inOneByteEach],
  logLevel: 'silent',
});
await bundle.write({ dir: 'ops/dist/bundle', format: 'esm', minify: { mangle: false, compress: false } });
await bundle.close();
