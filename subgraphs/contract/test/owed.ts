import { newId } from '@quayside/shared/ids';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { aStaffMember } from '@quayside/shared/testing/viewers';
import { keepCharges } from '../src/charge/commands.ts';
import { ACME, activeContract, BOSTON, startContractApi } from './contract-api.ts';

const RUN = `mutation { runInvoices(accountId: "${ACME}") { ... on InvoiceRun { invoices } } }`;
const REMIT = `mutation ($input: RecordRemittanceInput!) { recordRemittance(input: $input) {
  ... on Remittance { id version unapplied { amountMinor } items { invoiceNumber problem applied { amountMinor } reason } } ... on Refusal { code } } }`;
const OPEN = '{ openReceivables { invoice { number } open { amountMinor } } }';

/** INV-000001 and INV-000002 over 100.50 each, one per order. */
export async function startOwed(engine: TestEngine, more: Parameters<typeof startContractApi>[1] = {}) {
  const api = await startContractApi(engine, more);
  const { id: contractId } = await activeContract(api.system);
  const charge = (orderNumber: string) => ({
    ...({ source: 'SHIPMENT', kind: 'FREIGHT', reason: 'DONE', service: 'TRANSPORT', accountId: ACME } as const),
    ...{ contractId, chargeKey: newId(), subjectId: 'S1', subjectNumber: 'QS-000001', quantity: 1, unit: 'SHIPMENT' },
    ...{ amountMinor: 10_050, currency: 'USD', doneAt: Date.UTC(2026, 1, 10), orderNumber, poNumber: null, why: null },
  });
  const occasion = { at: api.clock.now(), correlationId: 'test' };
  await api.subgraph.db.write((em) => keepCharges(em, occasion, [charge('SO-1'), charge('SO-2')]));
  const staff = api.as(aStaffMember(BOSTON));
  const rule = { accountId: ACME, cycle: 'MONTHLY', grouping: 'ORDER', termsDays: 10, taxCode: 'US-NONE' };
  await staff.ask('mutation ($input: BillingRuleInput!) { setBillingRule(input: $input) { __typename } }', {
    input: rule,
  });
  await staff.ask(RUN);
  const remit = async (amountMinor: number, items: readonly (readonly [string, number])[], graph = staff) =>
    (
      await graph.ask(REMIT, {
        input: {
          ...{ accountId: ACME, reference: `TRN-${amountMinor}`, currency: 'USD', amountMinor, paidOn: '2026-03-01' },
          items: items.map(([invoiceNumber, paidMinor]) => ({ invoiceNumber, paidMinor, reason: null })),
        },
      })
    ).recordRemittance;
  const open = async () =>
    (await staff.ask(OPEN)).openReceivables.map(
      (one: { invoice: { number: string }; open: { amountMinor: number } }) => [
        one.invoice.number,
        one.open.amountMinor,
      ],
    );
  return { ...api, staff, remit, open };
}
