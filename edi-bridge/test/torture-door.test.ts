import { sqliteEngine } from '@quayside/shared/testing/databases';
import { aKey } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check/check.ts';
import { allErrors, fixture } from './fixtures.ts';
import { ACME, GLOBEX, type World, worlds } from './world.ts';

const start = worlds(sqliteEngine());
const order = fixture('940-valid.x12').toString();

/** A file of one order of a partner, with a word of its own in every free field. */
function marked(partner: string, mark: string, number: number): string {
  const control = String(number).padStart(9, '0');
  return order
    .replaceAll('000000001', control)
    .replaceAll('101', String(number))
    .replace('ACME           ', partner.padEnd(15))
    .replace('GS*OW*ACME', `GS*OW*${partner}`)
    .replace('*ACME~\nLX', `*${mark.slice(0, 4)}~\nLX`)
    .replace('SO-1', `${mark}-SO-${number}`)
    .replace('PO-1', `${mark}-PO-${number}`)
    .replace('CUST-88', `${mark}-CO-${number}`)
    .replace('STORE7', `${mark}-${number % 7}`)
    .replaceAll(/Corner Grocery|Harbour Street|Quayside Warehouse|Call before delivery|Bottled spring water/g, mark)
    .replaceAll('SKU-', `${mark}-`);
}

const inboundStates = async (world: World) =>
  world.bridge.db.read((em) =>
    em.query(`SELECT state, COUNT(*) AS n FROM edi_message WHERE direction = 'IN' GROUP BY state`),
  );

describe('the door', () => {
  it('serves others while a stream never ends', async () => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    await world.partner({ id: 'GLOBEX' });
    let ended = false;
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(order.slice(0, 200));
      for (; !ended; sent += 65_536) {
        yield Buffer.alloc(65_536, 'A');
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const limit = 8 * 1024 * 1024;
    const stream = world.bridge.receive('ACME', endless(), aKey(ACME), { channel: 'https', limit });
    const receipt = await world.send('GLOBEX', marked('GLOBEX', 'BRAVO', 1), aKey(GLOBEX));
    expect(receipt.state).toBe('processed');
    const refused = await stream;
    ended = true;
    expect(sent).toBeLessThan(limit + 10 * 65_536);
    expect(refused).toMatchObject({ state: 'rejected', errors: [{ code: 'TOO_LARGE' }] });
  });

  it('stays open after each kind of garbage', async () => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    const garbage = [
      '',
      '\0',
      '~~~~',
      'ISA',
      'ISA*',
      order.slice(0, 105),
      order.slice(0, 300),
      '\ufeff',
      'UNB+',
      '%PDF-1.4',
      '<xml/>',
    ];
    for (const text of garbage) expect(['quarantined', 'rejected']).toContain((await world.send('ACME', text)).state);
    expect((await world.send('ACME', marked('ACME', 'ALPHA', 1))).state).toBe('processed');
  });
});

describe('a thousand files of two partners in turn', () => {
  it('leave no field of one with the other', async () => {
    const world = await start();
    await world.partner({ id: 'ACME', outSets: [] });
    await world.partner({ id: 'GLOBEX', outSets: [], delimiters: "|^:'" });
    for (let number = 1; number <= 500; number++)
      for (const [partner, mark] of [
        ['ACME', 'ALPHA'],
        ['GLOBEX', 'BRAVO'],
      ] as const)
        await world.drop(partner, `order-${String(number).padStart(4, '0')}.edi`, marked(partner, mark, number));
    const count = async () =>
      (await inboundStates(world)).map(({ state, n }: { state: string; n: number }) => `${n} ${state}`);
    await expect.poll(count, { timeout: 60_000, interval: 250 }).toEqual(['1000 PROCESSED']);
    await world.bridge.settle();
    const query = `query($id: ID!, $after: String) { shipments(filter: { accountId: $id }, first: 100, after: $after) {
      nodes { note consignee { id } references { value } parties { name code address { lines } } lines { sku description } }
      pageInfo { hasNextPage endCursor } } }`;
    for (const [accountId, own, other] of [
      [ACME, 'ALPHA', 'BRAVO'],
      [GLOBEX, 'BRAVO', 'ALPHA'],
    ] as const) {
      const texts: string[] = [];
      for (let after: string | null = null; ; ) {
        const { shipments } = await world.shipments.ask(query, { id: accountId, after });
        texts.push(...shipments.nodes.map((node: object) => JSON.stringify(node)));
        after = shipments.pageInfo.endCursor;
        if (!shipments.pageInfo.hasNextPage) break;
      }
      expect(texts).toHaveLength(500);
      expect(new Set(texts.map((text) => /-SO-(\d+)/.exec(text)?.[1])).size).toBe(500);
      expect(texts.every((text) => text.includes(own) && !text.includes(other))).toBe(true);
    }
    for (const [partner, foreign] of [
      ['ACME', 'GLOBEX'],
      ['GLOBEX', 'ACME'],
    ] as const) {
      const files = world.out(partner);
      expect(files).toHaveLength(500);
      expect(files.some(({ text }) => text.includes(foreign))).toBe(false);
    }
  }, 90_000);
});

describe('separators of ours in what a partner wrote', () => {
  const hostile = order
    .replace('SO-1', "SO|1'")
    .replace('PO-1', 'PO^1:')
    .replace('Corner Grocery', "Corner|Gro^cery:'s")
    .replace('12 Harbour Street', "12|Harbour'Street")
    .replace('CUST-88', "CUST|88'")
    .replaceAll('SKU-', "SKU|':")
    .replace('Bottled spring water', "Bottled|spring'water");
  const ship = 'mutation($id: ID!) { shipShipment(input: { id: $id }) { __typename } }';

  const shipped = async (unencodable: 'replace' | 'refuse'): Promise<World> => {
    const world = await start();
    await world.partner({ id: 'ACME', outSets: ['945'], delimiters: "|^:'" });
    const change =
      'mutation($id: ID!, $input: ChangeEdiPartnerInput!) { changeEdiPartner(id: $id, input: $input) { __typename } }';
    await world.edi.ask(change, { id: 'ACME', input: { profile: { unencodable } } });
    await world.send('ACME', hostile);
    const { shipments } = await world.shipments.ask('{ shipments { nodes { id } } }');
    await world.shipments.ask(ship, { id: shipments.nodes[0].id });
    return world;
  };

  it('are replaced where the partner agreed', async () => {
    const world = await shipped('replace');
    const text = await world.outFile('ACME', '945');
    expect(allErrors(await checkFile(Buffer.from(text)))).toEqual([]);
    expect(text).toContain('Corner Gro cery s');
  });

  it('are refused where the partner wants the value or nothing', async () => {
    const world = await shipped('refuse');
    const held = async () =>
      (await world.edi.ask('{ ediMessages(filter: { direction: OUT, states: [HELD] }) { nodes { summary } } }'))
        .ediMessages.nodes;
    await expect.poll(async () => (await held())[0]?.summary, { timeout: 10_000 }).toMatch(/cannot be sent.*separator/);
    expect(world.out('ACME').some(({ name }) => name.includes('-945-'))).toBe(false);
  });
});
