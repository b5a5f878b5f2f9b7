import { eachDatabase } from '@quayside/shared/testing/databases';
import { storedRows } from '@quayside/shared/testing/stored-rows';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures.ts';
import { ACME, type World, worlds } from './world.ts';

const ADJUST = `mutation($input: AdjustStockInput!) {
  adjustStock(input: $input) { __typename ... on Refusal { message } } }`;
const SETS = `SELECT s.outcome, s.business_key, s.note FROM edi_set s JOIN edi_message m ON m.id = s.message_id
  WHERE m.direction = 'IN' ORDER BY s.message_id, s.place`;

const [head = '', body = '', tail = ''] = fixture('940-valid.x12')
  .toString()
  .split(/(?=ST\*940)|(?=GE\*1)/);

/** A set of the fixture under another order number, changed in places. */
const order = (number: string, ...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((text, [from, to]) => text.replace(from, to), body.replace('*SO-1*', `*${number}*`));

const CHANGE = ['W05*N*', 'W05*R*'] as const;
const CANCEL = ['W05*N*', 'W05*F*'] as const;

/** 20 of SKU-100 are there, and every order asks for 12; of STORE7 two addresses are told in turn. */
const SETS_SENT = [
  order('SO-1'),
  order('SO-2', ['12 Harbour Street', '99 Other Street']),
  order('SO-3', ['STORE7', 'S'.repeat(70)]),
  order('SO-1', ['W01*12*', 'W01*13*']),
  order('SO-4'),
  order('SO-4'),
  order('SO-1', CHANGE, ['W01*12*', 'W01*2*']),
  order('SO-5'),
  order('SO-2', CANCEL),
  order('SO-2'),
  order('SO-6', ['STORE7', 'STORE8']),
  order('SO-98', CHANGE),
  order('SO-99', CANCEL),
];

/** A file of these sets under a number of its own. */
const file = (number: number, sets: readonly string[]): string => {
  const renumbered = sets.map((set, at) => set.replaceAll('0001~', `${String(at + 1).padStart(4, '0')}~`));
  const text = [head, ...renumbered, tail.replace('GE*1*', `GE*${sets.length}*`)].join('');
  return text.replaceAll('000000001', String(number).padStart(9, '0'));
};

/** What customers are worth is reckoned from these rows, as often as there is time, and sealed by ids of its facts. */
const RECKONED =
  /^(customer_value|customer_month|value_portfolio|board_month|board_move) |"type":"customer\.valued\.v1"/;

/** What was stored for the orders, and what became of each set. */
async function effects(world: World) {
  await world.customer.settle();
  await world.shipment.settle();
  const sets = await world.bridge.db.read((em) => em.query(SETS));
  const rows = await storedRows([world.customer.db, world.shipment.db], (table, row) => {
    if (table === 'stock') return `${String(row['sku'])} ${String(row['lot'])}`;
    if (table === 'consignee') return row['code'];
    return table === 'shipment' ? row['number'] : undefined;
  });
  return { sets: JSON.parse(JSON.stringify(sets)), rows: rows.filter((row) => !RECKONED.test(row)) };
}

eachDatabase((engine) => {
  const start = worlds(engine);

  /** ACME with its goods. */
  const given = async (): Promise<World> => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    const place = { accountId: ACME, warehouse: 'Quayside Warehouse', location: 'A-01', sku: 'SKU-100', unit: 'CA' };
    await world.shipments.ask(ADJUST, { input: { ...place, quantity: 20, reason: 'PHYSICAL_COUNT' } });
    return world;
  };

  describe('orders, changes and cancellations', () => {
    it('have the same effects one by one, at once and in one file', { timeout: 60_000 }, async () => {
      const alone = await given();
      for (const [at, set] of SETS_SENT.entries()) await alone.send('ACME', file(at + 1, [set]));
      const expected = await effects(alone);
      expect(expected.sets.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
        ...['DONE', 'DONE', 'REFUSED', 'REFUSED', 'DONE', 'IGNORED', 'DONE', 'DONE', 'DONE', 'REFUSED', 'DONE'],
        ...['REFUSED', 'REFUSED'],
      ]);
      const together = await given();
      await together.send('ACME', file(1, SETS_SENT));
      expect(await effects(together)).toEqual(expected);
      const atOnce = await given();
      for (const [at, set] of SETS_SENT.entries())
        await atOnce.drop('ACME', `${String(at + 1).padStart(4, '0')}.edi`, file(at + 1, [set]));
      const ended = async () =>
        (await atOnce.bridge.db.read((em) => em.query(SETS))).filter(
          ({ outcome }: { outcome: string }) => outcome !== 'PENDING',
        ).length;
      await expect.poll(ended).toBe(SETS_SENT.length);
      await atOnce.bridge.settle();
      expect(await effects(atOnce)).toEqual(expected);
    });

    it('of one number in one file are no second try of the first', async () => {
      const world = await given();
      const many = Array.from({ length: 100 }, (_, at) => order(`SO-${at + 1}`));
      await world.send('ACME', file(1, [...many, order('SO-100')]));
      const { sets } = await effects(world);
      expect(sets.at(-2)).toMatchObject({ outcome: 'DONE', business_key: 'SO-100' });
      expect(sets.at(-1)).toMatchObject({ outcome: 'IGNORED', note: expect.stringContaining('came before') });
    });
  });

  describe('copies of a file', () => {
    it('that come with the file are answered as it is', async () => {
      const world = await given();
      await world.send('ACME', file(1, [order('SO-1')]));
      const text = file(2, [order('SO-2')]);
      const receipts = await Promise.all(Array.from({ length: 4 }, () => world.send('ACME', text)));
      const answers = receipts.map(({ interchanges }) => interchanges[0]?.acknowledgements.map(({ raw }) => raw));
      expect(receipts.map(({ state }) => state).sort()).toEqual([...Array(3).fill('duplicate'), 'processed']);
      expect(answers[0]).toHaveLength(1);
      expect(new Set(answers.flat()).size).toBe(1);
      expect(answers.every((one) => one?.length === 1)).toBe(true);
    });
  });
});
