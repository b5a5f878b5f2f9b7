import { once } from 'node:events';
import { request } from 'node:http';
import { crc32 } from 'node:zlib';
import { aKey, aLinkHolder, aShipper } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Edge, openEdge } from './edge.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** One entry in IFD0 that points to a GPS directory with a latitude of 48/1. */
function tiffWithPlace(): Buffer {
  const tiff = Buffer.alloc(52);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x8825, 10);
  tiff.writeUInt16LE(4, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt32LE(26, 18);
  tiff.writeUInt16LE(1, 26);
  tiff.writeUInt16LE(2, 28);
  tiff.writeUInt16LE(5, 30);
  tiff.writeUInt32LE(1, 32);
  tiff.writeUInt32LE(44, 36);
  tiff.writeUInt32LE(48, 44);
  tiff.writeUInt32LE(1, 48);
  return tiff;
}

/** A JPEG's head with that in its Exif. */
function jpegWithPlace(): Buffer {
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiffWithPlace()]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  const scan = Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), length, exif, scan]);
}

const chunk = (name: string, data: Buffer): Buffer => {
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(name), data])));
  return Buffer.concat([size, Buffer.from(name), data, sum]);
};
const pngOf = (tiff: Buffer): Buffer =>
  Buffer.concat([PNG.subarray(0, 8), chunk('eXIf', tiff), chunk('IEND', Buffer.alloc(0))]);
const webpOf = (tiff: Buffer): Buffer => Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPEXIF\x34\0\0\0', 'latin1'), tiff]);
const heicOf = (tiff: Buffer): Buffer =>
  Buffer.concat([Buffer.from('\0\0\0\x10ftypheic\0\0\0\0\0\0\0\x06Exif\0\0', 'latin1'), tiff]);

describe('files', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge();
    edge.admit('qk_one', aKey('acme'));
    edge.admit('qk_reader', aKey('acme', ['read']));
    edge.admit('qt_link', aLinkHolder('acme', 's1'));
    edge.admit('qt_looker', aLinkHolder('acme', 's1', ['TRACK']));
    edge.admit('qt_eager', aLinkHolder('acme', 's1'));
    edge.admit('session-sam', aShipper('acme'));
  });
  afterAll(() => edge.stop());

  const upload = (body: Uint8Array, headers: Record<string, string>) =>
    fetch(`${edge.gateway.url}/files`, { method: 'POST', headers, body: new Uint8Array(body) });
  const by = (secret: string) => ({ authorization: `Bearer ${secret}` });
  const download = (id: string, headers: Record<string, string>) =>
    fetch(`${edge.gateway.url}/files/${id}`, { headers });

  it.each(['qk_one', 'qt_link'])('come in and go out for %s', async (secret) => {
    const stored = await upload(PNG, { ...by(secret), 'x-file-name': encodeURIComponent('../dölly "1".png') });
    const facts = (await stored.json()) as { id: string };
    expect([stored.status, facts]).toMatchObject([
      201,
      { fileName: 'dölly 1.png', mediaType: 'image/png', sizeBytes: PNG.length },
    ]);
    const response = await download(facts.id, by(secret));
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''d%C3%B6lly%201.png");
  });

  it('are refused when they are not what they may be', async () => {
    const html = Buffer.from('<script>alert(1)</script>');
    expect((await upload(html, { ...by('qk_one'), 'content-type': 'image/png' })).status).toBe(415);
  });

  it.each([
    ['dock 4.png', 'dock 4.png'],
    ['IMG_1.JPG', 'IMG_1.png'],
    ['../../etc/passwd', 'passwd.png'],
    ['photo.2026', 'photo.2026.png'],
    ['Pallet.left', 'Pallet.left.png'],
    ['IMG_1.jfif', 'IMG_1.png'],
    ['DSC1.HIF', 'DSC1.png'],
    ['', 'file.png'],
  ])('that are called %s end in what they are: %s', async (name, kept) => {
    const stored = await upload(PNG, { ...by('qk_one'), 'x-file-name': encodeURIComponent(name) });
    expect(await stored.json()).toMatchObject({ fileName: kept });
  });

  it.each(['invoice.pdf', 'damage.html', 'label.svg', 'photo.jpg.exe'])('are refused as %s', async (name) => {
    const refused = await upload(PNG, { ...by('qk_one'), 'x-file-name': name });
    expect([refused.status, await refused.json()]).toMatchObject([
      415,
      { code: 'FILE_NAME', message: `${name} is not what its name says. Name it .png and send it again.` },
    ]);
  });

  it('are refused above twenty-five mebibytes', async () => {
    const large = Buffer.concat([PNG, Buffer.alloc(25 * 1024 * 1024)]);
    expect((await upload(large, by('qk_one'))).status).toBe(413);
  });

  it.each(['qk_reader', 'qt_looker'])('are refused from %s', async (secret) => {
    expect((await upload(PNG, by(secret))).status).toBe(403);
  });

  it('are refused when a link sends too many', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 11; n++) answers.push((await upload(PNG, by('qt_eager'))).status);
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 201), 429]);
  });

  it('are refused from a foreign page with the cookie', async () => {
    expect((await upload(PNG, { cookie: 'quayside=session-sam' })).status).toBe(403);
    expect((await upload(PNG, {})).status).toBe(401);
  });

  it('are refused from strangers before they have come', async () => {
    const { hostname, port } = new URL(edge.gateway.url);
    const sending = request({ hostname, port, path: '/files', method: 'POST', headers: by('qk_nobody') });
    sending.on('error', () => {});
    // In pieces of unknown number, of which the last never comes.
    sending.write(PNG);
    const [{ statusCode }] = (await once(sending, 'response')) as [{ statusCode: number }];
    sending.destroy();
    expect(statusCode).toBe(401);
  });

  it('lose the place where a photo was taken', async () => {
    const jpeg = jpegWithPlace();
    const { id } = (await (await upload(jpeg, by('qk_one'))).json()) as { id: string };
    const stored = Buffer.from(await (await download(id, by('qk_one'))).arrayBuffer());
    expect(jpeg.includes(Buffer.from([48, 0, 0, 0, 1, 0, 0, 0]))).toBe(true);
    expect(stored.includes(Buffer.from([48, 0, 0, 0, 1, 0, 0, 0]))).toBe(false);
    expect(stored.length).toBe(jpeg.length);
  });

  it.each([
    ['PNG', pngOf],
    ['WebP', webpOf],
    ['HEIC', heicOf],
  ])('lose the place of a %s too', async (_, photoOf) => {
    const photo = photoOf(tiffWithPlace());
    const uploaded = await upload(photo, by('qk_one'));
    const { id } = (await uploaded.json()) as { id: string };
    const stored = Buffer.from(await (await download(id, by('qk_one'))).arrayBuffer());
    const at = photo.indexOf('II*');
    expect(stored.includes(Buffer.from([48, 0, 0, 0, 1, 0, 0, 0]))).toBe(false);
    // Nothing else has changed, and the checksum of the PNG's chunk fits again.
    expect(stored).toEqual(photoOf(stored.subarray(at, at + 52)));
  });

  it('are not found under an unknown id', async () => {
    expect((await download('nothing', by('qk_one'))).status).toBe(404);
  });
});
