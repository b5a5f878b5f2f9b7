import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Edge, openEdge } from './edge.ts';

const HTML = { accept: 'text/html,*/*' };

describe('the door of the portal', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge();
    mkdirSync(join(edge.portalDir, 'assets'), { recursive: true });
    writeFileSync(
      join(edge.portalDir, 'index.html'),
      '<meta name="nonce" content="__NONCE__"><style nonce="__NONCE__"></style>',
    );
    writeFileSync(join(edge.portalDir, 'assets/page-abc.js'), 'export const answer = 42;'.repeat(100));
    writeFileSync(join(edge.portalDir, '../secret.txt'), 'secret');
  });
  afterAll(() => edge.stop());
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${edge.gateway.url}${path}`, { headers });

  it.each(['/', '/shipments', '/shipments/01ABC?tab=lines'])('gives the page at %s', async (path) => {
    const response = await get(path, HTML);
    const page = await response.text();
    const nonce = /content="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(response.status).toBe(200);
    expect(page).toContain(`<style nonce="${nonce}">`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain(`connect-src 'self' ${edge.gateway.url.replace('http', 'ws')};`);
    expect(policy).toContain("script-src 'self';");
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('never gives the same nonce twice', async () => {
    const pages = await Promise.all([1, 2].map(async () => (await get('/', HTML)).text()));
    expect(pages[0]).not.toBe(pages[1]);
  });

  it('gives hashed files forever, and compressed', async () => {
    const response = await get('/assets/page-abc.js', { 'accept-encoding': 'br' });
    expect(await response.text()).toContain('answer = 42');
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  it.each([
    '/assets/nothing.js',
    '/assets/%',
    '/%ff.js',
    '/assets/..%2f..%2fsecret.txt',
    '/..%2fsecret.txt',
    '/nothing',
  ])('does not find %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret"');
  });
});
