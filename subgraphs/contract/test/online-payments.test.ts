import { silentLog } from '@quayside/shared/log';
import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { aKey, aShipper } from '@quayside/shared/testing/viewers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchEvents } from '../src/online-payment/watch.ts';
import { ACME, BETA } from './contract-api.ts';
import { startOwed } from './owed.ts';
import { standInForStripe } from './stripe-stand-in.ts';

const INVOICES = '{ invoices { nodes { id number payableOnline lines { id } } } }';
const PAY = `mutation ($ids: [ID!]!) { payInvoices(invoiceIds: $ids) { ... on CheckoutPage { url } ... on Refusal { code } } }`;
const RECEIVE =
  'mutation ($body: String!, $signature: String!) { receivePaymentEvent(body: $body, signature: $signature) }';
const PAID = '{ remittances { nodes { reference source amount { amountMinor } reversal { reason } } } }';

async function startPaying(engine: TestEngine) {
  const stripe = await standInForStripe();
  const api = await startOwed(engine, { stripe: stripe.settings });
  const customer = api.as(aShipper(ACME));
  const { nodes } = (await customer.ask(INVOICES)).invoices;
  const ids = new Map<string, string>(nodes.map(({ id, number }: { id: string; number: string }) => [number, id]));
  const pay = async (numbers: readonly string[], graph = customer) =>
    (await graph.ask(PAY, { ids: numbers.map((number) => ids.get(number) ?? number) })).payInvoices;
  const post = async (body: string, signature: string) =>
    (await api.system.ask(RECEIVE, { body: Buffer.from(body).toString('base64'), signature })).receivePaymentEvent;
  const event = (id: string, type: string, object: object) => {
    const { body, signature } = stripe.signed({ id, type, object }, api.clock.now());
    return post(body, signature);
  };
  const books = async () =>
    (await api.staff.ask(PAID)).remittances.nodes
      .map(
        ({ reference, amount, reversal }: { reference: string; amount: { amountMinor: number }; reversal: object }) => [
          ...[reference, amount.amountMinor, reversal === null ? 'stands' : 'taken back'],
        ],
      )
      .sort();
  /** What the provider hands back with every message about the payment. */
  const metadata = () => ({ checkout: stripe.asked[0]?.form['metadata[checkout]'] });
  return { ...api, stripe, customer, ids, pay, post, event, books, metadata };
}

eachDatabase((engine) => {
  describe('paying online', () => {
    it('asks the provider for one page over the wire, however often it is clicked', async () => {
      const { stripe, pay, ids, clock, customer, remit } = await startPaying(engine);
      const { url } = await pay(['INV-000001', 'INV-000002']);
      expect(url).toMatch(/^https:\/\/checkout\.example\/cs_test_/);
      const [asked] = stripe.asked;
      expect(asked?.path).toBe('POST /v1/checkout/sessions');
      expect(asked?.headers).toMatchObject({ authorization: 'Bearer sk_test_1' });
      const checkout = asked?.form['metadata[checkout]'];
      expect(asked?.headers['idempotency-key']).toBe(`${checkout}-1`);
      expect(asked?.form).toEqual({
        ...{ mode: 'payment', client_reference_id: checkout },
        ...{ 'line_items[0][quantity]': '1', 'line_items[0][price_data][currency]': 'usd' },
        'line_items[0][price_data][unit_amount]': '10050',
        'line_items[0][price_data][product_data][name]': 'INV-000001',
        ...{ 'line_items[1][quantity]': '1', 'line_items[1][price_data][currency]': 'usd' },
        'line_items[1][price_data][unit_amount]': '10050',
        'line_items[1][price_data][product_data][name]': 'INV-000002',
        ...{ 'metadata[checkout]': checkout, 'metadata[invoices]': 'INV-000001 INV-000002' },
        'payment_intent_data[metadata][checkout]': checkout,
        'payment_intent_data[metadata][invoices]': 'INV-000001 INV-000002',
        success_url: `https://portal.example/invoices/${ids.get('INV-000001')}?paid=1`,
        cancel_url: `https://portal.example/invoices/${ids.get('INV-000001')}`,
      });
      expect(await pay(['INV-000001', 'INV-000002'])).toEqual({ url });
      expect(stripe.asked).toHaveLength(1);

      // A page ends after a day, and is another one once something was paid.
      clock.advance(24 * 3_600_000);
      expect(await pay(['INV-000001', 'INV-000002'])).not.toEqual({ url });
      await remit(50, [['INV-000001', 50]]);
      const [one] = await Promise.all([pay(['INV-000001']), pay(['INV-000001'])]);
      expect(one.url).toEqual(expect.any(String));
      expect(stripe.asked.at(-1)?.form['line_items[0][price_data][unit_amount]']).toBe('10000');
      expect(new Set(stripe.asked.slice(2).map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
      const offered = (await customer.ask(INVOICES)).invoices.nodes.map(
        (invoice: { payableOnline: boolean }) => invoice.payableOnline,
      );
      expect(offered).toEqual([true, true]);
    });

    it('is refused in words, and to whoever has no business with it', async () => {
      const { stripe, pay, staff, as, customer, remit, ids } = await startPaying(engine);
      await remit(10_050, [['INV-000001', 10_050]]);
      expect(await pay(['INV-000001'])).toEqual({ code: 'INVOICE_PAID' });
      expect(await pay([])).toEqual({ code: 'INVOICES_CHOSEN' });
      await expect(pay(['nowhere'])).rejects.toThrow('NOT_FOUND');
      await expect(pay(['INV-000002'], as(aShipper(BETA)))).rejects.toThrow('NOT_FOUND');
      await expect(pay(['INV-000002'], staff)).rejects.toThrow('FORBIDDEN');
      await expect(pay(['INV-000002'], as(aKey(ACME, ['read'])))).rejects.toThrow('FORBIDDEN');
      for (const [status, code] of [
        [400, 'REFUSED'],
        [401, 'OFF'],
        [500, 'FAILED'],
      ] as const) {
        stripe.answerWith(status);
        expect(await pay(['INV-000002'])).toEqual({ code: `ONLINE_PAYMENT_${code}` });
      }
      stripe.answerWith(200);
      const { nodes } = (await customer.ask(INVOICES)).invoices;
      const line = nodes.find(({ id }: { id: string }) => id === ids.get('INV-000002')).lines[0].id;
      await customer.ask('mutation ($id: ID!) { disputeInvoiceLine(lineId: $id, reason: "Twice") { __typename } }', {
        id: line,
      });
      expect(await pay(['INV-000002'])).toEqual({ code: 'INVOICE_DISPUTED' });
      const after = (await customer.ask(INVOICES)).invoices.nodes;
      expect(after.map((invoice: { payableOnline: boolean }) => invoice.payableOnline)).toEqual([false, false]);
      const off = await startOwed(engine);
      const [{ id }] = (await off.as(aShipper(ACME)).ask(INVOICES)).invoices.nodes;
      const refused = await off.as(aShipper(ACME)).ask(PAY, { ids: [id] });
      expect(refused.payInvoices).toEqual({ code: 'ONLINE_PAYMENT_OFF' });
    });
  });

  describe('an event of the provider', () => {
    it('books the payment once, whatever tells it and however often', async () => {
      const { pay, event, post, stripe, books, open, metadata, clock, subgraph } = await startPaying(engine);
      await pay(['INV-000001', 'INV-000002']);
      const session = { payment_intent: 'pi_1', payment_status: 'paid', amount_total: 20_100, metadata: metadata() };
      const { body, signature } = stripe.signed(
        { id: 'evt_1', type: 'checkout.session.completed', object: session },
        clock.now(),
      );
      expect(await post(body.replace('20100', '20101'), signature)).toBe('UNSIGNED');
      expect(await post(body, signature.replace('v1=', 'v1=0'))).toBe('UNSIGNED');
      const twice = await Promise.all([post(body, signature), post(body, signature)]);
      expect(twice.sort()).toEqual(['DONE', 'KNOWN']);
      const intent = { id: 'pi_1', amount_received: 20_100, metadata: metadata() };
      expect(await event('evt_2', 'payment_intent.succeeded', intent)).toBe('DONE');
      expect(await event('evt_3', 'customer.created', { id: 'cus_1' })).toBe('IGNORED');
      expect(await books()).toEqual([['pi_1', 20_100, 'stands']]);
      expect(await open()).toEqual([]);
      const kept = await subgraph.db.read((em) => em.query('SELECT id, raw, state FROM payment_event ORDER BY id'));
      expect(kept).toMatchObject([{ id: 'evt_1', raw: body, state: 'DONE' }, { id: 'evt_2' }, { state: 'IGNORED' }]);
      // Signed, and kept back for longer than an honest network takes.
      clock.advance(301_000);
      expect(await post(body, signature)).toBe('UNSIGNED');
    });

    it('takes back what was given back, and books what stays', async () => {
      const { pay, event, books, open, metadata } = await startPaying(engine);
      await pay(['INV-000001', 'INV-000002']);
      const refund = (amount: number) => ({ payment_intent: 'pi_1', amount_refunded: amount, metadata: metadata() });
      // Heard before the payment itself: it is sent again.
      await expect(event('evt_0', 'charge.refunded', refund(50))).rejects.toThrow('UNAVAILABLE');
      const intent = { id: 'pi_1', amount_received: 20_100, metadata: metadata() };
      await event('evt_1', 'payment_intent.succeeded', intent);
      expect(await event('evt_0', 'charge.refunded', refund(50))).toBe('DONE');
      expect(await books()).toEqual([
        ['pi_1', 20_100, 'taken back'],
        ['pi_1/2', 20_050, 'stands'],
      ]);
      expect(await open()).toEqual([['INV-000002', 50]]);
      // The same sum in another message gives nothing back twice.
      expect(await event('evt_2', 'charge.refunded', refund(50))).toBe('DONE');
      expect(await books()).toHaveLength(2);

      const quarrel = { id: 'dp_1', payment_intent: 'pi_1', reason: 'fraudulent' };
      expect(await event('evt_7', 'charge.dispute.created', quarrel)).toBe('IGNORED');
      expect(await event('evt_3', 'charge.dispute.funds_withdrawn', quarrel)).toBe('DONE');
      expect((await open()).map(([, minor]: readonly [string, number]) => minor)).toEqual([10_050, 10_050]);
      expect(await event('evt_4', 'charge.dispute.funds_reinstated', quarrel)).toBe('DONE');
      expect(await open()).toEqual([['INV-000002', 50]]);
      expect(await event('evt_5', 'charge.refunded', refund(20_100))).toBe('DONE');
      expect((await books()).map(([, , state]: readonly [string, number, string]) => state)).toEqual(
        Array.from({ length: 3 }, () => 'taken back'),
      );
      expect(await event('evt_6', 'charge.refunded', { payment_intent: 'pi_9', amount_refunded: 1 })).toBe('IGNORED');
    });

    it('books anew as of the day that was paid on, and never against the word of a person', async () => {
      const { pay, event, books, metadata, clock, staff } = await startPaying(engine);
      await pay(['INV-000001']);
      await event('evt_1', 'payment_intent.succeeded', { id: 'pi_1', amount_received: 10_050, metadata: metadata() });
      const read = async () => (await staff.ask('{ remittances { nodes { id reference paidOn } } }')).remittances.nodes;
      const [{ paidOn }] = await read();
      clock.advance(90 * 24 * 3_600_000);
      const refund = (amount: number) => ({ payment_intent: 'pi_1', amount_refunded: amount, metadata: metadata() });
      await event('evt_2', 'charge.refunded', refund(500));
      await event('evt_3', 'charge.dispute.funds_withdrawn', { payment_intent: 'pi_1' });
      await event('evt_4', 'charge.dispute.funds_reinstated', { payment_intent: 'pi_1' });
      const all = await read();
      expect(all).toHaveLength(3);
      expect(new Set(all.map((one: { paidOn: string }) => one.paidOn))).toEqual(new Set([paidOn]));

      const { id } = all.find(({ reference }: { reference: string }) => reference === 'pi_1/3');
      const byHand = `mutation { reverseRemittance(id: "${id}", reason: "Twice") { __typename } }`;
      expect((await staff.ask(byHand)).reverseRemittance).toEqual({ __typename: 'Remittance' });
      await event('evt_5', 'charge.refunded', refund(600));
      await event('evt_6', 'charge.dispute.funds_withdrawn', { payment_intent: 'pi_1' });
      await event('evt_7', 'charge.dispute.funds_reinstated', { payment_intent: 'pi_1' });
      expect((await books()).map(([, , state]: readonly [string, number, string]) => state)).toEqual(
        Array.from({ length: 3 }, () => 'taken back'),
      );
      // It is owed again: a new page, and the same one for the next click.
      const { url } = await pay(['INV-000001']);
      expect(await pay(['INV-000001'])).toEqual({ url });
    });

    it('that is not carried out for an hour is an error in the log', async () => {
      const { pay, event, metadata, clock, subgraph, books } = await startPaying(engine);
      await pay(['INV-000001']);
      const odd = { id: 'pi_1', amount_received: 10_050, currency: 'eur', metadata: metadata() };
      await expect(event('evt_1', 'payment_intent.succeeded', odd)).rejects.toThrow('INTERNAL_SERVER_ERROR');
      expect(await books()).toEqual([]);
      const said = vi.spyOn(silentLog, 'error');
      onTestFinished(() => said.mockRestore());
      const watch = watchEvents({ db: subgraph.db, log: silentLog, now: clock.now });
      said.mockClear();
      await watch.look();
      expect(said).not.toHaveBeenCalled();
      clock.advance(3_600_001);
      await watch.look();
      expect(said).toHaveBeenCalledExactlyOnceWith({ events: ['evt_1'] }, expect.stringMatching(/not carried out/));
    });
  });
});
