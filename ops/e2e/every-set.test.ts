import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../story/client.ts';
import { Stage } from '../story/stage.ts';
import { until } from '../story/steps.ts';
import { Books } from './sets/books.ts';
import { announced, billed, bought, changed, inquiry, ordered, paid, reported, tendered } from './sets/files.ts';
import { PartnerSystem, type Received } from './sets/partner.ts';
import type { ReadSet } from './sets/read-twice.ts';

const OUT = ['997', '999', '945', '944', '855', '856', '846', '947', '990', '214', '824', '210', '810'];
const REFUSED = '__typename ... on Refusal { message }';
const NOTICE = `query($number: String!) { inboundNotices(filter: { orderNumber: $number }) {
  nodes { id number state confirmation { state } lines { lineNumber sku expectedQuantity } } } }`;
const SHIPMENT = `query($reference: String!) { shipments(filter: { reference: $reference }) {
  nodes { id number state milestones { code } lines { sku orderedQuantity reservedQuantity } } } }`;
const STOCK = `query($sku: String!) { stock(filter: { skus: [$sku] }) { nodes { id sku lot status unit onHand } } }`;
const RECEIVE = `mutation($input: ReceiveInboundInput!) { receiveInbound(input: $input) { ${REFUSED} } }`;
const CONFIRM = `mutation($id: ID!, $lines: [ConfirmedLineInput!]) { confirmInbound(id: $id, lines: $lines) { ${REFUSED} } }`;
const SHIP_INBOUND = `mutation($id: ID!, $units: [InboundUnitInput!]) {
  shipInbound(id: $id, carrierScac: "RDWY", bol: "BOL-77", handlingUnits: $units) { ${REFUSED} } }`;
const SHIP = `mutation($input: ShipShipmentInput!) { shipShipment(input: $input) { ${REFUSED} } }`;
const ACCEPT = `mutation($id: ID!) { acceptTender(id: $id, pro: "PRO-204") { ${REFUSED} } }`;
const DECLINE = `mutation($id: ID!) { declineTender(id: $id, reason: "No driver on that day") { ${REFUSED} } }`;
const MILESTONE = `mutation($input: RecordMilestoneInput!) { recordMilestone(input: $input) { ${REFUSED} } }`;
const ADJUST = `mutation($input: AdjustStockInput!) { adjustStock(input: $input) { ${REFUSED} } }`;
const MESSAGES = `query($control: String!, $direction: EdiDirection!) {
  ediMessages(filter: { control: $control, direction: $direction }) {
    nodes { state acknowledgement { state } } } }`;

const THREAD = `query($reference: String!) { ediMessages(filter: { reference: $reference }) {
  nodes { thread { direction setTypes } } } }`;

interface Notice {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly confirmation: { state: string } | null;
  readonly lines: readonly { lineNumber: number; sku: string; expectedQuantity: number }[];
}
interface Shipment {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly milestones: readonly { code: string }[];
  readonly lines: readonly { sku: string; orderedQuantity: number; reservedQuantity: number | null }[];
}
interface Message {
  readonly state: string;
  readonly acknowledgement: { state: string } | null;
}

let stage: Stage;
let staff: ApiClient;
let books: Books;
beforeAll(async () => {
  stage = await Stage.open();
  books = new Books(stage.quayside);
  staff = await stage.signInOperator();
});
afterAll(() => stage.close());

const notice = async (number: string, fits: (one: Notice) => boolean = () => true): Promise<Notice> =>
  until(`the notice ${number}`, async () =>
    (await staff.ask<{ inboundNotices: { nodes: Notice[] } }>(NOTICE, { number })).inboundNotices.nodes.find(fits),
  );
const shipment = async (reference: string, fits: (one: Shipment) => boolean = () => true): Promise<Shipment> =>
  until(`the shipment ${reference}`, async () =>
    (await staff.ask<{ shipments: { nodes: Shipment[] } }>(SHIPMENT, { reference })).shipments.nodes.find(fits),
  );
const message = async (direction: 'IN' | 'OUT', control: string, fits: (one: Message) => boolean): Promise<Message> =>
  until(`the message ${control}`, async () =>
    (await staff.ask<{ ediMessages: { nodes: Message[] } }>(MESSAGES, { direction, control })).ediMessages.nodes.find(
      fits,
    ),
  );

/** The story of one order as the newest of its messages tells it. */
async function threadOf(reference: string, wanted: readonly string[]): Promise<void> {
  const messages = async () =>
    (
      await staff.ask<{
        ediMessages: { nodes: { thread: { direction: string; setTypes: string[] }[] }[] };
      }>(THREAD, { reference })
    ).ediMessages.nodes
      .slice(0, 1)
      .map(({ thread }) =>
        thread
          .map(({ direction, setTypes }) => `${direction} ${setTypes.join(' ')}`)
          // Every file asks for a TA1.
          .filter((one) => one !== 'OUT TA1')
          .sort(),
      );
  const whole = [...wanted].sort();
  await expect.poll(messages, { timeout: 10_000 }).toEqual([whole]);
}

describe.each([
  { version: '004010', acknowledgement: '997', partner: 'FORTY' },
  { version: '005010', acknowledgement: '999', partner: 'FIFTY' },
])('every set in $version', ({ version, acknowledgement, partner }) => {
  let them: PartnerSystem;
  let accountId: string;
  const carrierScac = version === '004010' ? 'RDWY' : 'SAIA';
  beforeAll(async () => {
    const ids = { sender: `ZZ:${partner}`, receiver: 'ZZ:QUAYSIDE', version };
    const actor = await stage.addActor(partner, ids, {
      outSets: OUT,
      acknowledgement,
      profile: { carrierScac, billingScac: 'QSID' },
    });
    accountId = actor.accountId;
    them = new PartnerSystem(actor, version, 7000);
  });

  /** Our answer to the syntax of a group. */
  const accepted = async (control: number, verdict = 'A'): Promise<Received> => {
    const answer = await them.next(acknowledgement, (set) => set.elements('AK1', 2)[0] === String(control));
    expect(answer.elements('AK9', 1)).toEqual([verdict]);
    return answer;
  };

  it('announces goods by 943, and tells by 944 what was counted', { timeout: 60_000 }, async () => {
    const control = await them.send('AR', '943', [announced(partner, 'T1', 'KETTLE')]);
    await accepted(control);
    const { id } = await notice(`${partner}-T1`);
    await staff.ask(RECEIVE, {
      input: {
        id,
        lines: [
          { lineNumber: 1, quantity: 98, damaged: 4, lot: 'LOT-9' },
          { lineNumber: 2, quantity: 50 },
        ],
      },
    });
    const receipt = await them.next('944');
    expect(receipt.elements('W17', 4)).toEqual([`${partner}-T1`]);
    expect(receipt.elements('W17', 5)).toEqual([`${partner}-T1-S`]);
    expect(receipt.elements('W07', 1).map(Number)).toEqual([98, 50]);
    expect(receipt.elements('W07', 5)).toEqual([`${partner}-KETTLE`, `${partner}-KETTLE-LID`]);
    expect(receipt.elements('W13', 1).map(Number)).toEqual([4, 2, 2]);
    expect(receipt.elements('W13', 3)).toEqual(['01', '02', '03']);
    expect(receipt.elements('W14', 1)).toEqual(['148']);
  });

  it('orders by 940, and hears by 945 and 856 what left', { timeout: 60_000 }, async () => {
    const control = await them.send('OW', '940', [ordered(partner, 'SO1')]);
    await accepted(control);
    const { id, number } = await shipment(`${partner}-SO1`);
    await staff.ask(SHIP, {
      input: {
        id,
        carrierScac: 'RDWY',
        bol: 'BOL-5501',
        pro: 'PRO-1042',
        trailer: 'RDWY 4711',
        handlingUnits: [{ kind: 'PALLET', sscc: '008100123400000017' }],
        lines: [{ lineNumber: 1, shippedQuantity: 20 }],
      },
    });
    const advice = await them.next('945');
    expect(advice.elements('W06', 2)).toEqual([`${partner}-SO1`]);
    expect(advice.elements('W06', 6)).toEqual([`${partner}-PO1`]);
    expect(advice.elements('W12', 2).map(Number)).toEqual([24, 6]);
    expect(advice.elements('W12', 3).map(Number)).toEqual([20, 0]);
    expect(advice.elements('W03', 1)).toEqual(['20']);
    expect(advice.elements('MAN', 2)).toEqual(['008100123400000017']);
    const asn = await them.next('856');
    expect(asn.elements('BSN', 2)).toEqual([number]);
    expect(asn.elements('PRF', 1)).toEqual([`${partner}-PO1`]);
    expect(asn.elements('SN1', 2).map(Number)).toEqual([20]);
    expect(asn.elements('HL', 3)).toEqual(['S', 'O', 'P', 'I']);
    expect(asn.elements('CTT', 1)).toEqual(['4']);
  });

  it('buys by 850, changes by 860, and hears 855 twice and 856', { timeout: 60_000 }, async () => {
    await accepted(await them.send('PO', '850', [bought(partner, 'B1')]));
    const { id } = await notice(`${partner}-B1`);
    await staff.ask(CONFIRM, { id, lines: [{ lineNumber: 1, quantity: 8 }] });
    const first = await them.next('855');
    expect(first.elements('BAK', 3)).toEqual([`${partner}-B1`]);
    expect(first.elements('BAK', 2)).toEqual(['AC']);
    expect(first.elements('ACK', 2).map(Number)).toEqual([8, 5]);
    expect(first.elements('PO1', 7)).toEqual([`${partner}-PAN`, `${partner}-LID`]);

    await accepted(await them.send('PC', '860', [changed(partner, 'B1')]));
    await notice(`${partner}-B1`, (one) => one.lines[0]?.expectedQuantity === 8);
    await staff.ask(CONFIRM, { id });
    const second = await them.next('855');
    expect(second.elements('BAK', 2)).toEqual(['AD']);
    expect(second.elements('ACK', 2).map(Number)).toEqual([8, 5]);

    const units = [{ kind: 'PALLET', sscc: '008100123400000024', contents: [{ lineNumber: 1, quantity: 8 }] }];
    await staff.ask(SHIP_INBOUND, { id, units });
    const asn = await them.next('856', (set) => set.elements('PRF', 1)[0] === `${partner}-B1`);
    expect(asn.elements('SN1', 2).map(Number)).toEqual([8, 5]);
    expect(asn.elements('MAN', 2)).toEqual(['008100123400000024']);
    await threadOf(`${partner}-B1`, [
      ...['IN 850', 'IN 860', `OUT ${acknowledgement}`, `OUT ${acknowledgement}`],
      ...['OUT 855', 'OUT 855', 'OUT 856'],
    ]);
  });

  it('asks by 846 for the stock, and is told of a correction by 947', { timeout: 60_000 }, async () => {
    await accepted(await them.send('AR', '943', [announced(partner, 'T2', 'MUG')]));
    await staff.ask(RECEIVE, { input: { id: (await notice(`${partner}-T2`)).id } });
    await accepted(await them.send('IB', '846', [inquiry(partner)]));
    const report = await them.next('846');
    expect(report.elements('BIA', 3)).toEqual([`${partner}-ASK`]);
    expect(report.elements('LIN', 3)).toEqual([`${partner}-MUG`]);
    expect(report.elements('QTY', 1)).toEqual(['33', '17']);
    expect(report.elements('QTY', 2).map(Number)).toEqual([100, 100]);

    const { stock } = await staff.ask<{ stock: { nodes: { id: string }[] } }>(STOCK, { sku: `${partner}-MUG` });
    await staff.ask(ADJUST, {
      input: { stockId: stock.nodes[0]?.id, quantity: -3, reason: 'PHYSICAL_COUNT', note: 'Recount' },
    });
    const adjustment = await them.next('947');
    expect(adjustment.elements('W19', 1)).toEqual(['AA']);
    expect(adjustment.elements('W19', 2)).toEqual(['-3']);
    expect(adjustment.elements('W19', 6)).toEqual([`${partner}-MUG`]);
  });

  it('tenders by 204, and hears by 990 and 214', { timeout: 60_000 }, async () => {
    await accepted(await them.send('SM', '204', [tendered(partner, 'LD1')]));
    await accepted(await them.send('SM', '204', [tendered(partner, 'LD2')]));
    const { id } = await shipment(`${partner}-LD1`);
    await staff.ask(ACCEPT, { id });
    const yes = await them.next('990');
    expect([yes.elements('B1', 1), yes.elements('B1', 2), yes.elements('B1', 4)]).toEqual([
      ['RDWY'],
      [`${partner}-LD1`],
      ['A'],
    ]);
    await staff.ask(DECLINE, { id: (await shipment(`${partner}-LD2`)).id });
    const no = await them.next('990');
    expect([no.elements('B1', 2), no.elements('B1', 4)]).toEqual([[`${partner}-LD2`], ['D']]);

    const at = '2026-03-04T14:05:00Z';
    await staff.ask(MILESTONE, { input: { shipmentId: id, code: 'AF', at, stop: 1, source: 'carrier' } });
    const status = await them.next('214', (set) => set.elements('B10', 2)[0] === `${partner}-LD1`);
    expect(status.elements('B10', 2)).toEqual([`${partner}-LD1`]);
    expect([status.elements('AT7', 5), status.elements('AT7', 6)]).toEqual([['20260304'], ['0805']]);
    expect(status.elements('MS1', 1)).toEqual(['Memphis']);
    await threadOf(`${partner}-LD1`, [...['IN 204', `OUT ${acknowledgement}`, 'OUT 990', 'OUT 214']]);
  });

  it('reports by 214 as a carrier, and the owner hears it', { timeout: 60_000 }, async () => {
    await accepted(await them.send('OW', '940', [ordered(partner, 'SO2')]));
    const { id } = await shipment(`${partner}-SO2`);
    await staff.ask(SHIP, { input: { id, carrierScac, pro: `${partner}9911` } });
    await accepted(await them.send('QM', '214', [reported(partner, carrierScac)]));
    await shipment(`${partner}-SO2`, ({ milestones }) => milestones.some(({ code }) => code === 'X6'));
    const told = await them.next('214', (set) => set.elements('AT7', 1)[0] === 'X6');
    expect(told.elements('B10', 1)).toEqual([`${partner}9911`]);
    expect(told.elements('MS1', 1)).toEqual(['Jackson']);
  });

  it('bills by 210 as a carrier, and is held against its prices', { timeout: 60_000 }, async () => {
    await accepted(await them.send('IM', '210', [billed(partner, carrierScac, version === '005010')]));
    const taken = await until('the invoice of the carrier', () => books.billedBy(carrierScac));
    // Nobody has told us its prices.
    expect(taken).toMatchObject({
      ...{ number: `${partner}-F1`, state: 'UNEXPECTED', billed: { amountMinor: 21_450 } },
      lines: [{ description: '400 Carriage' }, { description: '405 Fuel' }],
    });
  });

  it('is billed by 210, credited by 810, and pays by 820', { timeout: 60_000 }, async () => {
    await books.bill(accountId, 10_050);
    const invoice = await them.next('210');
    const [number = ''] = invoice.elements('B3', 2);
    expect(number).toMatch(/^INV-/);
    expect([invoice.elements('B3', 7), invoice.elements('L3', 5), invoice.elements('L1', 4)]).toEqual([
      ['10050'],
      ['10050'],
      ['10050'],
    ]);
    expect(invoice.elements('B3', 11)).toEqual(['QSID']);
    await books.bill(accountId, -450);
    const credit = await them.next('810');
    expect([credit.elements('BIG', 7), credit.elements('TDS', 1)]).toEqual([['CR'], ['-450']]);
    const [note = ''] = credit.elements('BIG', 2);

    const advice = [...paid(partner, number, '100.5'), `RMR*CM*${note}**-4.5`];
    await accepted(await them.send('RA', '820', [advice.with(0, 'BPR*I*96*C*ACH************20260310')]));
    const booked = await until('the payment', () => books.paymentOf(accountId));
    expect(booked).toEqual({
      ...{ reference: `${partner}-TRN1`, unapplied: { amountMinor: 0 } },
      items: [{ applied: { amountMinor: 10_050 } }, { applied: { amountMinor: -450 } }],
    });
  });

  it('hears by 824 what a rule of the business refuses', { timeout: 60_000 }, async () => {
    const control = await them.send('OW', '940', [['W05*F*NOBODY-KNOWS', ...ordered(partner, 'X').slice(1)]]);
    await accepted(control);
    const refusal = await them.next('824');
    expect(refusal.elements('OTI', 3)).toEqual(['NOBODY-KNOWS']);
    expect(refusal.elements('OTI', 8)).toEqual([String(control)]);
    expect(refusal.elements('OTI', 10)).toEqual(['940']);
    expect(refusal.elements('TED', 2).join(' ')).toContain('NOBODY-KNOWS');
  });

  it('hears of broken sets and envelopes what is wrong', { timeout: 60_000 }, async () => {
    const good = ordered(partner, 'SO3');
    const control = await them.send('OW', '940', [good, good.filter((segment) => !segment.startsWith('W05'))]);
    const answer = await accepted(control, 'P');
    const [segment, verdict] = acknowledgement === '999' ? ['IK3', 'IK5'] : ['AK3', 'AK5'];
    expect(answer.elements(verdict as string, 1)).toEqual(['A', 'R']);
    expect(answer.elements(segment as string, 1)).toContain('W05');
    expect(answer.elements('AK9', 4)).toEqual(['1']);
    await shipment(`${partner}-SO3`);

    const torn = await them.send('OW', '940', [ordered(partner, 'SO4')], { interchangeTrailer: 1 });
    const ta1 = await until('the TA1', async () => {
      const elements = await them.nextTa1();
      return elements[0] === String(torn).padStart(9, '0') ? elements : null;
    });
    expect(ta1.slice(3)).toEqual(['R', '001']);
  });

  it('answers ours by 997, 999 and TA1, and each is counted', { timeout: 60_000 }, async () => {
    await accepted(await them.send('OW', '940', [ordered(partner, 'SO5')]));
    const { id, number } = await shipment(`${partner}-SO5`);
    await staff.ask(SHIP, { input: { id, carrierScac: 'RDWY' } });
    const about = (set: ReadSet) => set.elements('W06', 2)[0] === `${partner}-SO5`;
    const ours = [await them.next('945', about), await them.next('856', (set) => set.elements('BSN', 2)[0] === number)];
    const [first, second] = ours.map(({ file }) => file.groups[0]?.elements ?? []);
    const answer = (gs: readonly string[]): string[] => [
      `AK1*${gs[0]}*${gs[5]}${version === '005010' ? `*${version}` : ''}`,
      'AK9*A*1*1*1',
    ];
    await them.send('FA', '997', [answer(first ?? [])]);
    await message('OUT', first?.[5] ?? '', (one) => one.acknowledgement?.state === 'ACCEPTED');
    if (version === '005010') {
      await them.send('FA', '999', [answer(second ?? [])]);
      await message('OUT', second?.[5] ?? '', (one) => one.acknowledgement?.state === 'ACCEPTED');
    }
    const status = await them.next('214', (set) => set.elements('B10', 2)[0] === `${partner}-SO5`);
    await threadOf(`${partner}-SO5`, [
      ...['IN 940', `OUT ${acknowledgement}`, 'OUT 945', 'OUT 856', 'OUT 214', 'IN 997'],
      ...(version === '005010' ? ['IN 999'] : []),
    ]);
    const isa = status.file.isa.elements;
    await them.sendTa1([isa[12] ?? '', isa[8] ?? '', isa[9] ?? '', 'R', '021']);
    await message('OUT', isa[12] ?? '', (one) => one.state === 'REJECTED');
  });
});

it('acknowledges 005010 by 997 where that was agreed', { timeout: 60_000 }, async () => {
  const ids = { sender: 'ZZ:OLDWAY', receiver: 'ZZ:QUAYSIDE', version: '005010' };
  const them = new PartnerSystem(await stage.addActor('OLDWAY', ids, { outSets: ['997'] }), '005010', 100);
  const good = ordered('OLDWAY', 'SO1');
  const control = await them.send('OW', '940', [good, good.filter((segment) => !segment.startsWith('W05'))]);
  const answer = await them.next('997');
  expect(answer.elements('AK1', 2)).toEqual([String(control)]);
  expect(answer.elements('AK5', 1)).toEqual(['A', 'R']);
  expect(answer.elements('AK9', 1)).toEqual(['P']);
});
