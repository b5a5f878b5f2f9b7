import { newId } from '@quayside/shared/ids';
import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import type { ActivityDone } from '../src/activity-events.ts';
import { ORDER_AWAITS_PAYMENT, ORDER_RELEASED } from '../src/credit-events.ts';
import { ACME, activeContract, BOSTON, startContractApi } from './contract-api.ts';

const ADD = 'mutation ($input: AddRateCardInput!) { addRateCard(input: $input) { ... on Refusal { code } } }';
const REMIT = `mutation ($input: RecordRemittanceInput!) { recordRemittance(input: $input) { ... on Remittance { id } ... on Refusal { code } } }`;
const APPLY = `mutation ($id: ID!, $items: [AssignmentInput!]!) { applyRemittance(id: $id, items: $items) { ... on Remittance { version } } }`;
const DECIDE =
  'mutation ($input: DecideCreditInput!) { decideCredit(input: $input) { ... on CreditStanding { state } } }';
const RELEASE = 'mutation ($input: ReleaseOrderInput!) { releaseOrder(input: $input) { ... on OrderRelease { id } } }';
const RUN = 'mutation ($id: ID) { runInvoices(accountId: $id) { ... on InvoiceRun { invoices } } }';
const RELEASES = `query ($id: ID!) { _entities(representations: [{ __typename: "Account", id: $id }]) {
  ... on Account { credit { state releases { orderNumber reason releasedBy } } } } }`;
const LINE = { service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'EA', rateMinor: 100 };

/** Acme pays before work starts, a dollar for each piece. */
async function startPrepaid(engine: TestEngine) {
  const api = await startContractApi(engine);
  const { id: contractId } = await activeContract(api.system, { services: [{ service: 'WAREHOUSING' }] });
  const card = { contractId, name: 'Rates', currency: 'USD', validFrom: '2026-01-01', lines: [LINE] };
  await api.system.ask(ADD, { input: card });
  const head = api.as(aStaffMember(BOSTON, 'SALES_HEAD'));
  const decide = (state: string) => head.ask(DECIDE, { input: { accountId: ACME, state, reason: 'New customer' } });
  await decide('PREPAY');
  let position = 0;
  const tell = async (type: string, data: object) => {
    position += 1;
    const envelope = { id: newId(), type, source: 'shipment', position, at: api.clock.now(), accountId: ACME };
    await api.bus.publish({ ...envelope, subject: newId(), seq: position, correlationId: 'test', data });
    await api.subgraph.settle();
  };
  const deed = (shipmentId: string, orderNumber: string, pieces: number): ActivityDone => ({
    ...({
      activityId: `${shipmentId}:SHIPPED`,
      kind: 'SHIPPED',
      accountId: ACME,
      contractId: null,
      code: null,
    } as const),
    ...({
      subjectKind: 'SHIPMENT',
      subjectId: shipmentId,
      subjectNumber: 'QS-1',
      orderNumber,
      poNumber: null,
    } as const),
    ...{ at: api.clock.now(), date: '2026-03-02', weightGrams: null, guaranteed: false, carrierScac: null },
    ...{ quantities: [{ unit: 'EA', quantity: pieces }], origin: null, destination: null },
  });
  const order = async (orderNumber: string, pieces: number) => {
    const shipmentId = newId();
    const deeds = [deed(shipmentId, orderNumber, pieces)];
    await tell(ORDER_AWAITS_PAYMENT, { shipmentId, accountId: ACME, orderNumber, deeds });
    return shipmentId;
  };
  const pay = async (reference: string, dollars: number, named: string | null = null) => {
    const paid = { accountId: ACME, reference, currency: 'USD', amountMinor: dollars * 100, paidOn: '2026-03-02' };
    const items = named ? [{ invoiceNumber: named, paidMinor: dollars * 100 }] : [];
    const { recordRemittance } = await head.ask(REMIT, { input: { ...paid, items } });
    await api.subgraph.settle();
    return recordRemittance.id;
  };
  const credit = async () => (await head.ask(RELEASES, { id: ACME }))._entities[0].credit;
  const released = async (): Promise<string[]> =>
    (await credit()).releases.map(({ orderNumber }: { orderNumber: string }) => orderNumber).sort();
  return { ...api, head, decide, tell, deed, order, pay, credit, released };
}

eachDatabase((engine) => {
  describe('an order that waits for its payment', () => {
    it('goes on by itself when its price is on account, once', async () => {
      const { order, pay, released, credit, subgraph } = await startPrepaid(engine);
      await order('SO-1', 10);
      await pay('TRN-1', 9);
      expect(await released()).toEqual([]);
      await pay('TRN-2', 1);
      await expect.poll(released).toEqual(['SO-1']);
      expect(await credit()).toMatchObject({
        state: 'PREPAY',
        releases: [
          { releasedBy: 'Payment TRN-2', reason: 'USD 10.00 on account cover the price by contract, USD 10.00.' },
        ],
      });
      // The same money lets no other order go on.
      await order('SO-2', 1);
      await pay('TRN-3', 0.5);
      expect(await released()).toEqual(['SO-1']);
      const told = await subgraph.db.read((em) => em.query('SELECT data FROM event WHERE type = ?', [ORDER_RELEASED]));
      expect(told).toHaveLength(1);
      expect(String(told[0].data)).toContain('"byPayment":true');
    });

    it('finds the money that came before it, and what names it first', async () => {
      const { order, pay, released } = await startPrepaid(engine);
      await pay('TRN-1', 10);
      await order('SO-1', 10);
      await expect.poll(released).toEqual(['SO-1']);
      await order('SO-2', 8);
      await order('SO-3', 20);
      // What was sent for SO-3 is for SO-3, though the older order would cost less.
      await pay('TRN-2', 10, 'SO-3');
      expect(await released()).toEqual(['SO-1']);
      await pay('TRN-3', 10, 'SO-3');
      await expect.poll(released).toEqual(['SO-1', 'SO-3']);
    });

    it('keeps its money until its invoice is paid with it', async () => {
      const { order, pay, released, tell, deed, head, clock, subgraph } = await startPrepaid(engine);
      const id = await order('SO-1', 10);
      const payment = await pay('TRN-1', 15);
      await expect.poll(released).toEqual(['SO-1']);
      await tell('shipment.shipped.v1', { shipmentId: id, state: 'IN_TRANSIT', activity: deed(id, 'SO-1', 10) });
      await tell('shipment.milestone-recorded.v1', { shipmentId: id, state: 'DELIVERED' });
      await order('SO-2', 6);
      expect(await released()).toEqual(['SO-1']);
      clock.advance(40 * 86_400_000);
      await head.ask(RUN, { id: ACME });
      await head.ask(APPLY, { id: payment, items: [{ invoiceNumber: 'INV-000001', amountMinor: 1_000 }] });
      await subgraph.settle();
      expect(await released()).toEqual(['SO-1']);
      await pay('TRN-2', 1);
      await expect.poll(released).toEqual(['SO-1', 'SO-2']);
    });

    it('is forgotten when its account is open, and waits when it is told again', async () => {
      const { order, pay, released, decide, tell, deed } = await startPrepaid(engine);
      const id = await order('SO-1', 10);
      await decide('OPEN');
      // Work on it begins, and the account has to pay first again: the money is not for what was begun.
      await decide('PREPAY');
      await pay('TRN-1', 10);
      expect(await released()).toEqual([]);
      const deeds = [deed(id, 'SO-1', 10)];
      await tell(ORDER_AWAITS_PAYMENT, { shipmentId: id, accountId: ACME, orderNumber: 'SO-1', deeds });
      await expect.poll(released).toEqual(['SO-1']);
    });

    it('waits for a head on hold, without a price, and when it was cancelled', async () => {
      const { order, pay, released, decide, tell, head, subgraph } = await startPrepaid(engine);
      const gone = await order('SO-1', 10);
      await tell('shipment.state-changed.v1', { shipmentId: gone, state: 'CANCELLED' });
      await order('SO-2', 0);
      await decide('HOLD');
      await order('SO-3', 5);
      await pay('TRN-1', 100);
      expect(await released()).toEqual([]);
      await head.ask(RELEASE, { input: { accountId: ACME, orderNumber: 'SO-3', reason: 'Paid by cheque' } });
      await decide('PREPAY');
      await subgraph.settle();
      expect(await released()).toEqual(['SO-3']);
      await order('SO-4', 100);
      await expect.poll(released).toEqual(['SO-3', 'SO-4']);
    });
  });
});
