import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures.ts';
import { worlds } from './world.ts';

const SHIPMENTS = '{ shipments { nodes { id state creditBlock { code } } } }';
const SHIP = 'mutation($id: ID!) { shipShipment(input: { id: $id }) { __typename ... on Refusal { code } } }';

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('an order by EDI that no contract covers', () => {
    it('is acknowledged and kept, and waits', async () => {
      const world = await start({ coverAsked: true });
      await world.partner({ id: 'ACME', outSets: ['997', '945', '824'] });
      const receipt = await world.send('ACME', fixture('940-valid.x12'));
      expect(receipt).toMatchObject({ verdict: 'accepted', state: 'processed' });
      expect(await world.outFile('ACME', '997')).toContain('AK9*A*1*1*1');
      const [order] = (await world.shipments.ask(SHIPMENTS)).shipments.nodes;
      expect(order).toMatchObject({ state: 'BOOKED', creditBlock: { code: 'UNCOVERED_NO_CONTRACT' } });
      const { shipShipment } = await world.shipments.ask(SHIP, { id: order.id });
      expect(shipShipment).toEqual({ __typename: 'Refusal', code: 'UNCOVERED_NO_CONTRACT' });
      expect(world.out('ACME').some(({ name }) => name.includes('824'))).toBe(false);
    });
  });
});
