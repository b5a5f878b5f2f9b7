import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteEngine } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { compress } from '../src/channel/as2/cms-compress.ts';
import { entity, multipartBody } from '../src/channel/as2/mime.ts';
import { unwrap } from '../src/channel/as2/unwrap.ts';
import { as2Message, type Heard, listen } from './as2-partner.ts';
import { acme, as2Worlds, dispositionOf, edi, globex, good, ours, post } from './as2-world.ts';
import { changed } from './fixtures.ts';
import type { World } from './world.ts';

const LIMIT = 64 * 1024 * 1024;
const IN = `{ ediMessages(filter: { direction: IN }) { nodes { id state fileName summary } } }`;
const incoming = async (world: World) => (await world.edi.ask(IN)).ediMessages.nodes;
const archived = (world: World): number =>
  readdirSync(join(world.home, 'edi-archive'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;

const open = (type: string, body: Buffer, more: readonly { name: string; value: string }[] = []) =>
  unwrap(entity([{ name: 'Content-Type', value: type }, ...more], body), {
    keyring: { ours: [ours], theirs: [acme.certificate] },
    micDigest: 'sha256',
    limit: LIMIT,
  });

/** How long it takes to see that something cannot be opened. */
function refusedIn(type: string, body: Buffer, more: readonly { name: string; value: string }[] = []): number {
  const from = performance.now();
  expect(open(type, body, more).ok).toBe(false);
  return performance.now() - from;
}

describe('bytes that are meant to keep us busy', () => {
  it('are refused soon, whatever blanks they hold', () => {
    const blanks = Buffer.alloc(120_000, ' ');
    const quoted = [{ name: 'Content-Transfer-Encoding', value: 'quoted-printable' }];
    expect(refusedIn('application/pkcs7-mime', blanks, quoted)).toBeLessThan(1_500);
  });

  it('are refused soon, whatever quotation marks they hold', () => {
    const header = `application/pkcs7-mime; a="${'\\"'.repeat(30_000)}`;
    const inner = Buffer.from(`Content-Type: ${header}\r\n\r\nx`);
    expect(refusedIn('application/pkcs7-mime', compress(inner))).toBeLessThan(1_500);
  });

  it('are refused when they have parts without end', () => {
    const parts = multipartBody(
      'x',
      Array.from({ length: 5_000 }, () => Buffer.alloc(0)),
    );
    expect(open('multipart/signed; boundary=x', parts)).toMatchObject({
      failure: { reason: expect.stringContaining('too many parts') },
    });
  });
});

describe('whoever knows two AS2 names only', () => {
  const start = as2Worlds(sqliteEngine());

  it('cannot fill the archive', async () => {
    const { world, url } = await start();
    const message = good();
    const strange = (index: number) =>
      post(url, message, { 'as2-from': 'MALLORY', 'message-id': `<${index}@mallory>`, date: String(index) });
    for (let index = 0; index < 100; index++) await strange(index);
    const before = archived(world);
    expect((await strange(100)).status).toBe(403);
    expect(archived(world)).toBe(before);
  });

  it('cannot shut the door for the partner', async () => {
    const { world, url } = await start();
    const junk = { headers: { 'content-type': 'text/plain' }, body: Buffer.from('junk') };
    for (let index = 0; index < 100; index++) await post(url, junk, { 'message-id': `<${index}@mallory>` });
    const before = archived(world);
    expect((await post(url, junk, { 'message-id': '<100@mallory>' })).status).toBe(503);
    expect(archived(world)).toBe(before);
    expect(dispositionOf(await post(url, good()))).toBe('processed');
  });

  it('cannot send MDNs without end', async () => {
    const { world, url } = await start();
    const report = multipartBody('x', [
      Buffer.from(
        'Content-Type: message/disposition-notification\r\n\r\nDisposition: a; processed\r\nOriginal-Message-ID: <1@x>\r\n',
      ),
    ]);
    const mdn = { headers: { 'content-type': 'multipart/report; boundary=x' }, body: report };
    const send = (index: number) => post(url, mdn, { 'message-id': `<${index}@m>` });
    for (let index = 0; index < 100; index++) await send(index);
    const before = archived(world);
    expect((await send(100)).status).toBe(503);
    expect(archived(world)).toBe(before);
  });

  it('cannot have us call any port of the partner', async () => {
    const heard: Heard[] = [];
    const theirs = await listen(async (request) => {
      heard.push(request);
      return { status: 200 };
    });
    const { url } = await start({ url: 'http://127.0.0.1/as2' });
    expect(dispositionOf(await post(url, good(), { 'receipt-delivery-option': theirs }))).toBe('processed');
    expect(heard).toEqual([]);
  });
});

describe('an AS2 message of a partner', () => {
  const start = as2Worlds(sqliteEngine());

  it('with a file name without end is taken', async () => {
    const { world, url } = await start();
    const message = as2Message(edi, { signer: acme, to: ours, fileName: `${'x'.repeat(400)}.x12` });
    expect(dispositionOf(await post(url, message))).toBe('processed');
    const [row] = await incoming(world);
    expect(row.fileName.length).toBeLessThanOrEqual(255);
    expect(row.fileName).toMatch(/x\.x12$/);
  });

  it('is not lost when it changes between a crash and the next try', async () => {
    const { world, url } = await start();
    await post(url, good());
    const forget = 'UPDATE edi_as2 SET disposition = NULL, mdn_sha256 = NULL, confirmed = 0';
    await world.bridge.db.write((em) => em.query(forget));
    const other = as2Message(changed('940-valid.x12', 'SO-1*', 'SO-2*'), { signer: acme, to: ours });
    expect(dispositionOf(await post(url, other))).toBe('processed');
    expect(await incoming(world)).toHaveLength(2);
  });

  it('that was held is not replayed as it lies there', async () => {
    const { world, url } = await start();
    await post(url, as2Message(edi, { signer: globex, to: ours }));
    const [held] = await incoming(world);
    const replay = `mutation($id: ID!) { replayEdiMessage(id: $id) { __typename ... on Refusal { code message fix } } }`;
    const { replayEdiMessage } = await world.edi.ask(replay, { id: held.id });
    expect(replayEdiMessage).toMatchObject({ __typename: 'Refusal', code: 'EDI_SENDER_NOT_PROVEN' });
    expect(replayEdiMessage.fix).toContain('send it again');
    const range = `mutation($ids: [ID!]!) { replayEdiMessages(filter: { ids: $ids }, dryRun: false, force: true, reason: "x") {
      ... on EdiReplayReport { would { effect note } } } }`;
    const { replayEdiMessages } = await world.edi.ask(range, { ids: [held.id] });
    expect(replayEdiMessages.would).toMatchObject([{ effect: 'BLOCKED', note: expect.stringContaining('AS2') }]);
    expect((await incoming(world))[0].state).toBe('HELD');
  });
});
