import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Language } from './language.ts';

/** Why there is no shipment to show. */
export type Problem = 'unknown' | 'gone' | 'busy' | 'failed';

/** One page as the portal's build draws it. */
export interface Rendered {
  readonly title: string;
  /** For link previews; without personal data. */
  readonly description: string;
  readonly body: string;
  /** What the script starts from; null where no script has anything to do. */
  readonly data: object | null;
}

/** What `dist/track/server.js` of the portal exports: the page's own drawing code, so that it exists once. */
export interface TrackingRenderer {
  /** The query whose `tracking` is the snapshot of `renderPage`. */
  readonly trackingQuery: string;
  renderPage(snapshot: object, language: Language, now: number): Rendered;
  renderProblem(problem: Problem, language: Language): Rendered;
}

/** The drawing code, and the addresses of what the browser loads. */
export interface PageParts {
  readonly renderer: TrackingRenderer;
  readonly script: string;
  readonly styles: readonly string[];
}

type Manifest = Readonly<Record<string, { readonly file: string; readonly css?: readonly string[] }>>;
const ENTRY = 'src/track/main.tsx';

/** @throws Error that tells how to build the page when it is missing. */
export async function loadPageParts(portalDir: string): Promise<PageParts> {
  try {
    const manifest: Manifest = JSON.parse(await readFile(join(portalDir, 'track-manifest.json'), 'utf8'));
    const entry = manifest[ENTRY];
    if (!entry) throw new Error(`the manifest does not name ${ENTRY}`);
    const renderer: TrackingRenderer = await import(pathToFileURL(join(portalDir, 'track/server.js')).href);
    return { renderer, script: `/${entry.file}`, styles: (entry.css ?? []).map((file) => `/${file}`) };
  } catch (cause) {
    throw new Error(`There is no built tracking page in ${portalDir}. Build it: npm run build`, { cause });
  }
}
