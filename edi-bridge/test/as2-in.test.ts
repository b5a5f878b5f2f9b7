import { eachDatabase, sqliteEngine } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { Archive } from '../src/archive.ts';
import { headerOf } from '../src/channel/as2/mime.ts';
import { as2Message, type Heard, listen, noticeOf, opensslVerified, rawOf } from './as2-partner.ts';
import {
  ALWAYS,
  acme,
  as2Worlds,
  certificate,
  dispositionOf,
  edi,
  globex,
  good,
  ours,
  post,
  sha256,
  verdict,
} from './as2-world.ts';
import { changed } from './fixtures.ts';
import { ourKey, type TestKey } from './openssl.ts';
import type { World } from './world.ts';

const IN = `{ ediMessages(filter: { direction: IN }) { nodes { id state channel summary fileName sha256 partner { id } } } }`;
const incoming = async (world: World) => (await world.edi.ask(IN)).ediMessages.nodes;
const states = async (world: World) => (await incoming(world)).map(({ state }: { state: string }) => state).sort();
const shipmentCount = async (world: World) =>
  (await world.shipments.ask('{ shipments { nodes { id } } }')).shipments.nodes.length;

eachDatabase((engine) => {
  const open = as2Worlds(engine);

  describe('an AS2 message', () => {
    it('that comes again gets the same MDN and no second effect', async () => {
      const { world, url } = await open();
      const first = await post(url, good());
      // Encrypted anew, as some programs do when they try again.
      const again = await post(url, good());
      expect(again).toEqual({ ...first, headers: { ...first.headers, date: expect.any(String) } });
      const copies = await Promise.all(
        Array.from({ length: 5 }, () => post(url, good(), { 'message-id': '<2@acme>' })),
      );
      expect(new Set(copies.map(({ body }) => body.toString('latin1'))).size).toBe(1);
      // A crash before the answer was written down: the same message is taken up, under the id that it had.
      const forget = 'UPDATE edi_as2 SET disposition = NULL, mdn_sha256 = NULL, confirmed = 0';
      await world.bridge.db.write((em) => em.query(forget));
      expect(dispositionOf(await post(url, good()))).toBe('processed');
      await world.bridge.settle();
      expect(await states(world)).toEqual(['DUPLICATE', 'PROCESSED']);
      expect(await shipmentCount(world)).toBe(1);
    });
  });
});

describe('by AS2', () => {
  const open = as2Worlds(sqliteEngine());

  describe('an AS2 message', () => {
    it('is processed and answered with a signed MDN', async () => {
      const { world, url } = await open();
      const answer = await post(url, good());
      const notice = verdict(answer);
      expect(answer.headers).toMatchObject({ 'as2-from': 'QUAYSIDE', 'as2-to': '"ACME Foods"' });
      expect(headerOf(notice, 'original-message-id')).toBe('<1@acme>');
      expect(headerOf(notice, 'disposition')).toBe('automatic-action/MDN-sent-automatically; processed');
      const head = 'Content-Type: application/EDI-X12\r\nContent-Disposition: attachment; filename="order.x12"\r\n\r\n';
      expect(headerOf(notice, 'received-content-mic')).toBe(
        `${sha256(Buffer.concat([Buffer.from(head), edi]))}, sha-256`,
      );
      await world.bridge.settle();
      expect(await incoming(world)).toMatchObject([
        { state: 'PROCESSED', channel: 'as2', fileName: 'order.x12', partner: { id: 'ACME' } },
      ]);
      expect(await world.outFile('ACME', '997')).toContain('AK9*A*1*1*1');
      const [row] = await world.bridge.db.read((em) => em.query('SELECT * FROM edi_as2'));
      const archive = new Archive(world.home);
      const [request, mdn] = [await archive.bytes(row.request_sha256), await archive.bytes(row.mdn_sha256)];
      expect(request.includes(good().body.subarray(0, 20))).toBe(true);
      expect(mdn.subarray(-answer.body.length)).toEqual(answer.body);
    });

    it('under a Message-ID that was used for other content is held', async () => {
      const { world, url } = await open();
      await post(url, good());
      const other = as2Message(changed('940-valid.x12', 'SO-1*', 'SO-2*'), { signer: acme, to: ours });
      expect(dispositionOf(await post(url, other))).toBe('processed/error: unexpected-processing-error');
      await world.bridge.settle();
      expect(await states(world)).toEqual(['HELD', 'PROCESSED']);
      expect(await shipmentCount(world)).toBe(1);
    });

    it('that could not be read is good when it is mended', async () => {
      const { world, url } = await open();
      const bad = as2Message(edi, { signer: acme, to: globex });
      expect(dispositionOf(await post(url, bad))).toBe('processed/error: decryption-failed');
      expect(dispositionOf(await post(url, good()))).toBe('processed');
      await world.bridge.settle();
      expect(await shipmentCount(world)).toBe(1);
    });

    it('without a wish for an MDN gets an empty answer', async () => {
      const { world, url } = await open();
      const { headers, body } = good();
      const plain = { 'as2-from': '"ACME Foods"', 'as2-to': 'QUAYSIDE', 'message-id': '<3@acme>' };
      const response = await fetch(url, { method: 'POST', headers: { ...headers, ...plain }, body });
      expect([response.status, await response.text()]).toEqual([200, '']);
      await world.bridge.settle();
      expect(await shipmentCount(world)).toBe(1);
    });
  });

  describe('an AS2 message that is not right', () => {
    it('is refused in words, held and never processed', async () => {
      const { world, url } = await open();
      const tampered = as2Message(edi, { signer: acme });
      tampered.body = Buffer.from(tampered.body.toString('latin1').replace('SO-1', 'SO-9'), 'latin1');
      const cases: [string, { headers: Record<string, string>; body: Buffer }][] = [
        ['authentication-failed', as2Message(edi, { signer: globex, to: ours })],
        ['insufficient-message-security', as2Message(edi, { to: ours })],
        ['insufficient-message-security', as2Message(edi, { signer: acme })],
        ['insufficient-message-security', as2Message(edi, { signer: acme, to: ours, digest: 'sha1' })],
        ['insufficient-message-security', as2Message(edi, { signer: acme, to: ours, cipher: '-des3' })],
        ['decryption-failed', as2Message(edi, { signer: acme, to: acme })],
        ['integrity-check-failed', tampered],
      ];
      for (const [index, [disposition, message]] of cases.entries()) {
        const answer = await post(url, message, { 'message-id': `<bad-${index}@acme>` });
        expect(dispositionOf(answer)).toBe(`processed/error: ${disposition}`);
      }
      await world.bridge.settle();
      const held = await incoming(world);
      expect(held).toHaveLength(cases.length);
      expect(
        new Set(held.map(({ state, partner }: { state: string; partner: unknown }) => `${state} ${partner}`)),
      ).toEqual(new Set(['HELD null']));
      expect(held.at(-1).summary).toContain('signed with a certificate of GLOBEX');
      expect(await shipmentCount(world)).toBe(0);
    });

    it('under unknown names is held for a person', async () => {
      const { world, url } = await open();
      const answer = await post(url, good(), { 'as2-from': 'MALLORY' });
      expect(headerOf(noticeOf(rawOf(answer)), 'disposition')).toContain('authentication-failed');
      expect(await incoming(world)).toMatchObject([{ state: 'HELD', partner: null }]);
      expect((await fetch(url, { method: 'POST', body: 'hello' })).status).toBe(400);
    });

    it('without end is refused while it comes', async () => {
      const { world } = await open();
      let sent = 0;
      async function* endless(): AsyncGenerator<Uint8Array> {
        for (;;) {
          sent++;
          yield Buffer.alloc(1024 * 1024);
        }
      }
      const headers = [['as2-from', 'ACME'] as const];
      expect(await world.bridge.as2?.({ headers, body: endless() })).toMatchObject({ status: 413 });
      expect(sent).toBe(65);
    });

    it('of old algorithms passes by rule', async () => {
      const { world, url } = await open({ acceptSha1: true, accept3des: true });
      const old = as2Message(edi, { signer: acme, to: ours, digest: 'sha1', cipher: '-des3' });
      expect(dispositionOf(await post(url, old))).toBe('processed');
      await world.bridge.settle();
      expect(await shipmentCount(world)).toBe(1);
    });
  });

  describe('a certificate that rolls over', () => {
    it('is valid beside its successor, on both sides', async () => {
      const { world, url } = await open();
      const [acmeNew, oursNew] = [ourKey('ACME', ALWAYS + 1000, 7_300), ourKey('QUAYSIDE', ALWAYS + 1000, 7_300)];
      await world.channel('ACME', { addCertificate: certificate('THEIRS', acmeNew) });
      await world.channel('ACME', { addCertificate: certificate('OURS', oursNew) });
      const send = (signer: TestKey, to: TestKey, id: string) =>
        post(url, as2Message(edi, { signer, to }), { 'message-id': `<${id}@acme>` });
      for (const [index, answer] of [await send(acme, ours, 'a'), await send(acmeNew, oursNew, 'b')].entries()) {
        // The partner has the old one for certain, so we sign with that.
        const notice = noticeOf(opensslVerified(rawOf(answer), ours));
        expect([index, headerOf(notice, 'disposition')]).toEqual([
          index,
          'automatic-action/MDN-sent-automatically; processed',
        ]);
      }
      await world.channel('ACME', { removeCertificate: acme.certificate.fingerprint256 });
      await world.channel('ACME', { removeCertificate: ours.certificate.fingerprint256 });
      const late = noticeOf(opensslVerified(rawOf(await send(acme, oursNew, 'c')), oursNew));
      expect(headerOf(late, 'disposition')).toContain('authentication-failed');
    });
  });

  describe('an asynchronous MDN', () => {
    it('is sent to the partner and to nobody else', async () => {
      const heard: Heard[] = [];
      const theirs = await listen(async (request) => {
        heard.push(request);
        return { status: heard.length === 1 ? 503 : 200 };
      });
      const { world, url } = await open({ url: theirs });
      const answer = await post(url, good(), { 'receipt-delivery-option': theirs });
      expect([answer.status, answer.body.length]).toEqual([200, 0]);
      await expect.poll(() => heard.length).toBe(1);
      world.clock.advance(60_000);
      await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(2);
      expect(heard[1]?.body).toEqual(heard[0]?.body);
      expect(headerOf(verdict(heard[1] as Heard), 'disposition')).toContain('; processed');
      const foreign = await post(url, good(), {
        'message-id': '<9@acme>',
        'receipt-delivery-option': 'http://127.0.0.1:1/x',
      });
      expect(dispositionOf(foreign)).toBe('processed');
    });
  });
});
