import { CHARGE_DUE, CHARGE_MADE, CONTRACT_AMENDED, CONTRACT_SOURCE } from '@quayside/contract/events';
import { DAY, toIso } from '@quayside/shared/instant';
import { eventTable } from '@quayside/shared/outbox/table';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { RESTOCK_DUE } from '@quayside/shipment/events';
import { describe, expect, it } from 'vitest';
import {
  A_PRICE,
  ACME,
  BETA,
  BOSTON,
  DENVER,
  PARCEL,
  type ServiceApi,
  someTerms,
  startServiceApi,
} from './service-api.ts';
import { send, step } from './stories.ts';

const ID = '$id: ID!';
const RECEIVE = `mutation ($id: ID!, $counts: [ReturnCountInput!]!) {
  result: receiveReturn(id: $id, warehouse: "MEM1", counts: $counts) { ... on ReturnOrder { state } ... on Refusal { code field } } }`;
const INSPECT = `mutation ($id: ID!, $inspections: [ReturnInspectionInput!]!, $location: String!) {
  result: inspectReturn(id: $id, inspections: $inspections, location: $location) {
    ... on ReturnOrder { state } ... on Refusal { code field } } }`;
const CREDIT = `mutation ($id: ID!, $amountMinor: Long!, $reason: String!) {
  result: creditReturn(id: $id, amountMinor: $amountMinor, currency: "USD", reason: $reason) {
    ... on ReturnOrder { state creditAmount { amountMinor } } ... on Refusal { code field } } }`;
const REPAIR = `mutation ($id: ID!, $line: Int!) {
  result: repairReturn(id: $id, line: $line, service: REPACKING, instructions: "New cartons") {
    ... on WorkOrder { id quantity sku returnOrder { id } } ... on Refusal { code field } } }`;
const READ = `query ($id: ID!) { returnOrder(id: $id) { state rmaNumber closedAt
  lines { line sku quantity receivedQuantity verdicts { disposition quantity } } repairs { id } messages { body } } }`;

const LINES = [
  { sku: 'SKU-1', lot: 'L7', unit: 'EA', description: 'Lamp', quantity: 10 },
  { sku: 'SKU-2', unit: 'CA', quantity: 2 },
];
const COUNTS = [
  { line: 1, quantity: 9 },
  { line: 2, quantity: 2 },
];
const part = (disposition: string, quantity: number) => ({ disposition, quantity });
const INSPECTIONS = [
  { line: 1, verdicts: [part('RESTOCK', 6), part('REPAIR', 2), part('SCRAP', 1)] },
  { line: 2, verdicts: [part('RESTOCK', 2)] },
];

eachDatabase((engine) => {
  async function startReturns() {
    const api = await startServiceApi(engine);
    const services = [
      { service: 'RETURNS_HANDLING', guaranteed: false },
      { service: 'REPACKING', guaranteed: false },
    ] as const;
    await api.hear(CONTRACT_SOURCE, CONTRACT_AMENDED, ACME, someTerms({ services }));
    const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
    const ask = (graph = customer, change: Record<string, unknown> = {}) =>
      send(
        graph,
        'requestReturn',
        'ReturnOrder',
        { reason: 'DAMAGED', explanation: 'Crushed cartons', lines: LINES, shipmentId: PARCEL, ...change },
        'id number state dueAt',
      );
    const read = async (id: string) => (await customer.ask(READ, { id })).returnOrder;
    const authorise = (id: string, graph = staff) => step(graph, 'authoriseReturn(id: $id)', 'ReturnOrder', { id }, ID);
    const receive = async (id: string, counts: unknown = COUNTS) => (await staff.ask(RECEIVE, { id, counts })).result;
    const inspect = async (id: string, inspections: unknown = INSPECTIONS, location = 'A-01') =>
      (await staff.ask(INSPECT, { id, inspections, location })).result;
    const credit = async (id: string, amountMinor = 12_000, reason = 'Six of ten were sound', graph = staff) =>
      (await graph.ask(CREDIT, { id, amountMinor, reason })).result;
    return { ...api, customer, staff, ask, read, authorise, receive, inspect, credit };
  }

  /** What the others are told, of one type. */
  const told = (subgraph: ServiceApi['subgraph'], type: string) =>
    subgraph.db.read(async (em) => (await em.getRepository(eventTable).findBy({ type })).map(({ data }) => data));

  describe('a return', () => {
    it('goes from the question to the credit', async () => {
      const { ask, read, authorise, receive, inspect, credit, clock, staff, subgraph } = await startReturns();
      const { id, ...asked } = await ask();
      expect(asked).toMatchObject({ number: 'RO-000001', state: 'REQUESTED', dueAt: toIso(clock.now() + DAY) });
      expect(await authorise(id)).toMatchObject({ state: 'AUTHORISED', dueAt: toIso(clock.now() + 30 * DAY) });
      expect(await receive(id)).toEqual({ state: 'RECEIVED' });
      expect(await inspect(id)).toEqual({ state: 'INSPECTED' });
      expect(await credit(id)).toEqual({ state: 'CREDITED', creditAmount: { amountMinor: 12_000 } });
      expect(await credit(id)).toMatchObject({ code: 'RETURN_STATE' });
      expect(await step(staff, 'closeReturn(id: $id)', 'ReturnOrder', { id }, ID)).toMatchObject({ state: 'CLOSED' });
      expect(await read(id)).toMatchObject({
        rmaNumber: 'RMA-000001',
        closedAt: toIso(clock.now()),
        lines: [{ receivedQuantity: 9, verdicts: INSPECTIONS[0]?.verdicts }, { receivedQuantity: 2 }],
        messages: [{ body: 'Six of ten were sound' }],
      });
      const place = { returnId: id, number: 'RMA-000001', accountId: ACME, warehouse: 'MEM1', location: 'A-01' };
      expect(await told(subgraph, RESTOCK_DUE)).toEqual([
        {
          ...place,
          lines: [
            { line: 1, sku: 'SKU-1', lot: 'L7', unit: 'EA', description: 'Lamp', quantity: 6 },
            { line: 2, sku: 'SKU-2', lot: null, unit: 'CA', description: null, quantity: 2 },
          ],
        },
      ]);
      expect(await told(subgraph, CHARGE_DUE)).toMatchObject([
        { source: 'RETURN_ORDER', reason: 'CREDIT', subjectId: id, amountMinor: -12_000, currency: 'USD' },
      ]);
    });

    it('needs a contract that covers it, and lines that count', async () => {
      const { ask, as, customer } = await startReturns();
      expect(await ask(as(aStaffMember()), { shipmentId: null, accountId: BETA })).toMatchObject({
        code: 'NOT_ENTITLED',
      });
      expect(await ask(customer, { lines: [] })).toMatchObject({ code: 'RETURN_LINES' });
      expect(await ask(customer, { lines: [{ sku: ' ', quantity: 1 }] })).toMatchObject({ code: 'RETURN_LINE' });
      expect(await ask(customer, { lines: [{ sku: 'A', quantity: 0 }] })).toMatchObject({
        code: 'QUANTITY_NOT_POSITIVE',
      });
      const once = { idempotencyKey: 'K1' };
      expect((await ask(customer, once)).id).toBe((await ask(customer, once)).id);
    });

    it('is declined or taken back with a reason', async () => {
      const { ask, customer, staff, authorise } = await startReturns();
      const { id } = await ask();
      const reason = '$id: ID!, $reason: String!';
      const decline = (graph: typeof staff, text: string) =>
        step(graph, 'declineReturn(id: $id, reason: $reason)', 'ReturnOrder', { id, reason: text }, reason);
      await expect(decline(customer, 'No')).rejects.toThrow('FORBIDDEN');
      expect(await decline(staff, '')).toMatchObject({ code: 'REASON_MISSING' });
      expect(await decline(staff, 'Too old')).toMatchObject({ state: 'DECLINED' });
      expect(await authorise(id)).toMatchObject({ code: 'RETURN_STATE' });
      const second = (await ask()).id;
      const back = { id: second, reason: 'Found a buyer' };
      expect(await step(customer, 'cancelReturn(id: $id, reason: $reason)', 'ReturnOrder', back, reason)).toMatchObject(
        {
          state: 'CANCELLED',
        },
      );
    });

    it('is counted and judged line by line, to the last piece', async () => {
      const { ask, authorise, receive, inspect } = await startReturns();
      const { id } = await ask();
      expect(await receive(id)).toMatchObject({ code: 'RETURN_STATE' });
      await authorise(id);
      expect(await receive(id, [COUNTS[0]])).toEqual({ code: 'LINES_INCOMPLETE', field: 'counts' });
      expect(await receive(id, [COUNTS[0], { line: 2, quantity: -1 }])).toMatchObject({ code: 'QUANTITY_RANGE' });
      await receive(id);
      const short = [{ line: 1, verdicts: [part('SCRAP', 8)] }, INSPECTIONS[1]];
      expect(await inspect(id, short)).toEqual({ code: 'VERDICTS_UNEVEN', field: 'inspections' });
      expect(await inspect(id, INSPECTIONS, ' ')).toEqual({ code: 'LOCATION_MISSING', field: 'location' });
    });

    it('opens one repair for a line', async () => {
      const { ask, authorise, receive, inspect, staff, customer, read } = await startReturns();
      const { id } = await ask();
      await authorise(id);
      await receive(id);
      await inspect(id);
      const repair = async (line: number, graph = staff) => (await graph.ask(REPAIR, { id, line })).result;
      await expect(repair(1, customer)).rejects.toThrow('FORBIDDEN');
      expect(await repair(2)).toEqual({ code: 'NOTHING_TO_REPAIR', field: 'line' });
      const first = await repair(1);
      expect(first).toMatchObject({ quantity: 2, sku: 'SKU-1', returnOrder: { id } });
      expect((await repair(1)).id).toBe(first.id);
      expect((await read(id)).repairs).toEqual([{ id: first.id }]);
    });

    it('promises and money are not the operator’s', async () => {
      const { ask, as, authorise, receive, inspect, credit } = await startReturns();
      const operator = as(aStaffMember(BOSTON, 'OPERATOR'));
      const { id } = await ask();
      await expect(authorise(id, operator)).rejects.toThrow('FORBIDDEN');
      await authorise(id);
      await receive(id);
      await inspect(id);
      await expect(credit(id, 100, 'Why not', operator)).rejects.toThrow('FORBIDDEN');
      expect(await credit(id, 0)).toMatchObject({ code: 'AMOUNT_RANGE' });
      expect(await credit(id, 100, ' ')).toMatchObject({ code: 'REASON_MISSING' });
    });

    it('is credited in the currency of its contract', async () => {
      const { ask, authorise, receive, inspect, credit, hear } = await startReturns();
      const { id } = await ask();
      await authorise(id);
      await receive(id);
      await inspect(id);
      const terms = (currency: string) => someTerms({ catalogue: [{ ...A_PRICE, currency }] });
      await hear(CONTRACT_SOURCE, CONTRACT_AMENDED, ACME, terms('EUR'));
      expect(await credit(id)).toEqual({ code: 'CURRENCIES_MIXED', field: 'currency' });
      await hear(CONTRACT_SOURCE, CONTRACT_AMENDED, ACME, terms('USD'));
      expect(await credit(id)).toMatchObject({ state: 'CREDITED' });
    });

    it('is seen by its account and its branch alone', async () => {
      const { ask, as, authorise } = await startReturns();
      const { id } = await ask();
      const strangers = [aShipper(BETA), aStaffMember(DENVER), aLinkHolder(ACME, PARCEL)];
      for (const viewer of strangers) {
        const graph = as(viewer);
        const seen = await graph.ask(`query ($id: ID!) { returnOrder(id: $id) { id } returnOrders { nodes { id } } }`, {
          id,
        });
        expect(seen).toEqual({ returnOrder: null, returnOrders: { nodes: [] } });
        const text = `subscription ($id: ID!) { returnOrderUpdated(id: $id) { cursor } }`;
        await expect(graph.subscribe(text, { id })).rejects.toThrow('NOT_FOUND');
        await expect(authorise(id, graph)).rejects.toThrow('NOT_FOUND');
      }
      const { queue } = await as(aStaffMember(BOSTON)).ask(
        `{ queue(filter: { kind: RETURN_ORDER }) { nodes { id kind title } } }`,
      );
      expect(queue.nodes).toEqual([{ id, kind: 'RETURN_ORDER', title: 'Crushed cartons' }]);
    });

    it('tells its page that the credit stands in the books', async () => {
      const { ask, customer, hear } = await startReturns();
      const { id } = await ask();
      const updates = await customer.subscribe(
        `subscription ($id: ID!) { returnOrderUpdated(id: $id, after: "service.0") { event } }`,
        { id },
      );
      await hear(CONTRACT_SOURCE, CHARGE_MADE, ACME, { source: 'RETURN_ORDER', subjectId: id, chargeId: '01CHARGE' });
      const events = [];
      for (let count = 0; count < 2; count++) events.push((await updates.next()).value.returnOrderUpdated.event);
      await updates.return();
      expect(events).toEqual(['return-order.opened.v1', 'return-order.charged.v1']);
    });
  });
});
