import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Figure, figure } from './figure.ts';

/** One file of a build, as vite's manifest knows it. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

const KIBIBYTE = 1024;
// Benches run from ops/dist/bench.
const built = new URL('../../../portal-web/dist/', import.meta.url);

/** Script that a first visit must load, compressed: the tracking page, and the portal up to its first list. */
export async function run(): Promise<Figure[]> {
  const portal = readManifest('portal-manifest.json');
  const list = ['src/pages/shipments/shipments-page.tsx', 'src/language/catalogs/en.json'];
  return [
    weigh('tracking page, script', entryScripts(readManifest('track-manifest.json'), []), 45),
    weigh('portal up to its first list, script', entryScripts(portal, list), 230),
  ];
}

const readManifest = (name: string): Manifest => JSON.parse(readFileSync(new URL(name, built), 'utf8')) as Manifest;

/** The files of the entries and of the named chunks, with everything that they import at once. */
function entryScripts(manifest: Manifest, more: readonly string[]): Set<string> {
  const files = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The build has no ${key}.`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  more.forEach(visit);
  return files;
}

function weigh(what: string, files: ReadonlySet<string>, limit: number): Figure {
  let bytes = 0;
  for (const file of files) {
    if (file.endsWith('.js')) bytes += gzipSync(readFileSync(new URL(file, built)), { level: 9 }).length;
  }
  return figure({ bench: 'weight', figure: what, value: bytes / KIBIBYTE, unit: 'KiB gz', target: `<= ${limit}` });
}
