import { eachDatabase, sqliteEngine } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { writeMdn } from '../src/channel/as2/mdn.ts';
import { type Heard, listen, opensslDecrypted, opensslVerified } from './as2-partner.ts';
import { ALWAYS, acme, as2Worlds, edi, globex, ours, sha256 } from './as2-world.ts';
import type { TestKey } from './openssl.ts';
import type { World } from './world.ts';

/** The partner's server: keeps what it hears and answers as it is told. */
async function partnerServer(answers: ((heard: Heard) => ReturnType<Parameters<typeof listen>[0]>)[]) {
  const heard: Heard[] = [];
  const url = await listen(async (request) => {
    heard.push(request);
    return (answers[heard.length - 1] ?? answers.at(-1) ?? (async () => ({ status: 500 })))(request);
  });
  return { heard, url };
}

const mdnFor = (request: Heard, by: TestKey, more: { mic?: string; failed?: 'decryption-failed' } = {}) => {
  const signed = opensslDecrypted(request.body, acme);
  const value = more.mic ?? sha256(opensslVerified(signed, ours));
  const mdn = writeMdn(
    {
      originalMessageId: request.headers['message-id'] ?? '',
      recipient: 'ACME Foods',
      failed: more.failed ?? null,
      mic: { value, digest: 'sha256' },
      text: 'Received.',
    },
    { by, digest: 'sha256' },
    ALWAYS,
  );
  return { headers: Object.fromEntries(mdn.headers.map(({ name, value: text }) => [name, text])), body: mdn.body };
};

const waiting = async (world: World) =>
  (await world.edi.ask('{ ediChannel(partnerId: "ACME") { waiting lastFailure } }')).ediChannel;

eachDatabase((engine) => {
  const open = as2Worlds(engine);

  describe('what we send by AS2', () => {
    it('is repeated to the byte until the MDN comes', async () => {
      const { heard, url } = await partnerServer([
        async () => ({ status: 503 }),
        async (request) => ({ status: 200, ...mdnFor(request, acme) }),
      ]);
      const { world } = await open({ url }, 'AS2');
      await world.send('ACME', edi);
      await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
      await expect.poll(async () => (await waiting(world)).lastFailure).toContain('503');
      expect((await waiting(world)).waiting).toBe(1);
      world.clock.advance(60_000);
      await expect.poll(async () => (await waiting(world)).waiting, { timeout: 10_000 }).toBe(0);
      expect(heard[1]?.body).toEqual(heard[0]?.body);
      expect(heard[1]?.headers).toEqual(heard[0]?.headers);
      expect(heard[0]?.headers).toMatchObject({ 'as2-from': 'QUAYSIDE', 'as2-to': '"ACME Foods"' });
      const content = opensslVerified(opensslDecrypted(heard[0]?.body ?? Buffer.alloc(0), acme), ours).toString();
      expect(content).toContain('AK9*A*1*1*1');
      expect(world.out('ACME')).toEqual([]);
    });

    it('waits for an MDN that comes later', async () => {
      const { heard, url } = await partnerServer([async () => ({ status: 200 })]);
      const { world, url: door } = await open({ url, mdn: 'ASYNC' }, 'AS2');
      await world.send('ACME', edi);
      await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
      const [request] = heard as [Heard];
      expect(request.headers['receipt-delivery-option']).toBe(door);
      expect((await waiting(world)).waiting).toBe(1);
      const names = { 'as2-from': '"ACME Foods"', 'as2-to': 'QUAYSIDE', 'message-id': '<mdn@acme>' };
      const answer = async (by: TestKey) => {
        const { headers, body } = mdnFor(request, by);
        return (await fetch(door, { method: 'POST', headers: { ...headers, ...names }, body })).status;
      };
      await answer(globex);
      expect((await waiting(world)).waiting).toBe(1);
      expect(await answer(acme)).toBe(200);
      await expect.poll(async () => (await waiting(world)).waiting).toBe(0);
      expect(heard).toHaveLength(1);
    });
  });
});

describe('what a partner could not read', () => {
  const open = as2Worlds(sqliteEngine());

  it('goes out anew until an MDN is right', async () => {
    const { heard, url } = await partnerServer([
      async (request) => ({ status: 200, ...mdnFor(request, acme, { failed: 'decryption-failed' }) }),
      async (request) => ({ status: 200, ...mdnFor(request, acme, { mic: 'AAAA' }) }),
      async (request) => ({ status: 200, ...mdnFor(request, globex) }),
      async (request) => ({ status: 200, ...mdnFor(request, acme) }),
    ]);
    const { world } = await open({ url }, 'AS2');
    await world.send('ACME', edi);
    const said: string[] = [];
    for (let attempt = 1; attempt <= 4; attempt++) {
      await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(attempt);
      if (attempt === 4) break;
      await expect.poll(async () => (await waiting(world)).lastFailure).not.toBe(said.at(-1) ?? null);
      said.push((await waiting(world)).lastFailure);
      world.clock.advance(3_600_000);
    }
    expect(said).toEqual([
      expect.stringContaining('decryption-failed'),
      expect.stringContaining('other bytes'),
      expect.stringContaining('not signed with a certificate on file'),
    ]);
    await expect.poll(async () => (await waiting(world)).waiting, { timeout: 10_000 }).toBe(0);
    const ids = heard.map(({ headers }) => headers['message-id']);
    // What nobody has answered is the same transmission still; what was answered is not.
    expect(new Set(ids).size).toBe(3);
    expect(ids[2]).toBe(ids[3]);
  });
});
