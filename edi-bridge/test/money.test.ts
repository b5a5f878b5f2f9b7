import { type Role, systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { graphAs } from '@quayside/shared/testing/graph';
import { aKey, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { keepCharges } from '../../subgraphs/contract/src/charge/commands.ts';
import type { EdiMessageFacts } from '../src/events.ts';
import { changeMessage, readMessages } from '../src/message/ledger.ts';
import { LinkHeldInvoices1795854900000 } from '../src/migrations/20261128083500-link-held-invoices.ts';
import { changed } from './fixtures.ts';
import { ACME, GLOBEX, type World, worlds } from './world.ts';

const SHIP = `mutation($input: ShipShipmentInput!) { shipShipment(input: $input) { __typename ... on Refusal { message } } }`;
const POD = `mutation($input: RecordMilestoneInput!) { recordMilestone(input: $input) { __typename ... on Refusal { message } } }`;
const CARD = `mutation ($input: AddCarrierCardInput!) { addCarrierCard(input: $input) { __typename ... on Refusal { message } } }`;
const REMITTANCES = '{ remittances { nodes { reference source amount { amountMinor } unapplied { amountMinor } } } }';
const COSTS =
  '{ carrierInvoices { nodes { number state billed { amountMinor } pay { amountMinor } lines { description } } } }';
const MESSAGES = `query($invoiceId: ID) { ediMessages(filter: { invoiceId: $invoiceId }) { nodes { direction setTypes } } }`;
const INVOICES = 'query($id: ID) { ediMessages(filter: { invoiceId: $id }) { nodes { invoices { id } } } }';
const SETS = 'query($id: ID!) { ediMessage(id: $id) { sets { outcome note } } }';
const GROUPS: Readonly<Record<string, string>> = { '820': 'RA', '210': 'IM' };

let control = 700;
/** One set in an interchange of its own. */
function file(from: string, type: string, segments: readonly string[]): string {
  const number = ++control;
  const nine = String(number).padStart(9, '0');
  return [
    `ISA*00*          *00*          *ZZ*${from.padEnd(15)}*ZZ*QUAYSIDE       *260302*0930*U*00401*${nine}*0*P*>`,
    `GS*${GROUPS[type]}*${from}*QUAYSIDE*20260302*0930*${number}*X*004010`,
    ...[`ST*${type}*0001`, ...segments, `SE*${segments.length + 2}*0001`, `GE*1*${number}`, `IEA*1*${nine}`, ''],
  ].join('~\n');
}

const books = (world: World) => graphAs(world.contract, systemViewer('test'));

/** Bills charges of 100.50 in February, one invoice for each order; gives the ids by number. */
async function billed(
  world: World,
  orders: readonly string[],
  currencies: readonly string[] = [],
  amountMinor = 10_050,
): Promise<Record<string, string>> {
  const charges = orders.map((orderNumber, at) => ({
    ...({ source: 'SHIPMENT', kind: 'FREIGHT', reason: 'DONE', service: 'TRANSPORT', accountId: ACME } as const),
    ...{ contractId: newId(), chargeKey: newId(), subjectId: newId(), subjectNumber: 'QS-000001', quantity: 1 },
    ...{
      unit: 'SHIPMENT',
      amountMinor,
      currency: currencies[at] ?? 'USD',
      doneAt: Date.UTC(2026, 1, 10),
      orderNumber,
    },
    ...{ poNumber: null, why: null },
  }));
  const occasion = { at: world.clock.now(), correlationId: 'test' };
  await world.contract.db.write((em) => keepCharges(em, occasion, charges));
  const rule = { accountId: ACME, cycle: 'MONTHLY', grouping: 'ORDER', termsDays: 30, taxCode: 'DE-VAT' };
  await books(world).ask('mutation ($input: BillingRuleInput!) { setBillingRule(input: $input) { __typename } }', {
    input: rule,
  });
  await books(world).ask('mutation { runInvoices { __typename } }');
  await world.contract.settle();
  const { nodes } = (await books(world).ask('{ invoices { nodes { id number } } }')).invoices;
  return Object.fromEntries(nodes.map(({ id, number }: { id: string; number: string }) => [number, id]));
}

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('money over EDI', () => {
    it('leads to its invoice though it cannot be sent', async () => {
      const world = await start({ books: true });
      // TDS01 has two places after the point: dinars have three.
      await world.partner({ id: 'ACME', outSets: ['810'] });
      const { 'INV-000001': id } = await billed(world, ['SO-1'], ['KWD'], 10_051);
      const held = async () =>
        (
          await world
            .ediAs(aShipper(ACME))
            .ask('query($id: ID) { ediMessages(filter: { invoiceId: $id }) { nodes { state invoices { id } } } }', {
              id,
            })
        ).ediMessages.nodes;
      await expect.poll(held).toEqual([{ state: 'HELD', invoices: [{ id }] }]);
      // What had been held before messages knew their invoices learns them.
      await world.bridge.db.write((em) => em.query('DELETE FROM edi_invoice'));
      expect(await held()).toEqual([]);
      const runner = world.bridge.db.dataSource.createQueryRunner();
      await new LinkHeldInvoices1795854900000().up(runner);
      await runner.release();
      expect(await held()).toEqual([{ state: 'HELD', invoices: [{ id }] }]);
    });

    it('goes out as 210 or 810 and comes back as an 820, once', async () => {
      const world = await start({ books: true });
      await world.partner({ id: 'ACME', outSets: ['210', '810', '824'], profile: { billingScac: 'QSID' } });
      await world.partner({ id: 'PLAIN', accountId: ACME, outSets: ['810'] });
      const ids = await billed(world, ['SO-1', 'SO-2']);
      const bill = await world.outFile('ACME', '210');
      expect(bill).toMatch(/B3\*B\*INV-000002\*QS-000001\*PP\*\*20260302\*11960\*\*\*\*QSID/);
      expect(bill).toMatch(/N1\*BT\*ACME0000000000000000000000/);
      expect(await world.outFile('PLAIN', '810')).toMatch(/TDS\*11960~\nTXI\*VA\*19\.10\*19/);
      expect(world.out('ACME').filter(({ name }) => name.includes('-810-'))).toEqual([]);

      const pay = (...items: string[]) => ['BPR*I*150*C*ACH************20260301', 'TRN*1*TRN-7', 'ENT*1', ...items];
      const advice = pay('RMR*IV*INV-000001**119.6', 'RMR*IV*INV-000002**20.4', 'RMR*IV*INV-9**10');
      const outcome = async (segments: readonly string[]) => {
        const { receiptId } = await world.send('ACME', file('ACME', '820', segments));
        return (await world.edi.ask(SETS, { id: receiptId })).ediMessage.sets[0];
      };
      expect(await outcome(advice)).toEqual({
        outcome: 'DONE',
        note: 'Booked 150.00 USD. Applied to INV-000001 119.60 USD, INV-000002 20.40 USD. No invoice of this account: INV-9. Left to be applied: 10.00 USD.',
      });
      expect(await outcome(advice)).toMatchObject({ outcome: 'IGNORED' });
      expect(await outcome(pay('RMR*IV*INV-000001**1'))).toMatchObject({ outcome: 'REFUSED' });
      expect(await world.outFile('ACME', '824')).toContain('TRN-7');
      expect((await books(world).ask(REMITTANCES)).remittances.nodes).toEqual([
        expect.objectContaining({ reference: 'TRN-7', unapplied: { amountMinor: 1_000 } }),
      ]);
      const about = async (viewer: Parameters<World['ediAs']>[0]) =>
        (await world.ediAs(viewer).ask(MESSAGES, { invoiceId: ids['INV-000001'] })).ediMessages.nodes
          .map((one: { direction: string; setTypes: string[] }) => `${one.direction} ${one.setTypes[0]}`)
          .sort();
      expect(await about(aShipper(ACME))).toEqual(['IN 820', 'IN 820', 'IN 820', 'OUT 210', 'OUT 810']);
      expect(await about(aShipper(GLOBEX))).toEqual([]);
      // From each message back to all that it speaks of: the advice pays two.
      const spoken = (await world.ediAs(aShipper(ACME)).ask(INVOICES, { id: ids['INV-000001'] })).ediMessages.nodes
        .map(({ invoices }: { invoices: { id: string }[] }) => invoices.map(({ id }) => id).sort())
        .sort((one: string[], other: string[]) => one.length - other.length);
      const [first, second] = [ids['INV-000001'], ids['INV-000002']];
      expect(spoken.slice(0, 2)).toEqual([[first], [first]]);
      expect(spoken.at(-1)).toEqual([first, second].sort());
    });

    it('is in the currency of the invoices that it pays, or not taken', async () => {
      const world = await start({ books: true });
      await world.partner({ id: 'ACME', outSets: ['824'] });
      await billed(world, ['SO-1', 'SO-2', 'SO-3'], ['EUR', 'EUR', 'CAD']);
      const { nodes } = (
        await books(world).ask('{ invoices { nodes { number paymentReference total { currency } } } }')
      ).invoices;
      const numbers = (wanted: string): string[] =>
        nodes
          .filter((one: { total: { currency: string } }) => one.total.currency === wanted)
          .map((one: { number: string }) => one.number);
      const [euro, other] = [numbers('EUR'), numbers('CAD')];
      const pay = async (trace: string, paid: readonly string[]) => {
        const set = [`BPR*I*${paid.length * 10}*C*ACH************20260301`, `TRN*1*${trace}`, 'ENT*1'];
        const items = paid.map((number) => `RMR*IV*${number}**10`);
        const { receiptId } = await world.send('ACME', file('ACME', '820', [...set, ...items]));
        return (await world.edi.ask(SETS, { id: receiptId })).ediMessage.sets[0];
      };
      expect(await pay('TRN-1', [...euro, 'INV-9'])).toMatchObject({
        outcome: 'DONE',
        note: expect.stringContaining('Booked 30.00 EUR.'),
      });
      expect(await pay('TRN-1', [...euro, 'INV-9'])).toMatchObject({ outcome: 'IGNORED' });
      const fix = 'Send it again with the currency, such as CUR*PR*USD.';
      expect(await pay('TRN-2', [...euro, ...other])).toEqual({
        outcome: 'REFUSED',
        note: `CUR is missing, and what is paid is in CAD, EUR. ${fix}`,
      });
      expect(await pay('TRN-3', ['INV-9'])).toEqual({
        outcome: 'REFUSED',
        note: `CUR is missing, and no invoice that is paid tells what BPR02 is in. ${fix}`,
      });
      expect(await world.outFile('ACME', '824')).toContain('CUR');
      expect((await books(world).ask(REMITTANCES)).remittances.nodes).toHaveLength(1);

      // An invoice may be named by its creditor reference as well.
      const referred = nodes.find((one: { number: string }) => one.number === other[0]).paymentReference;
      expect(await pay('TRN-4', [referred])).toMatchObject({
        outcome: 'DONE',
        note: expect.stringContaining(`Booked 10.00 CAD. Applied to ${other[0]} 10.00 CAD.`),
      });
    });

    it('asks what a carrier may ask, and is seen by the staff alone', async () => {
      const world = await start({ books: true });
      await world.partner({ id: 'ACME', outSets: [] });
      await world.partner({ id: 'RDWY', accountId: GLOBEX, outSets: ['824'], profile: { carrierScac: 'RDWY' } });
      await world.send('ACME', changed('940-valid.x12', 'M********ACME', 'M********RDWY'));
      const [shipment] = (await world.shipments.ask('{ shipments { nodes { id } } }')).shipments.nodes;
      await world.shipments.ask(SHIP, { input: { id: shipment.id, bol: 'BOL-9', pro: 'PRO-9' } });
      const at = new Date(world.clock.now()).toISOString();
      await world.shipments.ask(POD, { input: { shipmentId: shipment.id, code: 'D1', at, source: 'carrier' } });
      await world.shipment.settle();
      const lines = [{ service: 'TRANSPORT', charge: 'FREIGHT', per: 'SHIPMENT', rateMinor: 10_000 }];
      const card = { scac: 'RDWY', name: 'Buying', currency: 'USD', validFrom: '2026-01-01', lines };
      expect((await books(world).ask(CARD, { input: card })).addCarrierCard.__typename).toBe('CarrierCard');

      const bill = (number: string, minor: number, scac = 'RDWY') => [
        ...[`B3**${number}*BOL-9*PP**20260303*${minor}****${scac}`, 'N9*CN*PRO-9', 'LX*1', 'L5*1*Lamps'],
        ...[`L1*1***${minor - 400}****400`, 'L1*2***400****405****Fuel', `L3*****${minor}`],
      ];
      const outcome = async (segments: readonly string[]) => {
        const { receiptId } = await world.send('RDWY', file('RDWY', '210', segments), aKey(GLOBEX));
        return (await world.edi.ask(SETS, { id: receiptId })).ediMessage.sets[0];
      };
      expect(await outcome(bill('F-1', 10_400))).toMatchObject({
        outcome: 'DONE',
        note: expect.stringContaining('billed 104.00 USD, expected 100.00 USD: it will be paid.'),
      });
      expect(await outcome(bill('F-1', 10_400))).toMatchObject({ outcome: 'IGNORED' });
      expect(await outcome(bill('F-1', 10_300))).toMatchObject({ outcome: 'REFUSED' });
      expect(await outcome(bill('F-2', 99_900))).toMatchObject({ note: expect.stringContaining('a person') });
      expect(await outcome(bill('F-3', 10_000, 'SAIA'))).toMatchObject({ note: expect.stringContaining('B311') });
      expect(
        await outcome(bill('F-4', 10_000).with(1, 'N9*CN*PRO-8').with(0, 'B3**F-4*X*PP**20260303*10000****RDWY')),
      ).toMatchObject({
        outcome: 'REFUSED',
        note: 'RDWY carries no shipment that is known by PRO-8, X.',
      });
      expect(await world.outFile('RDWY', '824')).toContain('F-4');
      expect((await books(world).ask(COSTS)).carrierInvoices.nodes).toMatchObject([
        { number: 'F-2', state: 'DISPUTED', pay: null },
        {
          number: 'F-1',
          state: 'MATCHED',
          pay: { amountMinor: 10_400 },
          lines: [{ description: '400 Lamps' }, { description: '405 Fuel' }],
        },
      ]);
      for (const viewer of [aShipper(GLOBEX), aShipper(ACME)]) {
        const { nodes } = (await world.ediAs(viewer).ask(MESSAGES)).ediMessages;
        expect(
          nodes.filter((one: { setTypes: string[] }) => one.setTypes.some((type) => ['210', '824'].includes(type))),
        ).toEqual([]);
      }
      const types = async (role: Role) =>
        (await world.ediAs(aStaffMember('/', role)).ask(MESSAGES)).ediMessages.nodes.flatMap(
          (one: { setTypes: string[] }) => one.setTypes,
        );
      expect(await types('OPERATOR')).toEqual(expect.arrayContaining(['940']));
      expect(await types('OPERATOR')).not.toEqual(expect.arrayContaining(['210']));
      expect(await types('OPERATOR')).not.toEqual(expect.arrayContaining(['824']));
      expect(await types('SALES')).toEqual(expect.arrayContaining(['210', '824', '940']));
      const { db } = world.bridge;
      await db.write(async (em) => {
        for (const type of ['940', '210', '824']) {
          const [row] = await readMessages(em, { sql: 't.set_types = :type', parameters: { type: ` ${type} ` } });
          const when = { at: world.clock.now(), correlationId: type };
          if (row) await changeMessage(em, row, { state: 'HELD' }, when);
        }
      });
      const told: { data: string }[] = await db.read((em) => em.query('SELECT data FROM event'));
      const facts = told.map(({ data }) => JSON.parse(data) as EdiMessageFacts).filter(({ state }) => state === 'HELD');
      expect(facts.map(({ direction, ourCost }) => `${direction} ${ourCost}`).sort()).toEqual([
        'IN true',
        'IN undefined',
        'OUT true',
      ]);
    });
  });
});
