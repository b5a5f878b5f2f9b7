import { DAY, localDate } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import type { SeededShipper } from './seed-customers.ts';

const FUEL = `mutation($prices: [FuelPriceInput!]!) { recordFuelPrices(prices: $prices) {
  __typename ... on Refusal { code message } ... on FuelPricesRecorded { count } } }`;
const RUN =
  'mutation { runInvoices { __typename ... on Refusal { code message } ... on InvoiceRun { invoices lines } } }';
const REMIT = inputMutation('recordRemittance', 'RecordRemittanceInput', '... on Remittance { id }');
const DISPUTE = `mutation($lineId: ID!, $reason: String!) { disputeInvoiceLine(lineId: $lineId, reason: $reason) {
  __typename ... on Refusal { code message } ... on InvoiceDispute { id } } }`;
const RULE = inputMutation('setBillingRule', 'BillingRuleInput', '... on BillingRule { accountId }');
const OPEN = `{ openReceivables { open { amountMinor currency } dueOn invoice { number account { id } lines(first: 1) { id } } } }`;

const WEEKS = 60;
const MONTHS = 3;

/** What diesel stood at in every week of the demo's past: it goes up and down. */
export async function seedFuel(graph: DemoGraph, now: number): Promise<void> {
  const prices = Array.from({ length: WEEKS }, (_, week) => ({
    index: 'DOE-US-DIESEL',
    date: localDate(now - (WEEKS - week) * 7 * DAY + 7 * DAY),
    priceMilli: 3_450 + Math.round(260 * Math.sin(week / 5)),
  }));
  await graph.run(FUEL, { prices });
}

interface Owed {
  readonly openReceivables: readonly {
    readonly open: { readonly amountMinor: number; readonly currency: string };
    readonly dueOn: string;
    readonly invoice: {
      readonly number: string;
      readonly account: { readonly id: string };
      readonly lines: readonly { readonly id: string }[];
    };
  }[];
}

/** The invoices of the last months, most of them paid, one short, one with a line in dispute. */
export async function seedMoney(
  graph: DemoGraph,
  shippers: readonly SeededShipper[],
  clock: DemoClock,
  now: number,
): Promise<void> {
  await graph.together(async () => {
    for (const [index, { accountId }] of shippers.entries()) {
      const input = {
        accountId,
        cycle: 'MONTHLY',
        grouping: 'ACCOUNT',
        termsDays: index === 1 ? 14 : 30,
        taxCode: 'US-NONE',
      };
      await graph.run(RULE, { input });
    }
  });
  const today = new Date(now);
  for (let back = MONTHS - 1; back >= 0; back--) {
    clock.travelTo(Math.min(now, Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 2, 9)));
    await graph.together(() => graph.run(RUN, {}));
  }
  clock.backToPresent();
  const { openReceivables } = await graph.read<Owed>(OPEN, {});
  const due = openReceivables.filter(({ dueOn }) => dueOn < localDate(now));
  await graph.together(async () => {
    for (const [index, { open, invoice, dueOn }] of due.entries()) {
      // One customer pays late, one pays too little.
      if (index % 4 === 3) continue;
      const paidMinor = index % 4 === 2 ? Math.round(open.amountMinor * 0.6) : open.amountMinor;
      const items = [{ invoiceNumber: invoice.number, paidMinor }];
      const money = { currency: open.currency, amountMinor: paidMinor, paidOn: dueOn };
      const input = {
        accountId: invoice.account.id,
        reference: `TRN-${7_000 + index}`,
        source: 'DEMO',
        ...money,
        items,
      };
      await graph.run(REMIT, { input });
    }
    const line = openReceivables.at(-1)?.invoice.lines[0];
    if (line)
      await graph.run(DISPUTE, {
        lineId: line.id,
        reason: 'We were told that this delivery would be at the lower rate.',
      });
  });
}
