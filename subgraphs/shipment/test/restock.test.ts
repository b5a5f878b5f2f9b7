import { newId } from '@quayside/shared/ids';
import { eventTable } from '@quayside/shared/outbox/table';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RESTOCK_DUE, RESTOCK_SOURCE, type RestockDue, STOCK_ADJUSTED } from '../src/events.ts';
import { shown, startShipmentApi, stockOf } from './builders.ts';

eachDatabase((engine) => {
  describe('returned goods', () => {
    it('go back into stock once, however often it is told', async () => {
      const api = await startShipmentApi(engine);
      onTestFinished(() => api.stop());
      const accountId = newId();
      const data: RestockDue = {
        ...{ returnId: newId(), number: 'RMA-000001', accountId, warehouse: 'MEM1', location: 'A-01' },
        lines: [
          { line: 1, sku: 'SKU-1', lot: 'L7', unit: 'EA', description: 'Lamp', quantity: 6 },
          { line: 2, sku: 'SKU-2', lot: null, unit: 'CA', description: null, quantity: 2 },
        ],
      };
      for (const position of [1, 1, 2]) {
        const frame = { id: newId(), source: RESTOCK_SOURCE, position, seq: 1, at: api.clock.now() };
        const event = { ...frame, type: RESTOCK_DUE, accountId, subject: data.returnId, correlationId: 'test', data };
        await api.bus.publish(event);
        await api.bus.settle();
      }
      expect(shown(await stockOf(api.system, accountId)).sort()).toEqual(['AVAILABLE 2 (0)', 'AVAILABLE 6 (0)']);
      const told = await api.subgraph.db.read((em) => em.getRepository(eventTable).findBy({ type: STOCK_ADJUSTED }));
      expect(told.map((one) => one.data)).toMatchObject([{ reason: 'INCREASE' }, { reason: 'INCREASE' }]);
      const { stock } = await api.system.ask(
        `query ($filter: StockFilter) { stock(filter: $filter) { nodes { sku lot location description movements { note by } } } }`,
        { filter: { accountId, skus: ['SKU-1'] } },
      );
      const movements = [{ note: 'Return RMA-000001', by: 'Returns' }];
      expect(stock.nodes).toEqual([{ sku: 'SKU-1', lot: 'L7', location: 'A-01', description: 'Lamp', movements }]);
    });
  });
});
