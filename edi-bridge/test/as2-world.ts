import { createHash } from 'node:crypto';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { headerOf } from '../src/channel/as2/mime.ts';
import { as2Message, type Heard, listen, noticeOf, opensslVerified, rawOf } from './as2-partner.ts';
import { fixture } from './fixtures.ts';
import { ourKey, type TestKey } from './openssl.ts';
import { type World, worlds } from './world.ts';

/** Before the time of every test's clock, and of OpenSSL's. */
export const ALWAYS = Date.parse('2020-01-01T00:00:00Z');
export const edi = fixture('940-valid.x12');
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

/** Keys of Quayside and of two partners. */
export const [ours, acme, globex] = ['QUAYSIDE', 'ACME', 'GLOBEX'].map((name) => ourKey(name, ALWAYS, 7_300)) as [
  TestKey,
  TestKey,
  TestKey,
];

/** A certificate as an administrator gives it. */
export const certificate = (owner: string, { pem, keyPem }: TestKey) => ({
  owner,
  pem: pem.toString(),
  key: owner === 'OURS' ? keyPem.toString() : null,
});

/** Worlds whose POST /as2 can be reached, with the certificates of ACME and GLOBEX on file. */
export function as2Worlds(engine: TestEngine) {
  const start = worlds(engine);
  return (as2: Record<string, unknown> = {}, kind = 'MAILBOX') => openWorld(start, as2, kind);
}

async function openWorld(
  start: ReturnType<typeof worlds>,
  as2: Record<string, unknown> = {},
  kind = 'MAILBOX',
): Promise<{ world: World; url: string }> {
  let world: World | null = null;
  const url = await listen(async ({ headers, body }) => {
    const answer = await world?.bridge.as2?.({ headers: Object.entries(headers), body: each(body) });
    return {
      status: 500,
      ...answer,
      headers: Object.fromEntries(answer?.headers ?? []),
      body: Buffer.from(answer?.body ?? []),
    };
  });
  world = await start({ as2Url: url });
  for (const [id, key] of [
    ['ACME', acme],
    ['GLOBEX', globex],
  ] as const) {
    await world.partner({ id });
    const names = { theirName: `${id} Foods`, ourName: 'QUAYSIDE', url: 'http://127.0.0.1:9/as2' };
    await world.channel(id, { as2: { ...names, ...as2 }, addCertificate: certificate('OURS', ours) });
    await world.channel(id, { addCertificate: certificate('THEIRS', key) });
  }
  if (kind !== 'MAILBOX') await world.channel('ACME', { kind });
  return { world, url };
}

async function* each(body: Buffer): AsyncGenerator<Uint8Array> {
  yield body;
}

/** Posts as a partner's program would, and gives what it is answered. */
export async function post(
  url: string,
  message: { headers: Record<string, string>; body: Buffer },
  more: Record<string, string> = {},
): Promise<Heard & { status: number }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'as2-version': '1.2',
      'as2-from': '"ACME Foods"',
      'as2-to': 'QUAYSIDE',
      'message-id': '<1@acme>',
      'disposition-notification-to': 'edi@acme.example',
      'disposition-notification-options':
        'signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=optional, sha-256, sha1',
      ...message.headers,
      ...more,
    },
    body: message.body,
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

export const good = () => as2Message(edi, { signer: acme, to: ours });
export const verdict = (answer: Heard) => noticeOf(opensslVerified(rawOf(answer), ours));
export const dispositionOf = (answer: Heard) => headerOf(verdict(answer), 'disposition')?.split('; ')[1];
