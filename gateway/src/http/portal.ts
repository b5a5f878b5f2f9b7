import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { BoundedCache } from '@quayside/shared/bounded-cache';
import { Hono } from 'hono';
import { objection, type RequestVariables } from './answers.ts';
import { originOf } from './caller.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
};
const COMPRESSED = /\.(js|css|svg|json|map|webmanifest)$/;
const FILES_IN_MEMORY = 200;
const BROTLI_QUALITY = 9;
const compress = promisify(brotliCompress);

interface Asset {
  readonly plain: Buffer;
  readonly brotli: Buffer | null;
}

/** The built portal: one page for every path that a person may type, and its hashed files. */
export function portalDoor(folder: string, tls: boolean): Hono<RequestVariables> {
  const door = new Hono<RequestVariables>();
  const assets = new BoundedCache<string, Promise<Asset | null>>(FILES_IN_MEMORY);

  door.get('/assets/*', async (c) => {
    const path = resolveInside(folder, c.req.path);
    const asset = path ? await remembered(assets, path) : null;
    if (!path || !asset) return objection(c, 404, 'NOT_FOUND', 'There is no such file.');
    const brotli = asset.brotli !== null && (c.req.header('accept-encoding') ?? '').includes('br');
    return c.body(new Uint8Array(brotli && asset.brotli ? asset.brotli : asset.plain), 200, {
      'content-type': mediaTypeOf(path),
      // The name holds the hash of the content: it never changes.
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      ...(brotli ? { 'content-encoding': 'br' } : {}),
    });
  });

  door.get('*', async (c) => {
    const own = extname(c.req.path) ? resolveInside(folder, c.req.path) : null;
    const file = own && !own.endsWith('.html') ? await readFile(own).catch(() => null) : null;
    if (own && file)
      return c.body(new Uint8Array(file), 200, { 'content-type': mediaTypeOf(own), 'cache-control': 'no-cache' });
    // Only people ask for HTML; a program that mistypes a path gets an error it can read.
    if (!(c.req.header('accept') ?? '').includes('text/html'))
      return objection(c, 404, 'NOT_FOUND', 'There is nothing at this address.');
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    if (page === null) return objection(c, 503, 'UNAVAILABLE', 'The portal is not built. Run: npm run build');
    const nonce = randomBytes(16).toString('base64');
    return c.html(page.replaceAll('__NONCE__', nonce), 200, pageHeaders(nonce, originOf(c, tls)));
  });
  return door;
}

/** Mantine writes style elements at run time, so styles carry a nonce; scripts come from our files only. */
const pageHeaders = (nonce: string, origin: string): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    // Whether 'self' covers the socket depends on the browser's version, so it is named.
    `connect-src 'self' ${origin.replace(/^http/, 'ws')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; '),
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
});

const mediaTypeOf = (path: string): string => MEDIA_TYPES[extname(path)] ?? 'application/octet-stream';

/** The file that a path names, or null when it would leave the folder. */
function resolveInside(folder: string, path: string): string | null {
  const plain = decoded(path);
  if (plain === null) return null;
  const target = normalize(join(folder, plain));
  return target.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? target : null;
}

/** Null for escapes that stand for no text: no file has such a name. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function remembered(assets: BoundedCache<string, Promise<Asset | null>>, path: string): Promise<Asset | null> {
  const known = assets.get(path);
  if (known) return known;
  const asset = readAsset(path);
  assets.set(path, asset);
  // A file that is missing now may be there after the next build.
  void asset.then((found) => {
    if (!found) assets.delete(path);
  });
  return asset;
}

async function readAsset(path: string): Promise<Asset | null> {
  const plain = await readFile(path).catch(() => null);
  if (!plain) return null;
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  return { plain, brotli: COMPRESSED.test(path) ? await compress(plain, { params }) : null };
}
