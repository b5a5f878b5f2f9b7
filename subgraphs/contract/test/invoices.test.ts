import type { Database } from '@quayside/shared/db/database';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY } from '@quayside/shared/instant';
import { eventTable } from '@quayside/shared/outbox/table';
import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import type { Charge } from '../src/charge/charge.ts';
import { keepCharges } from '../src/charge/commands.ts';
import { runInvoices } from '../src/invoice/run-commands.ts';
import { billDue } from '../src/invoice/watch.ts';
import { TellOlderWork1795853400000 } from '../src/migrations/20261128081000-tell-older-work.ts';
import { takeSteps } from '../src/receivable/commands.ts';
import { ACME, activeContract, BETA, BOSTON, DENVER, startContractApi } from './contract-api.ts';

const RUN = `mutation ($account: ID) { runInvoices(accountId: $account) { ... on InvoiceRun { invoices lines } } }`;
const RULE = `mutation ($input: BillingRuleInput!) { setBillingRule(input: $input) { ... on BillingRule { cycle } ... on Refusal { code fix } } }`;
const LIST = `{ invoices { nodes { id number kind groupKey lineCount periodFrom periodTo billsFrom olderWork { lineCount net { amountMinor currency } } dueOn net { amountMinor currency } tax { amountMinor } total { amountMinor }
  receivable { open { amountMinor } step } kinds { kind amount { amountMinor } } creditNotes { number }
  lines { id line amount { amountMinor } charge { number contract { id } } } } } }`;
const UNBILLED = `query ($id: ID!) { _entities(representations: [{ __typename: "Account", id: $id }]) { ... on Account {
  unbilled { currency dueCount due { amountMinor } laterCount later { amountMinor } } } } }`;
const DISPUTE = `mutation ($line: ID!) { disputeInvoiceLine(lineId: $line, reason: "Billed twice") {
  ... on InvoiceDispute { id state } ... on Refusal { code } } }`;
const DECIDE = `mutation ($id: ID!, $credit: Long!) { decideDispute(id: $id, creditMinor: $credit, answer: "Right you are") {
  ... on InvoiceDispute { state creditNote { number credits { number } } } ... on Refusal { code } } }`;
const REMIT = `mutation ($input: RecordRemittanceInput!) { recordRemittance(input: $input) {
  ... on Remittance { id unapplied { amountMinor } items { problem applied { amountMinor } } } ... on Refusal { code } } }`;
const TOTALS = `{ receivablesByAge { currency invoices accounts open { amountMinor } buckets { bucket amount { amountMinor } } }
  chargeTrend(accountId: "${ACME}") { month charges amount { amountMinor currency } } }`;
const CHARGES = `query ($filter: ChargeFilter!) {
  charges(filter: $filter, first: 50) { nodes { amount { amountMinor currency } invoice { number } } }
  chargeSums(filter: $filter) { charges amount { amountMinor currency } unbilledCharges unbilled { amountMinor } } }`;
const AGEING =
  '{ receivablesAgeing { account { id } currency open { amountMinor } buckets { bucket amount { amountMinor } } } openReceivables { invoice { number } bucket } }';

/** 2 March 2026 is the test clock's day. */
const FEBRUARY = Date.UTC(2026, 1, 10);

async function startBilling(engine: TestEngine) {
  const api = await startContractApi(engine);
  const { id: contractId } = await activeContract(api.system);
  const occasion = { at: api.clock.now(), correlationId: 'test' };
  const charge = (change: Partial<Charge> = {}): Omit<Charge, 'id' | 'number' | 'chargedAt'> => ({
    ...{ source: 'SHIPMENT', kind: 'FREIGHT', reason: 'DONE', service: 'TRANSPORT', accountId: ACME, contractId },
    ...{ chargeKey: newId(), subjectId: 'S1', subjectNumber: 'QS-000001', quantity: 1, unit: 'SHIPMENT' },
    ...{ amountMinor: 10_050, currency: 'USD', doneAt: FEBRUARY, orderNumber: 'SO-1', poNumber: null, why: null },
    ...change,
  });
  const keep = (...charges: Partial<Charge>[]) =>
    api.subgraph.db.write((em) => keepCharges(em, occasion, charges.map(charge)));
  const staff = api.as(aStaffMember(BOSTON));
  return { ...api, contractId, occasion, keep, staff };
}

eachDatabase((engine) => {
  describe('invoices', () => {
    it('bill what is over, once, in one currency each, without a gap', async () => {
      const { keep, staff, as, contractId } = await startBilling(engine);
      const march = Date.UTC(2026, 2, 1);
      await keep(
        {},
        { kind: 'FUEL', amountMinor: 1_950 },
        { currency: 'EUR', amountMinor: 700 },
        { doneAt: march, amountMinor: 1 },
      );
      await keep({ amountMinor: -300, reason: 'CREDIT' });
      const unbilled = async (viewer = aStaffMember(BOSTON)) =>
        (await as(viewer).ask(UNBILLED, { id: ACME }))._entities[0].unbilled;
      expect(await unbilled()).toEqual([
        { currency: 'EUR', dueCount: 1, due: { amountMinor: 700 }, laterCount: 0, later: { amountMinor: 0 } },
        { currency: 'USD', dueCount: 3, due: { amountMinor: 11_700 }, laterCount: 1, later: { amountMinor: 1 } },
      ]);
      expect(await unbilled(aStaffMember(DENVER))).toEqual([]);
      const waiting = async (viewer: Viewer) => (await as(viewer).ask('{ accountsToBill { id } }')).accountsToBill;
      expect(await waiting(aStaffMember(BOSTON))).toEqual([{ id: ACME }]);
      expect([await waiting(aStaffMember(DENVER)), await waiting(aShipper(ACME))]).toEqual([[], []]);
      expect((await staff.ask(RUN, { account: ACME })).runInvoices).toEqual({ invoices: 2, lines: 4 });
      expect(await waiting(aStaffMember(BOSTON))).toEqual([]);
      expect((await staff.ask(RUN, { account: ACME })).runInvoices).toEqual({ invoices: 0, lines: 0 });
      const { nodes } = (await as(aShipper(ACME)).ask(LIST)).invoices;
      const billedFor = async (month: string) =>
        (
          await as(aShipper(ACME)).ask(
            'query ($month: String) { invoices(filter: { month: $month }) { nodes { id } } }',
            {
              month,
            },
          )
        ).invoices.nodes.length;
      expect([await billedFor('2026-01'), await billedFor('2026-02'), await billedFor('2026-03')]).toEqual([0, 2, 0]);
      const dollars = nodes.find((one: { net: { currency: string } }) => one.net.currency === 'USD');
      expect(nodes.map((one: { number: string }) => one.number).sort()).toEqual(['INV-000001', 'INV-000002']);
      expect(dollars).toMatchObject({
        ...{ lineCount: 3, periodFrom: '2026-02-01', periodTo: '2026-02-28', dueOn: '2026-04-01' },
        ...{ net: { amountMinor: 11_700 }, tax: { amountMinor: 0 }, total: { amountMinor: 11_700 } },
        receivable: { open: { amountMinor: 11_700 }, step: 'NONE' },
        kinds: [
          { kind: 'FREIGHT', amount: { amountMinor: 9_750 } },
          { kind: 'FUEL', amount: { amountMinor: 1_950 } },
        ],
      });
      expect(dollars.lines.map((line: { charge: { contract: { id: string } } }) => line.charge.contract.id)).toEqual(
        Array(3).fill(contractId),
      );
    });

    it('follow the rule of the account', async () => {
      const { keep, staff } = await startBilling(engine);
      const rule = { accountId: ACME, cycle: 'WEEKLY', grouping: 'ORDER', termsDays: 10, taxCode: 'DE-VAT' };
      expect((await staff.ask(RULE, { input: { ...rule, taxCode: 'MOON' } })).setBillingRule).toMatchObject({
        code: 'TAX_UNKNOWN',
      });
      expect((await staff.ask(RULE, { input: { ...rule, termsDays: -1 } })).setBillingRule).toMatchObject({
        code: 'TERMS_DAYS',
      });
      await staff.ask(RULE, { input: rule });
      await keep({}, { orderNumber: 'SO-2' }, { orderNumber: null }, {}, { doneAt: Date.UTC(2026, 2, 1, 23) });
      await staff.ask(RUN, { account: ACME });
      const { nodes } = (await staff.ask(LIST)).invoices;
      const seen = nodes.map((one: { groupKey: string; lineCount: number; tax: { amountMinor: number } }) => [
        one.groupKey,
        one.lineCount,
        one.tax.amountMinor,
      ]);
      expect(seen.sort()).toEqual([
        ['', 1, 1_910],
        ['SO-1', 3, 5_729],
        ['SO-2', 1, 1_910],
      ]);
    });

    it('are issued by themselves, a day after the period of each cycle', async () => {
      const { keep, staff, clock, subgraph } = await startBilling(engine);
      const rule = { accountId: ACME, cycle: 'WEEKLY', grouping: 'ACCOUNT', termsDays: 10, taxCode: 'US-NONE' };
      await staff.ask(RULE, { input: rule });
      // The test clock stands on Monday, 2 March 2026.
      await keep({ doneAt: Date.UTC(2026, 2, 1, 23) });
      const issued = async () => (await billDue(subgraph.db, clock.now())).invoices;
      expect(await issued()).toBe(0);
      clock.advance(DAY);
      expect([await issued(), await issued()]).toEqual([1, 0]);
      expect((await staff.ask(LIST)).invoices.nodes).toMatchObject([{ periodTo: '2026-03-01', dueOn: '2026-03-13' }]);
    });

    it('tell older work from that of their period', async () => {
      const { keep, staff, subgraph, as, clock } = await startBilling(engine);
      const rule = { accountId: ACME, cycle: 'WEEKLY', grouping: 'ACCOUNT', termsDays: 10, taxCode: 'US-NONE' };
      await keep({ doneAt: Date.UTC(2026, 0, 30) }, {}, { doneAt: Date.UTC(2026, 1, 28), amountMinor: 700 });
      // Until today it was by the month: the last week alone is not all that there is to bill.
      await staff.ask(RULE, { input: rule });
      await staff.ask(RUN, { account: ACME });
      const [invoice] = (await staff.ask(LIST)).invoices.nodes;
      expect(invoice).toMatchObject({
        ...{ periodFrom: '2026-02-23', periodTo: '2026-03-01', billsFrom: '2026-01-30', lineCount: 3 },
        olderWork: { lineCount: 2, net: { amountMinor: 20_100, currency: 'USD' } },
      });
      const inMonth = async (month: string) =>
        (await staff.ask(`{ invoices(filter: { month: "${month}" }) { nodes { number } } }`)).invoices.nodes;
      expect(await inMonth('2026-01')).toEqual([{ number: 'INV-000001' }]);
      expect(await inMonth('2025-12')).toEqual([]);
      await keep({ doneAt: Date.UTC(2026, 1, 24) });
      await staff.ask(RUN, { account: ACME });
      expect((await staff.ask(LIST)).invoices.nodes[0]).toMatchObject({ billsFrom: '2026-02-23', olderWork: null });
      // A week of March with a line of January has nothing of February.
      clock.set('2026-03-10T00:00:00Z');
      await keep({ doneAt: Date.UTC(2026, 0, 20) }, { doneAt: Date.UTC(2026, 2, 4) });
      await staff.ask(RUN, { account: ACME });
      expect(await inMonth('2026-01')).toEqual([{ number: 'INV-000003' }, { number: 'INV-000001' }]);
      expect(await inMonth('2026-02')).toEqual([{ number: 'INV-000002' }, { number: 'INV-000001' }]);
      expect(await inMonth('2026-03')).toHaveLength(3);
      // What a credit note takes back was on an invoice.
      const [{ lines }] = (await staff.ask(LIST)).invoices.nodes;
      const { disputeInvoiceLine: dispute } = await as(aShipper(ACME)).ask(DISPUTE, { line: lines[0].id });
      await staff.ask(DECIDE, { id: dispute.id, credit: 1_000 });
      const credit = (await staff.ask(LIST)).invoices.nodes.find((one: { kind: string }) => one.kind !== 'INVOICE');
      expect(credit).toMatchObject({ billsFrom: '2026-01-20', olderWork: null });
      // Those of before anybody kept it learn it from their lines.
      const migration = new TellOlderWork1795853400000();
      const runner = subgraph.db.dataSource.createQueryRunner();
      await migration.down(runner);
      await migration.up(runner);
      // Done, and not noted as done.
      await migration.up(runner);
      await runner.release();
      const { nodes } = (await staff.ask(LIST)).invoices;
      expect(nodes.map((one: { billsFrom: string }) => one.billsFrom)).toEqual([
        ...['2026-01-20', '2026-01-20', '2026-02-23', '2026-01-30'],
      ]);
    });

    it('bill everything once, though two run at the same moment', async () => {
      const { keep, staff, subgraph, occasion } = await startBilling(engine);
      await keep(...Array.from({ length: 1_200 }, () => ({ amountMinor: 1 })));
      const runs = await Promise.all([1, 2, 3].map(() => runInvoices(subgraph.db, occasion)));
      expect(runs.reduce((sum, { lines }) => sum + lines, 0)).toBe(1_200);
      const { nodes } = (await staff.ask(LIST)).invoices;
      expect(nodes.map((one: { number: string; lineCount: number }) => [one.number, one.lineCount])).toEqual([
        ['INV-000001', 1_200],
      ]);
    });

    it('go on after a run that was killed, and bill nothing twice', async () => {
      const { keep, subgraph, occasion, staff } = await startBilling(engine);
      await keep(...Array.from({ length: 2_300 }, () => ({ amountMinor: 1 })));
      let writes = 0;
      const dying = new Proxy(subgraph.db, {
        get: (db, name: keyof Database) => {
          const method = db[name];
          if (typeof method !== 'function') return method;
          if (name !== 'write') return method.bind(db);
          return (work: never) => (++writes > 2 ? Promise.reject(new Error('killed')) : db.write(work));
        },
      });
      await expect(runInvoices(dying, occasion)).rejects.toThrow('killed');
      expect((await staff.ask(LIST)).invoices.nodes).toEqual([]);
      await runInvoices(subgraph.db, occasion);
      const { nodes } = (await staff.ask(LIST)).invoices;
      expect(nodes).toMatchObject([{ number: 'INV-000001', lineCount: 2_300, net: { amountMinor: 2_300 } }]);
      const lines = await subgraph.db.read((em) => em.query('SELECT COUNT(DISTINCT charge_id) AS n FROM invoice_line'));
      expect(Number(lines[0].n)).toBe(2_300);
    });

    it('are disputed by the line, and credited by a note of their own', async () => {
      const { keep, staff, as, subgraph } = await startBilling(engine);
      await keep({}, { amountMinor: 950 });
      await staff.ask(RUN, { account: ACME });
      const shipper = as(aShipper(ACME));
      const [{ lines }] = (await shipper.ask(LIST)).invoices.nodes;
      const { disputeInvoiceLine: dispute } = await shipper.ask(DISPUTE, { line: lines[0].id });
      expect((await shipper.ask(DISPUTE, { line: lines[0].id })).disputeInvoiceLine.id).toBe(dispute.id);
      await expect(shipper.ask(DECIDE, { id: dispute.id, credit: 1 })).rejects.toThrow('FORBIDDEN');
      expect((await staff.ask(DECIDE, { id: dispute.id, credit: 99_999 })).decideDispute).toEqual({
        code: 'CREDIT_RANGE',
      });
      expect((await staff.ask(DECIDE, { id: dispute.id, credit: 1_000 })).decideDispute).toEqual({
        state: 'CREDITED',
        creditNote: { number: 'CN-000001', credits: { number: 'INV-000001' } },
      });
      expect((await staff.ask(DECIDE, { id: dispute.id, credit: 1 })).decideDispute).toEqual({
        code: 'DISPUTE_DECIDED',
      });
      const { nodes } = (await shipper.ask(LIST)).invoices;
      expect(nodes.find((one: { kind: string }) => one.kind === 'INVOICE')).toMatchObject({
        ...{ total: { amountMinor: 11_000 }, receivable: { open: { amountMinor: 10_000 } } },
        creditNotes: [{ number: 'CN-000001' }],
      });
      expect(nodes.find((one: { kind: string }) => one.kind === 'CREDIT_NOTE')).toMatchObject({
        net: { amountMinor: -1_000 },
        receivable: null,
      });
      const events = await subgraph.db.read((em) => em.getRepository(eventTable).find());
      const told = events
        .filter(({ type }) => /dispute/.test(type))
        .map(({ type, data }) => [type, (data as { state?: string }).state]);
      expect(told).toEqual([
        ['invoice.line-disputed.v1', undefined],
        ['invoice.dispute-decided.v1', 'CREDITED'],
      ]);
    });
  });

  describe('disputed lines', () => {
    it('give back no more tax than was charged', async () => {
      const { keep, staff, as } = await startBilling(engine);
      const rule = { accountId: ACME, cycle: 'MONTHLY', grouping: 'ACCOUNT', termsDays: 10, taxCode: 'TW-VAT' };
      await staff.ask(RULE, { input: rule });
      await keep(...Array.from({ length: 4 }, () => ({ amountMinor: 10 })));
      await staff.ask(RUN, { account: ACME });
      const shipper = as(aShipper(ACME));
      const [{ lines }] = (await shipper.ask(LIST)).invoices.nodes;
      for (const { id: line } of lines) {
        const { id } = (await shipper.ask(DISPUTE, { line })).disputeInvoiceLine;
        expect((await staff.ask(DECIDE, { id, credit: 10 })).decideDispute).toMatchObject({ state: 'CREDITED' });
      }
      const { nodes } = (await shipper.ask(LIST)).invoices;
      const notes = nodes.filter((one: { kind: string }) => one.kind === 'CREDIT_NOTE');
      const taxes = notes.map((one: { tax: { amountMinor: number } }) => one.tax.amountMinor);
      expect(taxes.reduce((sum: number, tax: number) => sum + tax, 0)).toBe(-2);
      const invoice = nodes.find((one: { kind: string }) => one.kind === 'INVOICE');
      expect(invoice).toMatchObject({ total: { amountMinor: 42 }, receivable: { open: { amountMinor: 0 } } });
    });

    it('are disputed once by two who ask at once', async () => {
      const { keep, staff, as } = await startBilling(engine);
      await keep({});
      await staff.ask(RUN, { account: ACME });
      const shipper = as(aShipper(ACME));
      const [{ lines }] = (await shipper.ask(LIST)).invoices.nodes;
      const asked = await Promise.all([1, 2, 3].map(() => shipper.ask(DISPUTE, { line: lines[0].id })));
      expect(new Set(asked.map(({ disputeInvoiceLine: { id } }) => id)).size).toBe(1);
    });
  });

  describe('what is owed', () => {
    it('is not asked for while all of it is in dispute', async () => {
      const { keep, staff, as, subgraph, clock } = await startBilling(engine);
      const rule = { accountId: ACME, cycle: 'MONTHLY', grouping: 'ORDER', termsDays: 10, taxCode: 'TW-VAT' };
      await staff.ask(RULE, { input: rule });
      await keep({}, { orderNumber: 'SO-2' }, { orderNumber: 'SO-2' });
      await staff.ask(RUN, { account: ACME });
      const shipper = as(aShipper(ACME));
      const { nodes } = (await shipper.ask(LIST)).invoices;
      const disputed = [];
      for (const { lines } of nodes) {
        disputed.push((await shipper.ask(DISPUTE, { line: lines[0].id })).disputeInvoiceLine.id);
      }
      clock.advance(30 * DAY);
      const occasion = { at: clock.now(), correlationId: 'test' };
      const steps = () =>
        subgraph.db.write((em) => takeSteps(em, occasion, new Date(clock.now()).toISOString().slice(0, 10)));
      // One line of two is disputed: the other one is owed all the same.
      expect([await steps(), await steps()]).toEqual([1, 0]);
      for (const id of disputed) await staff.ask(DECIDE, { id, credit: 0 });
      expect([await steps(), await steps()]).toEqual([1, 0]);
    });

    it('is asked for on the days that the branch has set', async () => {
      const { keep, staff, as, set } = await startBilling(engine);
      await keep({});
      await staff.ask(RUN, { account: ACME });
      const STEPS = '{ openReceivables { dueOn nextStepOn } collectionSteps { step days } }';
      const next = async () => (await staff.ask(STEPS)).openReceivables[0];
      expect(await next()).toEqual({ dueOn: '2026-04-01', nextStepOn: '2026-03-25' });
      await set('PAYMENT_REMINDER_DAYS', DENVER, 20);
      expect(await next()).toMatchObject({ nextStepOn: '2026-03-25' });
      await set('PAYMENT_REMINDER_DAYS', '/group/east/', 10);
      await expect.poll(next).toMatchObject({ nextStepOn: '2026-03-22' });
      const reminder = async (viewer: Viewer) => (await as(viewer).ask(STEPS)).collectionSteps[0].days;
      expect(await Promise.all([aShipper(ACME), aShipper(BETA), aStaffMember(BOSTON)].map(reminder))).toEqual([
        -10, -20, -10,
      ]);
    });

    it('is asked for as the house once set it, until a unit sets it', async () => {
      const { keep, staff, as, set } = await startBilling(engine);
      await keep({});
      await staff.ask(RUN, { account: ACME });
      const SET = `mutation ($steps: [CollectionStepRuleInput!]!) { setCollectionSteps(steps: $steps) {
        ... on CollectionRules { steps { step days } } ... on Refusal { code } } }`;
      const house = async (steps: readonly object[], graph = as(aStaffMember('/', 'EXECUTIVE'))) =>
        (await graph.ask(SET, { steps })).setCollectionSteps;
      const [reminder, final] = [
        { step: 'REMINDER', days: -3 },
        { step: 'FINAL', days: 60 },
      ];
      const HOUSE = '{ houseStandards { parameter value } }';
      await expect(as(aShipper(ACME)).ask(HOUSE)).rejects.toThrow('FORBIDDEN');
      expect(await staff.ask(HOUSE)).toEqual({ houseStandards: [] });
      await expect(house([reminder], staff)).rejects.toThrow('FORBIDDEN');
      expect(await house([final, reminder])).toEqual({ code: 'COLLECTION_STEPS' });
      expect(await house([reminder, final])).toEqual({ steps: [reminder, final] });
      expect((await staff.ask(HOUSE)).houseStandards).toEqual([
        { parameter: 'PAYMENT_REMINDER_DAYS', value: 3 },
        { parameter: 'FIRST_DUNNING_DAYS', value: null },
        { parameter: 'SECOND_DUNNING_DAYS', value: null },
        { parameter: 'FINAL_NOTICE_DAYS', value: 60 },
      ]);
      const STEPS = '{ openReceivables { nextStepOn } collectionSteps { step days } }';
      await set('FIRST_DUNNING_DAYS', DENVER, 9);
      await set('FINAL_NOTICE_DAYS', BOSTON, 30);
      await expect
        .poll(() => staff.ask(STEPS))
        .toEqual({
          openReceivables: [{ nextStepOn: '2026-03-29' }],
          collectionSteps: [reminder, { step: 'FINAL', days: 30 }],
        });
      expect((await as(aShipper(BETA)).ask(STEPS)).collectionSteps).toEqual([
        ...[reminder, { step: 'DUNNING_1', days: 9 }, final],
      ]);
    });

    it('is paid once by a reference, sent twice at once or with another amount', async () => {
      const { keep, staff } = await startBilling(engine);
      await keep({});
      await staff.ask(RUN, { account: ACME });
      const input = { accountId: ACME, reference: 'TRN-8', currency: 'USD', amountMinor: 6_000, paidOn: '2026-03-20' };
      const items = [{ invoiceNumber: 'INV-000001', paidMinor: 6_000 }];
      const sent = await Promise.all([1, 2, 3].map(() => staff.ask(REMIT, { input: { ...input, items } })));
      expect(new Set(sent.map(({ recordRemittance: { id } }) => id)).size).toBe(1);
      const [invoice] = (await staff.ask(LIST)).invoices.nodes;
      expect(invoice.receivable.open).toEqual({ amountMinor: 4_050 });
      const other = await staff.ask(REMIT, { input: { ...input, amountMinor: 7_000, items } });
      expect(other.recordRemittance).toEqual({ code: 'REFERENCE_USED' });
    });

    it('is paid, aged and asked for', async () => {
      const { keep, staff, as, subgraph, clock } = await startBilling(engine);
      await keep({});
      await staff.ask(RUN, { account: ACME });
      const input = { accountId: ACME, reference: 'TRN-7', currency: 'USD', amountMinor: 6_000, paidOn: '2026-03-20' };
      const items = ['INV-000001', 'INV-000099'].map((invoiceNumber, index) => ({
        invoiceNumber,
        paidMinor: index ? 1_000 : 5_000,
      }));
      const { recordRemittance: paid } = await staff.ask(REMIT, { input: { ...input, items } });
      expect(paid).toMatchObject({
        unapplied: { amountMinor: 1_000 },
        items: [{ problem: null, applied: { amountMinor: 5_000 } }, { problem: 'UNKNOWN_INVOICE' }],
      });
      expect((await staff.ask(REMIT, { input: { ...input, items } })).recordRemittance.id).toBe(paid.id);
      clock.advance(23 * DAY);
      const occasion = { at: clock.now(), correlationId: 'test' };
      const steps = () =>
        subgraph.db.write((em) => takeSteps(em, occasion, new Date(clock.now()).toISOString().slice(0, 10)));
      expect([await steps(), await steps()]).toEqual([1, 0]);
      clock.advance(35 * DAY);
      const totals = await as(aShipper(ACME)).ask(TOTALS);
      expect(totals.receivablesByAge).toMatchObject([
        {
          currency: 'USD',
          invoices: 1,
          accounts: 1,
          open: { amountMinor: 5_050 },
          buckets: { length: 5, 1: { amount: { amountMinor: 5_050 } } },
        },
      ]);
      const charged = (totals.chargeTrend as { amount: { amountMinor: number } }[]).map(
        ({ amount }) => amount.amountMinor,
      );
      expect(charged.reduce((sum, amount) => sum + amount, 0)).toBeGreaterThan(0);
      const seen = await as(aShipper(ACME)).ask(AGEING);
      expect(seen).toEqual({
        receivablesAgeing: [
          {
            ...{ account: { id: ACME }, currency: 'USD', open: { amountMinor: 5_050 } },
            buckets: ['NOT_DUE', 'DAYS_30', 'DAYS_60', 'DAYS_90', 'OLDER'].map((bucket) => ({
              ...{ bucket, amount: { amountMinor: bucket === 'DAYS_30' ? 5_050 : 0 } },
            })),
          },
        ],
        openReceivables: [{ invoice: { number: 'INV-000001' }, bucket: 'DAYS_30' }],
      });
    });

    it('opens the charges of a month, billed and not, whose sum is that of the trend', async () => {
      const { keep, staff, as, clock } = await startBilling(engine);
      await keep(
        { amountMinor: 3_333 },
        { amountMinor: -1_001, reason: 'CREDIT' },
        { currency: 'EUR', amountMinor: 7 },
      );
      await staff.ask(RUN, { account: ACME });
      await keep({ amountMinor: 499, doneAt: clock.now() });
      const shipper = as(aShipper(ACME));
      const trend = (await shipper.ask(TOTALS)).chargeTrend as {
        month: string;
        charges: number;
        amount: { amountMinor: number; currency: string };
      }[];
      expect(trend.at(-1)).toEqual({ month: '2026-03', charges: 3, amount: { amountMinor: 2_831, currency: 'USD' } });
      for (const { month, charges, amount } of trend) {
        const filter = { accountId: ACME, month, currency: amount.currency };
        const { charges: list, chargeSums } = await shipper.ask(CHARGES, { filter });
        const sum = list.nodes.reduce(
          (total: number, one: { amount: { amountMinor: number } }) => total + one.amount.amountMinor,
          0,
        );
        expect([list.nodes.length, sum]).toEqual([charges, amount.amountMinor]);
        expect(chargeSums.map((one: { amount: unknown }) => one.amount)).toEqual(charges ? [amount] : []);
      }
      const march = { filter: { accountId: ACME, month: '2026-03', currency: 'USD' } };
      const { charges: list, chargeSums } = await shipper.ask(CHARGES, march);
      expect(list.nodes.map((one: { invoice: unknown }) => one.invoice)).toEqual([
        null,
        { number: 'INV-000002' },
        { number: 'INV-000002' },
      ]);
      expect(chargeSums).toMatchObject([{ unbilledCharges: 1, unbilled: { amountMinor: 499 } }]);
      expect((await as(aShipper(BETA)).ask(CHARGES, march)).chargeSums).toEqual([]);
      expect((await as(aStaffMember(DENVER)).ask(CHARGES, march)).charges.nodes).toEqual([]);
      await expect(shipper.ask(CHARGES, { filter: { month: '2026-13' } })).rejects.toThrow('BAD_USER_INPUT');
    });

    it('is seen by its account and branch alone, and booked by staff', async () => {
      const { keep, staff, as } = await startBilling(engine);
      await keep({});
      await staff.ask(RUN, { account: ACME });
      const [{ id, lines }] = (await staff.ask(LIST)).invoices.nodes;
      const ONE = `query ($id: ID!) { invoice(id: $id) { number } _entities(representations: [{ __typename: "Invoice", id: $id }, { __typename: "Account", id: "${ACME}" }]) {
        ... on Invoice { number } ... on Account { billing { cycle } } } }`;
      for (const viewer of [aShipper(BETA), aStaffMember(DENVER), aLinkHolder(ACME, 'S1'), aKey(ACME, ['write'])]) {
        const stranger = as(viewer);
        expect((await stranger.ask(LIST)).invoices.nodes).toEqual([]);
        expect(await stranger.ask(ONE, { id })).toEqual({ invoice: null, _entities: [null, { billing: null }] });
        expect(await stranger.ask(AGEING)).toEqual({ receivablesAgeing: [], openReceivables: [] });
        expect(await stranger.ask(TOTALS)).toEqual({ receivablesByAge: [], chargeTrend: [] });
      }
      expect((await as(aKey(ACME, ['read'])).ask(ONE, { id })).invoice).toEqual({ number: 'INV-000001' });
      await expect(as(aShipper(BETA)).ask(DISPUTE, { line: lines[0].id })).rejects.toThrow('NOT_FOUND');
      await expect(as(aLinkHolder(ACME, 'S1')).ask(DISPUTE, { line: lines[0].id })).rejects.toThrow('FORBIDDEN');
      for (const viewer of [aShipper(ACME), aStaffMember(BOSTON, 'OPERATOR')]) {
        await expect(as(viewer).ask(RUN, { account: ACME })).rejects.toThrow('FORBIDDEN');
      }
      await expect(as(aStaffMember(DENVER)).ask(RUN, { account: ACME })).rejects.toThrow('NOT_FOUND');
      await expect(staff.ask(RUN)).rejects.toThrow('FORBIDDEN');
    });

    it('is billed to everybody by an administrator, of the own branches alone', async () => {
      const { keep, as } = await startBilling(engine);
      await keep({});
      const run = async (path: string) => (await as(aStaffMember(path, 'ADMINISTRATOR')).ask(RUN)).runInvoices;
      expect(await run(DENVER)).toEqual({ invoices: 0, lines: 0 });
      expect(await run('/group/')).toEqual({ invoices: 1, lines: 1 });
    });
  });
});
