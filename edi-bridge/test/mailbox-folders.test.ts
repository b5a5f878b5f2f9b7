import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteEngine } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { changed, fixture } from './fixtures.ts';
import { type World, worlds } from './world.ts';

const IN = '{ ediMessages(filter: { direction: IN }) { nodes { id state channel fileName partner { id } } } }';
const incoming = async (world: World) => (await world.edi.ask(IN)).ediMessages.nodes;
const inbox = (world: World): string => join(world.home, 'mailbox', 'ACME', 'in');

describe('a folder in a mailbox', () => {
  const start = worlds(sqliteEngine());
  const withPartner = async (): Promise<World> => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    return world;
  };

  it('has its files taken like all others', async () => {
    const world = await withPartner();
    mkdirSync(join(inbox(world), '2026', 'march'), { recursive: true });
    writeFileSync(join(inbox(world), '2026', 'march', 'order.x12'), fixture('940-valid.x12'));
    writeFileSync(join(inbox(world), '2026', 'later.x12.part'), 'ISA');
    await expect
      .poll(() => incoming(world))
      .toMatchObject([
        { state: 'PROCESSED', channel: 'mailbox', fileName: '2026/march/order.x12', partner: { id: 'ACME' } },
      ]);
    await expect.poll(() => readdirSync(join(inbox(world), '2026', 'march'))).toEqual([]);
    expect(readdirSync(join(inbox(world), '2026')).sort()).toEqual(['later.x12.part', 'march']);
  });

  it('that is a link is not followed', async () => {
    const world = await withPartner();
    const elsewhere = join(world.home, 'elsewhere');
    mkdirSync(join(elsewhere, 'sub'), { recursive: true });
    writeFileSync(join(elsewhere, 'secret.x12'), changed('940-valid.x12', /000000001/g, '000000009'));
    symlinkSync(elsewhere, join(inbox(world), 'linked'));
    mkdirSync(join(inbox(world), 'sub'));
    symlinkSync(elsewhere, join(inbox(world), 'sub', 'linked'));
    symlinkSync(join(elsewhere, 'secret.x12'), join(inbox(world), 'sub', 'order.x12'));
    await world.drop('ACME', 'order.x12', fixture('940-valid.x12'));
    await expect
      .poll(async () => (await incoming(world)).map((one: { fileName: string }) => one.fileName))
      .toEqual(['order.x12']);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await incoming(world)).toHaveLength(1);
    expect(existsSync(join(elsewhere, 'secret.x12'))).toBe(true);
  });

  it('is emptied while another partner is slow', async () => {
    const world = await withPartner();
    await world.partner({ id: 'GLOBEX' });
    world.breakGraph('stuck');
    await world.drop('ACME', 'slow.x12', fixture('940-valid.x12'));
    await expect.poll(() => incoming(world)).toMatchObject([{ state: 'RECEIVED', partner: { id: 'ACME' } }]);
    const order = fixture('940-valid.x12').toString().replaceAll('ACME  ', 'GLOBEX').replaceAll('*ACME*', '*GLOBEX*');
    for (const number of [1, 2]) {
      const own = order.replaceAll('000000001', `00000000${number}`).replace('SO-1', `SO-${number}`);
      await world.drop('GLOBEX', `${number}.x12`, own);
      await expect
        .poll(async () => (await incoming(world)).filter((one: { state: string }) => one.state === 'PROCESSED'))
        .toHaveLength(number);
    }
    world.breakGraph('mended');
    await expect
      .poll(async () => (await incoming(world)).map((one: { state: string }) => one.state))
      .toEqual(['PROCESSED', 'PROCESSED', 'PROCESSED']);
  });

  it('keeps what goes over the quota of the day for the next one', async () => {
    const world = await start();
    await world.partner({ id: 'ACME', profile: { dailyFiles: 2 } });
    for (const number of [1, 2, 3]) {
      const one = changed('940-valid.x12', /000000001/g, `00000000${number}`)
        .toString()
        .replace('SO-1', `SO-${number}`);
      await world.drop('ACME', `${number}.x12`, one);
    }
    const states = async () => (await incoming(world)).map((one: { state: string }) => one.state).sort();
    await expect.poll(states).toEqual(['PROCESSED', 'PROCESSED', 'REJECTED']);
    expect(readdirSync(inbox(world))).toEqual(['3.x12']);
    world.clock.advance(25 * 60 * 60 * 1000);
    await expect.poll(states).toEqual(['PROCESSED', 'PROCESSED', 'PROCESSED', 'REJECTED']);
    await expect.poll(() => readdirSync(inbox(world))).toEqual([]);
  });

  it('keeps a file that is too large where a person finds it', async () => {
    const world = await withPartner();
    mkdirSync(join(inbox(world), 'big'), { recursive: true });
    writeFileSync(join(inbox(world), 'big', 'huge.x12'), Buffer.alloc(65 * 1024 * 1024, 'A'));
    const refused = join(world.home, 'mailbox', 'ACME', 'refused');
    await expect
      .poll(() => (existsSync(refused) ? readdirSync(refused) : []))
      .toEqual([expect.stringMatching(/-big_huge\.x12$/)]);
    expect(await incoming(world)).toMatchObject([{ state: 'REJECTED', fileName: 'big/huge.x12' }]);
  });
});
