import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { takeSteps } from '../src/receivable/commands.ts';
import { ACME, BETA, DENVER } from './contract-api.ts';
import { startOwed } from './owed.ts';

const APPLY = `mutation ($id: ID!, $items: [AssignmentInput!]!) { applyRemittance(id: $id, items: $items) {
  ... on Remittance { version unapplied { amountMinor } items { invoiceNumber assignedBy applied { amountMinor } } } ... on Refusal { code } } }`;
const REVERSE = `mutation ($id: ID!, $reason: String!) { reverseRemittance(id: $id, reason: $reason) {
  ... on Remittance { version unapplied { amountMinor } reversal { by reason } } ... on Refusal { code } } }`;
const FOLLOW = 'subscription { remittancesUpdated { event remittance { id unapplied { amountMinor } } } }';

eachDatabase((engine) => {
  describe('a payment', () => {
    it('is applied less what is taken off, and its rest by hand', async () => {
      const { staff, remit, open } = await startOwed(engine);
      const short = await remit(9_050, [
        ['INV-000001', 10_050],
        ['INV-000001', -1_000],
      ]);
      expect(short).toMatchObject({ unapplied: { amountMinor: 0 }, items: [{ applied: { amountMinor: 9_050 } }, {}] });
      expect(await open()).toEqual([
        ['INV-000001', 1_000],
        ['INV-000002', 10_050],
      ]);
      expect(
        await remit(500, [
          ['INV-000002', 600],
          ['CN-000009', -100],
        ]),
      ).toEqual({ code: 'REMITTANCE_CREDIT' });

      const { id } = await remit(3_000, [['INV-77', 3_000]]);
      const apply = async (...items: readonly (readonly [string, number])[]) =>
        (
          await staff.ask(APPLY, {
            id,
            items: items.map(([invoiceNumber, amountMinor]) => ({ invoiceNumber, amountMinor })),
          })
        ).applyRemittance;
      expect(await apply(['INV-000001', 3_001])).toEqual({ code: 'REMITTANCE_REST' });
      expect(await apply(['INV-000001', 1_001])).toEqual({ code: 'REMITTANCE_OPEN' });
      expect(await apply(['INV-000002', 1], ['INV-77', 1])).toEqual({ code: 'INVOICE_UNKNOWN' });
      expect(await apply()).toEqual({ code: 'REMITTANCE_ITEM' });
      expect(await apply(['INV-000001', 1_000], ['INV-000002', 500])).toMatchObject({
        ...{ version: 2, unapplied: { amountMinor: 1_500 } },
        items: [{ assignedBy: null }, { assignedBy: 'Ada Manager' }, { applied: { amountMinor: 500 } }],
      });
      expect(await open()).toEqual([['INV-000002', 9_550]]);
    });

    it('finds its invoice by the creditor reference that the invoice carries', async () => {
      const { staff, remit, open } = await startOwed(engine);
      const byNumber = async (number: string) =>
        (
          await staff.ask(
            'query ($n: String) { invoices(filter: { number: $n }) { nodes { number paymentReference } } }',
            { n: number },
          )
        ).invoices.nodes;
      const [{ paymentReference }] = await byNumber('INV-000001');
      expect(paymentReference).toMatch(/^RF\d\dINV000001$/);
      expect(await byNumber(paymentReference)).toEqual([{ number: 'INV-000001', paymentReference }]);
      const printed = paymentReference.toLowerCase().replace(/(.{4})/g, '$1 ');
      const { id, items } = await remit(10_100, [[printed, 10_050]]);
      expect(items).toMatchObject([{ invoiceNumber: 'INV-000001', problem: null, applied: { amountMinor: 10_050 } }]);
      const second = (await byNumber('INV-000002'))[0].paymentReference;
      const rest = { id, items: [{ invoiceNumber: second, amountMinor: 50 }] };
      expect((await staff.ask(APPLY, rest)).applyRemittance).toMatchObject({ unapplied: { amountMinor: 0 } });
      expect(await open()).toEqual([['INV-000002', 10_000]]);
    });

    it('takes a credit note off the invoice that it takes back from', async () => {
      const { staff, remit, open } = await startOwed(engine);
      const [{ lines }] = (await staff.ask('{ invoices(filter: { number: "INV-000001" }) { nodes { lines { id } } } }'))
        .invoices.nodes;
      const { disputeInvoiceLine } = await staff.ask(
        'mutation ($id: ID!) { disputeInvoiceLine(lineId: $id, reason: "Twice") { ... on InvoiceDispute { id } } }',
        { id: lines[0].id },
      );
      await staff.ask('mutation ($id: ID!) { decideDispute(id: $id, creditMinor: 50, answer: "Yes") { __typename } }', {
        id: disputeInvoiceLine.id,
      });
      const net = await remit(10_000, [
        ['INV-000001', 10_050],
        ['CN-000001', -50],
      ]);
      expect(net).toMatchObject({ unapplied: { amountMinor: 0 }, items: [{ problem: null }, { problem: null }] });
      expect(await open()).toEqual([['INV-000002', 10_050]]);
    });

    it('is taken back once, for a reason: what it paid is owed again, and collected', async () => {
      const { staff, remit, open, as, subgraph } = await startOwed(engine);
      const { id } = await remit(15_000, [
        ['INV-000001', 10_050],
        ['INV-000002', 2_000],
      ]);
      expect(await open()).toEqual([['INV-000002', 8_050]]);
      const reverse = async (reason: string, graph = staff) =>
        (await graph.ask(REVERSE, { id, reason })).reverseRemittance;
      expect(await reverse(' ')).toEqual({ code: 'REASON_LENGTH' });
      await expect(reverse('Ours', as(aShipper(ACME)))).rejects.toThrow('FORBIDDEN');
      await expect(reverse('Theirs', as(aStaffMember(DENVER)))).rejects.toThrow('NOT_FOUND');

      const both = await Promise.allSettled([reverse('The cheque bounced'), reverse('The cheque bounced')]);
      const done = both.flatMap((one) => (one.status === 'fulfilled' && one.value.reversal ? [one.value] : []));
      expect(done).toMatchObject([
        { version: 2, unapplied: { amountMinor: 0 }, reversal: { by: 'Ada Manager', reason: 'The cheque bounced' } },
      ]);
      expect(await open()).toEqual([
        ['INV-000001', 10_050],
        ['INV-000002', 10_050],
      ]);
      expect(await reverse('Again')).toEqual({ code: 'REMITTANCE_REVERSED' });
      const items = [{ invoiceNumber: 'INV-000001', amountMinor: 1 }];
      expect((await staff.ask(APPLY, { id, items })).applyRemittance).toEqual({ code: 'REMITTANCE_REVERSED' });
      expect(await remit(15_000, [['INV-000001', 10_050]])).toEqual({ code: 'REMITTANCE_REVERSED' });

      // Overdue by three weeks on the day of the test's clock: it is asked for again.
      await subgraph.db.write((em) => takeSteps(em, { at: 0, correlationId: 'test' }, '2026-04-15'));
      await subgraph.db.write((em) => takeSteps(em, { at: 0, correlationId: 'test' }, '2026-04-15'));
      const { openReceivables } = await staff.ask('{ openReceivables { paid { amountMinor } step } }');
      for (const one of openReceivables)
        expect(one).toEqual({ paid: { amountMinor: 0 }, step: expect.stringMatching(/DUNNING|FINAL/) });
    });

    it('is followed by those who see it, and applied by staff of its branch', async () => {
      const { staff, remit, as, subgraph } = await startOwed(engine);
      const [ours, theirs] = [await as(aShipper(ACME)).subscribe(FOLLOW), await as(aShipper(BETA)).subscribe(FOLLOW)];
      const [first, stray] = [ours.next(), theirs.next()];
      const { id } = await remit(2_000, []);
      await subgraph.settle();
      expect((await first).value).toMatchObject({
        remittancesUpdated: { event: 'remittance.changed.v1', remittance: { id, unapplied: { amountMinor: 2_000 } } },
      });
      expect(await Promise.race([stray, Promise.resolve('nothing')])).toBe('nothing');
      await ours.return(undefined);
      void theirs.return(undefined);
      const items = [{ invoiceNumber: 'INV-000001', amountMinor: 1 }];
      await expect(as(aShipper(ACME)).ask(APPLY, { id, items })).rejects.toThrow('FORBIDDEN');
      await expect(as(aStaffMember(DENVER)).ask(APPLY, { id, items })).rejects.toThrow('NOT_FOUND');
      const ONE = 'query ($id: ID!) { remittance(id: $id) { id } }';
      expect((await as(aShipper(BETA)).ask(ONE, { id })).remittance).toBeNull();
      expect((await staff.ask(ONE, { id })).remittance).toEqual({ id });
    });
  });
});
