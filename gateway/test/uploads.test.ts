import { connect } from 'node:net';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { DefaultHttpStack, Upload as TusUpload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Edge, openEdge } from './edge.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
/** Large enough that a cut falls into its middle. */
const PHOTO = Buffer.concat([PNG, Buffer.alloc(3_000_000, 7)]);

describe('a large file', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge();
    edge.admit('qk_one', aKey('acme'));
    edge.admit('qk_two', aKey('acme'));
    edge.admit('qk_reader', aKey('acme', ['read']));
    edge.admit('qt_link', aLinkHolder('acme', 's1'));
    edge.admit('qt_eager', aLinkHolder('acme', 's1'));
    edge.admit('session-sam', aShipper('acme'));
    edge.admit('session-ada', aStaffMember());
  });
  afterAll(() => edge.stop());

  const by = (secret: string): Record<string, string> => ({
    authorization: `Bearer ${secret}`,
    'tus-resumable': '1.0.0',
  });
  const metadata = (name: string): string => `filename ${Buffer.from(name).toString('base64')}`;
  const begin = (secret: string, size: number, name = 'wet.png') =>
    fetch(`${edge.gateway.url}/uploads`, {
      method: 'POST',
      headers: { ...by(secret), 'upload-length': String(size), 'upload-metadata': metadata(name) },
    });
  const ask = (method: string, path: string, headers: Record<string, string>) =>
    fetch(`${edge.gateway.url}${path}`, { method, headers });
  const send = (path: string, secret: string, bytes: Buffer, offset: number) =>
    fetch(`${edge.gateway.url}${path}`, {
      method: 'PATCH',
      headers: { ...by(secret), 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
      body: new Uint8Array(bytes),
    });
  const pathOf = (response: Response): string => response.headers.get('location') ?? '';
  const offsetOf = async (path: string, secret: string): Promise<number> =>
    Number((await ask('HEAD', path, by(secret))).headers.get('upload-offset'));

  /** Announces the whole, sends a part, and cuts the socket. */
  const cutAfter = (path: string, secret: string, bytes: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(edge.gateway.port, '127.0.0.1', () => {
        const lines = [
          `PATCH ${path} HTTP/1.1`,
          `Host: 127.0.0.1:${edge.gateway.port}`,
          ...Object.entries(by(secret)).map(([name, value]) => `${name}: ${value}`),
          'Content-Type: application/offset+octet-stream',
          'Upload-Offset: 0',
          `Content-Length: ${PHOTO.length}`,
        ];
        socket.write(`${lines.join('\r\n')}\r\n\r\n`);
        socket.write(PHOTO.subarray(0, bytes), () => setTimeout(() => socket.resetAndDestroy(), 1_000));
      });
      socket.on('close', () => resolve());
      socket.on('error', reject);
    });

  it.each(['qk_one', 'qt_link'])('goes on where the line broke, for %s', async (secret) => {
    const path = pathOf(await begin(secret, PHOTO.length, '../nässe.png'));
    expect(path).toMatch(/^\/uploads\/[0-9a-f]{40}$/);
    await cutAfter(path, secret, 1_200_000).catch(() => undefined);
    await expect.poll(() => offsetOf(path, secret)).toBeGreaterThan(1_000_000);
    const offset = await offsetOf(path, secret);
    expect((await ask('GET', path, by(secret))).status).toBe(409);
    expect((await send(path, secret, PHOTO.subarray(offset + 1), offset + 1)).status).toBe(409);
    const done = await send(path, secret, PHOTO.subarray(offset), offset);
    const facts = await done.json();
    expect([done.status, facts]).toMatchObject([
      200,
      { fileName: 'nässe.png', mediaType: 'image/png', sizeBytes: PHOTO.length },
    ]);
    const { id } = facts as { id: string };
    // The answer may be lost as well: it can be asked for, and names the same file.
    expect(await offsetOf(path, secret)).toBe(PHOTO.length);
    expect(await (await ask('GET', path, by(secret))).json()).toEqual(facts);
    const kept = await ask('GET', `/files/${id}`, by(secret));
    expect(Buffer.from(await kept.arrayBuffer()).equals(PHOTO)).toBe(true);
  });

  it('is taken from any program that speaks the protocol', async () => {
    const facts = await new Promise<{ mediaType: string }>((resolve, reject) => {
      const upload = new TusUpload(PHOTO, {
        endpoint: `${edge.gateway.url}/uploads`,
        headers: { authorization: 'Bearer qk_one' },
        metadata: { filename: 'wet.png' },
        chunkSize: 1_000_000,
        httpStack: new DefaultHttpStack({}),
        onError: reject,
        onSuccess: ({ lastResponse }) => resolve(JSON.parse(lastResponse.getBody())),
      });
      upload.start();
    });
    expect(facts.mediaType).toBe('image/png');
  });

  it("is nobody else's", async () => {
    const path = pathOf(await begin('qk_one', 100));
    for (const secret of ['qk_two', 'qt_link', 'session-ada']) {
      const headers = secret.startsWith('session')
        ? { 'tus-resumable': '1.0.0', cookie: `quayside=${secret}`, 'x-quayside-csrf': '1' }
        : by(secret);
      for (const method of ['HEAD', 'GET', 'PATCH', 'DELETE'])
        expect((await ask(method, path, headers)).status).toBe(404);
    }
    expect((await begin('qk_reader', 100)).status).toBe(403);
    const foreignPage = { cookie: 'quayside=session-sam', 'tus-resumable': '1.0.0', 'upload-length': '5' };
    const posted = await ask('POST', '/uploads', foreignPage);
    expect([posted.status, posted.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect((await ask('GET', '/uploads/..%2f..%2fetc', by('qk_one'))).status).toBe(404);
    expect((await ask('DELETE', path, by('qk_one'))).status).toBe(204);
    expect((await ask('HEAD', path, by('qk_one'))).status).toBe(404);
  });

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing with script', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
  ])('that is %s is refused, and nothing is left of it', async (_, text) => {
    const bytes = Buffer.from(text);
    const path = pathOf(await begin('qk_one', bytes.length, 'photo.png'));
    const refused = await send(path, 'qk_one', bytes, 0);
    expect([refused.status, await refused.json()]).toMatchObject([415, { code: 'FILE_KIND' }]);
    expect((await ask('HEAD', path, by('qk_one'))).status).toBe(404);
  });

  it('is refused before it is sent when it is too large', async () => {
    const refused = await begin('qk_one', 25 * 1024 * 1024 + 1);
    expect([refused.status, await refused.json()]).toMatchObject([413, { code: 'FILE_TOO_LARGE' }]);
    const path = pathOf(await begin('qk_one', 10));
    expect((await send(path, 'qk_one', PNG, 0)).status).toBe(413);
  });

  it('is refused when a link begins too many', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 11; n++) answers.push((await begin('qt_eager', 10)).status);
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 201), 429]);
  });

  it('that is never finished is forgotten', async () => {
    const hasty = await openEdge({ uploadsExpireMs: 300 });
    hasty.admit('qk_one', aKey('acme'));
    const headers = { ...by('qk_one'), 'upload-length': '100' };
    const path = pathOf(await fetch(`${hasty.gateway.url}/uploads`, { method: 'POST', headers }));
    const state = async () =>
      (await fetch(`${hasty.gateway.url}${path}`, { method: 'HEAD', headers: by('qk_one') })).status;
    expect(await state()).toBe(200);
    await expect.poll(state).toBe(404);
    await hasty.stop();
  });
});
