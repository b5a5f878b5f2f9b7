import { sqliteEngine } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { fixture, fixtureNames, sample, sampleNames } from './fixtures.ts';
import { type World, worlds } from './world.ts';

const ENDS = ['processed', 'duplicate', 'quarantined', 'rejected', 'held'];
const names = sampleNames();
const where = names.length > 0 ? `${names.length} files of others` : 'our own files only: no shared samples here';

const row = async (world: World, id: string) =>
  (
    await world.edi.ask(
      'query($id: ID!) { ediMessage(id: $id) { state summary raw segments { tag } errors { code } sets { type verdict note shipment { id } } } }',
      { id },
    )
  ).ediMessage;

describe(`every file (${where})`, () => {
  const start = worlds(sqliteEngine());

  it('ends in one state that a person can read', { timeout: 120_000 }, async () => {
    const world = await start();
    await world.partner({ id: 'ACME', senderId: '*', receiverId: '*' });
    const files = [
      ...fixtureNames().map((name) => [name, fixture(name)] as const),
      ...names.map((name) => [name, sample(name)] as const),
    ];
    const ends = new Map<string, string>();
    for (const [name, bytes] of files) {
      const receipt = await world.send('ACME', bytes);
      const shown = await row(world, receipt.receiptId);
      expect(ENDS, name).toContain(receipt.state);
      expect(shown.state, name).toBe(receipt.state.toUpperCase());
      expect(shown.summary, name).not.toBe('');
      // What was not accepted had no effect, and what had an effect was accepted.
      const effects = shown.sets.filter((set: { shipment: unknown }) => set.shipment !== null);
      if (receipt.verdict === 'rejected' || receipt.verdict === 'quarantined') expect(effects, name).toEqual([]);
      expect(
        effects.every((set: { verdict: string }) => set.verdict !== 'R'),
        name,
      ).toBe(true);
      ends.set(name, `${receipt.verdict} -> ${receipt.state}: ${shown.summary}`);
    }
    if (process.env['SHOW_ENDS']) console.log([...ends].map(([name, end]) => `${name}: ${end}`).join('\n'));
    expect(ends.size).toBe(files.length);
  });

  it('that orders or tenders becomes a shipment', { timeout: 60_000 }, async () => {
    const world = await start();
    await world.partner({ id: 'ACME', senderId: '*', receiverId: '*' });
    const orders = names.filter((name) => /^(940|204)\//.test(name)).map((name) => [name, sample(name)] as const);
    const own = ['940-valid.x12', '204-valid.x12'].map((name) => [name, fixture(name)] as const);
    for (const [name, bytes] of orders.length > 0 ? orders : own) {
      const receipt = await world.send('ACME', bytes);
      const shown = await row(world, receipt.receiptId);
      const accepted = shown.sets.filter(
        (set: { verdict: string }) => set.verdict !== 'R' && receipt.verdict !== 'rejected',
      );
      for (const set of accepted) expect(set.shipment !== null || set.note !== null, `${name}: ${set.type}`).toBe(true);
    }
  });
});
