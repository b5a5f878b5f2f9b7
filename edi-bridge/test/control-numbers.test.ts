import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures.ts';
import { ledgerOf, messages } from './ledger-messages.ts';
import { ACME, type World, worlds } from './world.ts';

const built = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));

/** A process of its own that sends `count` interchanges; every fourth transaction fails after it has its numbers. */
const SENDING = `
const { Database } = await import(${built('../../subgraphs/shared/dist/db/database.js')});
const { migrations, tables } = await import(${built('../dist/migrations/index.js')});
const { nextControl, recordOutgoing } = await import(${built('../dist/outbound/outgoing.js')});
const { loadPartner } = await import(${built('../dist/partner/store.js')});
const { Archive } = await import(${built('../dist/archive.js')});
const [url, home, name, count] = process.argv.slice(1);
const db = await Database.open({ url, tables, migrations });
const archive = new Archive(home);
const partner = await db.read((em) => loadPartner(em, 'ACME', Date.now()));
const send = (i) => db.write(async (em) => {
  const control = String(await nextControl(em, partner, 'interchange')).padStart(9, '0');
  const groupControl = String(await nextControl(em, partner, 'group'));
  const about = { partner, type: '997', summary: '', relatesToId: null, subject: name + ':' + i };
  const out = { ...about, raw: control, control, functionalId: 'FA', groupControl };
  await recordOutgoing(em, archive, out, { at: Date.now(), correlationId: name });
  if (i % 4 === 3) throw new Error('as a crash would');
});
for (let i = 0; i < Number(count); i++) await send(i).catch((error) => {
  if (error.message !== 'as a crash would') throw error;
});
await db.close();`;

async function sendIn(url: string, home: string, name: string, count: number): Promise<string> {
  const arguments_ = ['--input-type=module', '--eval', SENDING, '--', url, home, name, String(count)];
  const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString();
  });
  await once(child, 'close');
  return err;
}

const order = (number: number): Buffer =>
  Buffer.from(
    fixture('940-valid.x12')
      .toString()
      .replaceAll('000000001', String(number).padStart(9, '0'))
      .replace('SO-1', `SO-${number}`),
  );

async function* chunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const numbersOf = async (world: World): Promise<number[]> =>
  (await messages(world, { direction: 'OUT' })).map(({ interchangeControl }) => Number(interchangeControl));

/** Both levels begin at one and have no gap, and the ledger says so. */
async function expectNoGap(world: World, count: number): Promise<void> {
  const { controlNumbers, sentBalanced, sent } = await ledgerOf(world);
  const whole = { partnerId: 'ACME', given: count, used: count, gapFree: true };
  expect(controlNumbers).toEqual([
    { ...whole, level: 'INTERCHANGE' },
    { ...whole, level: 'GROUP' },
  ]);
  expect([sent, sentBalanced]).toEqual([count, true]);
  const numbers = (await numbersOf(world)).sort((a, b) => a - b);
  expect(numbers).toEqual(
    Array.from({ length: Math.min(count, 50) }, (_, index) => index + 1 + count - numbers.length),
  );
}

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('control numbers', () => {
    it('of three processes, some of whose transactions fail, have no gap', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const errors = await Promise.all(['a', 'b', 'c'].map((name) => sendIn(world.ledgerUrl, world.home, name, 16)));
      expect(errors.join('')).toBe('');
      await expectNoGap(world, 36);
    }, 60_000);

    // SQLite waits for a lock without letting go of the process, so two bridges on one file need a process each, as above.
    if (engine.engine === 'mysql')
      it('of two bridges on one ledger have no gap', async () => {
        const world = await start();
        await world.partner({ id: 'ACME' });
        const bridges = [world.bridge, await world.beside()];
        const sending = Array.from({ length: 24 }, (_, index) => {
          const bridge = bridges[index % 2] as World['bridge'];
          return bridge.receive('ACME', chunk(order(index + 1)), aKey(ACME), { channel: 'https' }).catch(() => null);
        });
        await Promise.all(sending);
        // What lost a race for the store is in the ledger, and its bridge tries it again.
        await expect.poll(async () => (await ledgerOf(world)).processed, { timeout: 20_000 }).toBe(24);
        await expectNoGap(world, 24);
      }, 60_000);
  });
});
