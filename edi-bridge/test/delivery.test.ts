import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteEngine } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures.ts';
import { type World, worlds } from './world.ts';

/** Messages for partners that wait for their mailboxes, all at once: copies of one that went out. */
async function waiting(world: World, copies: readonly { id: string; partner: string; name: string }[]): Promise<void> {
  await world.bridge.db.write(async (em) => {
    const [row] = await em.query(`SELECT * FROM edi_message WHERE direction = 'OUT' ORDER BY id DESC`);
    for (const { id, partner, name } of copies) {
      const copy = { ...row, id, partner_id: partner, file_name: name, subject: id, written_at: null };
      const columns = Object.keys(copy);
      const marks = columns.map(() => '?').join(', ');
      await em.query(`INSERT INTO edi_message (${columns.join(', ')}) VALUES (${marks})`, Object.values(copy));
    }
  });
}

const unwritten = async (world: World): Promise<string[]> =>
  (
    await world.bridge.db.read((em) =>
      em.query(`SELECT id FROM edi_message WHERE direction = 'OUT' AND written_at IS NULL`),
    )
  )
    .map(({ id }: { id: string }) => id)
    .sort();

const start = worlds(sqliteEngine());
const idOf = (number: number): string => `01DELIVERY${String(number).padStart(16, '0')}`;

describe('the delivery into mailboxes', () => {
  it('goes on for others when the folder of one cannot be written', async () => {
    const world = await start();
    for (const id of ['ACME', 'GLOBEX']) await world.partner({ id });
    const stuck = Array.from({ length: 250 }, (_, at) => ({ id: idOf(at), partner: 'ACME', name: `stuck-${at}.edi` }));
    const out = join(world.home, 'mailbox', 'ACME', 'out');
    await world.send('ACME', fixture('940-valid.x12'));
    rmSync(out, { recursive: true });
    writeFileSync(out, 'no folder');
    await waiting(world, [...stuck, { id: idOf(900), partner: 'GLOBEX', name: 'free.edi' }]);
    await world.bridge.settle().catch(() => undefined);
    await expect.poll(() => world.out('GLOBEX').map(({ name }) => name)).toEqual(['free.edi']);
    expect(await unwritten(world)).toHaveLength(250);
    rmSync(out);
    mkdirSync(out);
    await expect.poll(() => unwritten(world)).toEqual([]);
  });

  it('puts nothing there twice when another file cannot be named', async () => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    const out = join(world.home, 'mailbox', 'ACME', 'out');
    mkdirSync(join(out, 'b.edi', 'in-the-way'), { recursive: true });
    await world.send('ACME', fixture('940-valid.x12'));
    await waiting(
      world,
      ['a', 'b', 'c'].map((name, at) => ({ id: idOf(at), partner: 'ACME', name: `${name}.edi` })),
    );
    await world.bridge.settle().catch(() => undefined);
    // The partner has taken what it was given: it must not find it again.
    await expect.poll(() => unwritten(world)).toEqual([idOf(1)]);
    rmSync(join(out, 'b.edi'), { recursive: true });
    await expect.poll(() => unwritten(world)).toEqual([]);
  });
});
