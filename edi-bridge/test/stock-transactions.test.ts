import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check/check.ts';
import { businessRejection } from '../src/transactions/business-rejection-824.ts';
import { carrierStatus } from '../src/transactions/carrier-status-214.ts';
import { inboundNotice } from '../src/transactions/inbound-notice-943.ts';
import type { InboundView } from '../src/transactions/inbound-view.ts';
import type { Mapped } from '../src/transactions/mapped.ts';
import { textFor } from '../src/transactions/output.ts';
import { purchaseAnswer } from '../src/transactions/purchase-answer-855.ts';
import { purchaseOrder } from '../src/transactions/purchase-order-850.ts';
import { purchaseOrderChange } from '../src/transactions/purchase-order-change-860.ts';
import type { MapSegment } from '../src/transactions/segments.ts';
import { shipNotice } from '../src/transactions/ship-notice-856.ts';
import { stockAdjustment } from '../src/transactions/stock-adjustment-947.ts';
import { stockInquiry } from '../src/transactions/stock-inquiry-846.ts';
import { stockReceipt } from '../src/transactions/stock-receipt-944.ts';
import { stockReport } from '../src/transactions/stock-report-846.ts';
import { warehouseOrder } from '../src/transactions/warehouse-order-940.ts';
import { type OutgoingSegment, usualDelimiters, writeInterchange } from '../src/x12/write.ts';
import { allErrors, sample, sampleNames } from './fixtures.ts';

const segments = (text: string): MapSegment[] =>
  text
    .trim()
    .split(/[~\n]+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => line.split('*'))
    .map((elements) => ({ tag: elements[0] ?? '', elements }));

type Of<Kind extends Mapped['kind']> = Extract<Mapped, { kind: Kind }>;

describe('a 943', () => {
  const TEXT = `W06*N*SHIP001*20200101*BOL-1**PO-9
    N1*WH*Central*91*WH01
    N3*1 Dock St
    N4*Dallas*TX*75201
    N9*WR*REF1
    G62*17*20260905
    W27*M*SCAC*ROUTE***TRLU*1234
    W04*10*EA*012345678905*VN*ABC
    G69*Widget
    N9*LT*LOT1
    W04*20*CA**SK*DEF
    W03*31`;

  it('announces what was sent, with its carrier and its lots', () => {
    const mapped = inboundNotice(segments(TEXT)) as Of<'notice'>;
    expect(mapped).toMatchObject({
      key: 'SHIP001',
      purpose: 'NEW',
      input: {
        kind: 'STOCK_TRANSFER',
        shipmentReference: 'BOL-1',
        warehouse: 'Central',
        carrierScac: 'SCAC',
        trailer: 'TRLU1234',
        expectedAt: '2026-09-06T04:59:00.000Z',
        references: [
          { kind: 'PO', value: 'PO-9' },
          { value: 'REF1', qualifier: 'WR' },
        ],
        lines: [
          { lineNumber: 1, sku: 'ABC', lot: 'LOT1', unit: 'EA', expectedQuantity: 10, description: 'Widget' },
          { lineNumber: 2, sku: 'DEF', lot: null, unit: 'CA', expectedQuantity: 20 },
        ],
      },
    });
    expect(mapped.warnings).toEqual([expect.stringContaining('W0301 says 31')]);
  });

  it.each([
    ['W06*R*1\nN1*WH*M\nW04*1*EA**VN*A', { kind: 'notice', purpose: 'REPLACE' }],
    ['W06*A*1\nW04*1*EA**VN*A', { kind: 'quarantine' }],
    ['W06*N*\nW04*1*EA**VN*A', { kind: 'refuse', note: expect.stringContaining('W0602') }],
    ['W06*N*1', { kind: 'refuse', note: expect.stringContaining('no lines') }],
    ['W06*N*1\nW04*0*EA**VN*A', { kind: 'refuse', note: expect.stringContaining('W0401') }],
    ['W06*N*1\nW04*1*EA', { kind: 'refuse', note: expect.stringContaining('W0403') }],
  ])('%j gives its own outcome', (text, outcome) => {
    expect(inboundNotice(segments(text))).toMatchObject(outcome);
  });

  it.each([
    ['N1*WH*Quayside Memphis*91*MEM', 'Quayside Memphis'],
    ['N1*WH*Quayside Memphis*91*MEM\nN2*Dock 4', 'Quayside Memphis'],
    ['N1*WH**91*MEM', 'MEM'],
    ['N1*WH*Quayside Memphis', 'Quayside Memphis'],
  ])('%j names the warehouse as people do', (n1, warehouse) => {
    const mapped = inboundNotice(segments(`W06*N*1\n${n1}\nW04*1*EA**VN*A`)) as Of<'notice'>;
    expect(mapped.input.warehouse).toBe(warehouse);
  });

  it('takes a code that was agreed with the partner as a cancellation', () => {
    const rules = { itemIdPriority: [], orderStatus: { A: 'CANCEL' as const } };
    expect(inboundNotice(segments('W06*A*1'), rules)).toMatchObject({ kind: 'notice', purpose: 'CANCEL' });
  });
});

describe('an 850', () => {
  const TEXT = `BEG*00*SA*PO-1**20260301
    CUR*BY*CAD
    REF*DP*42
    DTM*002*20260310
    N1*ST*Store 7*92*0007
    N4*Reno*NV*89502
    PO1*10*5*CA*12.5**VN*A1*UP*012345678905
    PID*F****Blue widget
    PO1**3*EA***BP*B1
    CTT*2`;

  it.each([
    ['JPY', '1250', 1_250],
    ['KWD', '12.5', 12_500],
  ])('reads a price in %s by its minor units', (currency, price, priceMinor) => {
    const mapped = purchaseOrder(segments(TEXT.replace('CUR*BY*CAD', `CUR*BY*${currency}`).replace('12.5', price)));
    expect(mapped).toMatchObject({ input: { lines: [{ priceMinor, currency }, {}] } });
  });

  it('expects what was bought, at its price', () => {
    expect(purchaseOrder(segments(TEXT))).toMatchObject({
      kind: 'notice',
      key: 'PO-1',
      purpose: 'NEW',
      warnings: [],
      input: {
        kind: 'PURCHASE_ORDER',
        warehouse: 'Store 7',
        expectedAt: '2026-03-11T06:59:00.000Z',
        references: [{ value: '42', qualifier: 'DP' }],
        lines: [
          {
            ...{ lineNumber: 10, sku: 'A1', expectedQuantity: 5, unit: 'CA', description: 'Blue widget' },
            ...{ priceMinor: 1250, currency: 'CAD' },
          },
          { lineNumber: 2, sku: 'B1', unit: 'EA', priceMinor: null, currency: null },
        ],
      },
    });
  });

  it.each([
    ['BEG*01*SA*1', { kind: 'notice', purpose: 'CANCEL' }],
    ['BEG*99*SA*1\nPO1*1*1*EA***VN*A', { kind: 'quarantine' }],
    ['BEG*00*SA*\nPO1*1*1*EA***VN*A', { kind: 'refuse', note: expect.stringContaining('BEG03') }],
    ['BEG*00*SA*1', { kind: 'refuse', note: expect.stringContaining('no lines') }],
    ['BEG*00*SA*1\nPO1*1*1*EA***VN*A\nPO1*1*1*EA***VN*B', { kind: 'refuse', note: expect.stringContaining('PO101 1') }],
    ['BEG*00*SA*1\nPO1*1**EA***VN*A', { kind: 'refuse', note: expect.stringContaining('PO102') }],
  ])('%j gives its own outcome', (text, outcome) => {
    expect(purchaseOrder(segments(text))).toMatchObject(outcome);
  });
});

describe('an 860', () => {
  it('adds, drops and changes lines', () => {
    const text = `BCH*04*SA*PO-1***20260302
      DTM*002*20260312
      POC*1*QI*8*3*EA*9.99**VN*A1
      POC*2*DI****
      POC*3*AI*4*4*CA***VN*C1`;
    expect(purchaseOrderChange(segments(text))).toMatchObject({
      kind: 'notice-change',
      key: 'PO-1',
      expectedAt: '2026-03-12T23:59:00.000Z',
      changes: [
        { action: 'CHANGE', line: { lineNumber: 1, expectedQuantity: 8, unit: 'EA', priceMinor: 999 } },
        { action: 'REMOVE', line: { lineNumber: 2 } },
        { action: 'ADD', line: { lineNumber: 3, sku: 'C1', expectedQuantity: 4, unit: 'CA' } },
      ],
    });
  });

  it.each([
    ['BCH*01*SA*1', { kind: 'cancel-notice', key: '1' }],
    ['BCH*04*SA*1', { kind: 'refuse', note: expect.stringContaining('names no line') }],
    ['BCH*04*SA*1\nPOC*1*QI**3*EA***VN*A', { kind: 'refuse', note: expect.stringContaining('POC03') }],
    ['BCH*77*SA*1', { kind: 'quarantine' }],
  ])('%j gives its own outcome', (text, outcome) => {
    expect(purchaseOrderChange(segments(text))).toMatchObject(outcome);
  });
});

describe('other sets that come in', () => {
  it('ask for some items or for all', () => {
    expect(stockInquiry(segments('BIA*13*SI*Q1*20260301\nLIN*1*VN*A\nLIN*2*UP*012345678905\nLIN*3*VN*A'))).toEqual({
      ...{ kind: 'stock-inquiry', key: 'Q1', skus: ['A', '012345678905'] },
    });
    expect(stockInquiry(segments('BIA*13*SI*Q2*20260301'))).toMatchObject({ skus: [] });
    expect(stockInquiry(segments('BIA*13*SI'))).toMatchObject({ kind: 'refuse' });
  });

  it('tell facts of a carrier at the place where they happened', () => {
    const text = `B10*PRO1*LOAD1*SCAC
      N1*ST*Shop
      N4*Reno*NV*89502
      LX*1
      AT7*X1*NS***20260301*0905*LT
      MS1*Joliet*IL
      AT7*D1*NS***20260302*1405*UT
      M7*SEAL1*SEAL2
      L11*SEAL3*SN
      L11*SEAL1*SN
      L11*X*BM
      AT7***AB*NA*20260303*0800
      MS1****0880454*0413130*W*N`;
    expect(carrierStatus(segments(text))).toMatchObject({
      kind: 'status',
      key: 'PRO1',
      load: 'LOAD1',
      facts: [
        { code: 'X1', at: '2026-03-01T15:05:00.000Z', place: 'Joliet, IL', timeZone: 'America/Chicago' },
        { code: 'D1', at: '2026-03-02T14:05:00.000Z', place: null, sealNumbers: ['SEAL1', 'SEAL2', 'SEAL3'] },
        {
          code: 'AB',
          reasonCode: 'NA',
          at: '2026-03-03T16:00:00.000Z',
          latitude: 41.525,
          longitude: -88.08166666666666,
        },
      ],
    });
    expect(carrierStatus(segments('B10*P*L*SCAC\nLX*1\nAT7*X1*NS'))).toMatchObject({ kind: 'refuse' });
    expect(carrierStatus(segments('B10***SCAC\nAT7*X1*NS***20260301'))).toMatchObject({ kind: 'refuse' });
  });

  it('replace an order by a 940 with W0501 R', () => {
    expect(warehouseOrder(segments('W05*R*1\nW01*4*CS**SK*A'))).toMatchObject({ kind: 'order-change', key: '1' });
    const rules = { itemIdPriority: ['UP', 'SK'], orderStatus: { C: 'CANCEL' as const } };
    expect(warehouseOrder(segments('W05*C*1'), rules)).toMatchObject({ kind: 'cancel', key: '1' });
    const mapped = warehouseOrder(segments('W05*N*1\nW01*4*CS**SK*A*UP*012345678905'), rules) as Of<'order'>;
    expect(mapped.input.lines[0]?.sku).toBe('012345678905');
  });
});

describe.runIf(sampleNames().length > 0)('files of others', () => {
  const MAPS = { '943': inboundNotice, '850': purchaseOrder, '846': stockInquiry, '214': carrierStatus } as const;
  const names = sampleNames().filter((name) => Object.keys(MAPS).some((type) => name.startsWith(`${type}/`)));

  it.each(names)('%s is read, or refused with a reason', (name) => {
    const type = name.slice(0, 3) as keyof typeof MAPS;
    const text = sample(name).toString('latin1');
    const sets = text.split(/(?=ST\W\d{3}\W)/).filter((part) => part.startsWith('ST'));
    for (const set of sets) {
      const separator = set.charAt(2);
      const mapped = MAPS[type](segments(set.replaceAll(separator, '*')));
      if ('note' in mapped) expect(mapped.note.length).toBeGreaterThan(10);
      else if (mapped.kind === 'notice') expect(mapped.input.lines.every(({ sku }) => sku !== '')).toBe(true);
      else if (mapped.kind === 'status') expect(mapped.facts.every(({ at }) => Date.parse(at) > 0)).toBe(true);
      else expect(mapped.key).not.toBe('');
    }
  });
});

const text = textFor(usualDelimiters);
const address = { lines: ['1 Dock St'], city: 'Dallas', region: 'TX', postalCode: '75201', country: 'US' };
const party = (role: string, name: string) => ({ role, name, code: 'W1', codeQualifier: '91', address });
const notice: InboundView = {
  ...{ id: 'N', number: 'QI-000007', kind: 'PURCHASE_ORDER', orderNumber: 'PO-1', shipmentReference: 'BOL-9' },
  ...{ warehouse: 'MEM', carrierScac: 'FXFE', trailer: 'T*55', seal: 'S1', shippedAt: null },
  ...{ createdAt: '2026-03-01T12:00:00Z', handlingUnits: [], state: 'RECEIVED' },
  confirmation: { reason: 'No room before ~ May' },
  references: [{ kind: 'BOL', value: 'BOL-9', qualifier: 'BM' }],
  parties: [party('SHIP_FROM', 'Mill'), party('SHIP_TO', 'Quayside Memphis')],
  lines: [
    {
      ...{ lineNumber: 1, sku: 'A', description: 'Tent', lot: 'L1', unit: 'CA', expectedQuantity: 10 },
      ...{ confirmedQuantity: 8, shortQuantity: 1, overQuantity: 0, priceMinor: 1250, currency: 'USD' },
      productIds: [
        { qualifier: 'SK', value: 'A' },
        { qualifier: 'UA', value: '012345678905' },
        { qualifier: 'UP', value: '998877665544' },
      ],
    },
    {
      ...{ lineNumber: 2, sku: 'B', description: null, lot: null, unit: 'EA', expectedQuantity: 5 },
      ...{ confirmedQuantity: null, shortQuantity: 0, overQuantity: 1, priceMinor: null, currency: null },
      productIds: [],
    },
  ],
  receipts: [
    {
      ...{ id: 'R', number: 'QR-000001', receivedAt: '2026-03-02T12:00:00Z' },
      lines: [
        { lineNumber: 1, lot: 'L1', quantity: 9, damaged: 2 },
        { lineNumber: 2, lot: null, quantity: 6, damaged: 0 },
      ],
    },
  ],
};
const receipt = notice.receipts[0] as InboundView['receipts'][number];

describe.each(['004010', '005010'])('what we send in %s', (version) => {
  /** Written, and found without a fault by our own check, down to the last element. */
  async function sent(type: string, functionalId: string, body: readonly OutgoingSegment[]) {
    const written = writeInterchange({
      ...{ sender: 'ZZ:QUAYSIDE', receiver: 'ZZ:ACME', control: 7, version, usage: 'P' },
      ...{ date: '20260302', time: '0705' },
      groups: [{ functionalId, control: 7, sets: [{ type, segments: body }] }],
    });
    if (!written.ok) throw new Error(written.refusal.message);
    expect(allErrors(await checkFile(Buffer.from(written.value)))).toEqual([]);
    return segments(written.value);
  }
  const of = (found: readonly MapSegment[], tag: string) =>
    found.filter((one) => one.tag === tag).map(({ elements }) => elements.slice(1).join('*'));

  it('counts a receipt with what was damaged, short and over', async () => {
    const grouped = version.startsWith('005');
    const found = await sent(
      '944',
      'RE',
      stockReceipt(notice, receipt, { receivedOn: '2026-03-02T06:00', grouped }, text),
    );
    expect(of(found, 'W17')).toEqual(['F*20260302*QR-000001*PO-1*BOL-9']);
    expect(of(found, 'W07')).toEqual(['9*CA*012345678905*SK*A*UP*998877665544*L1', '6*EA**VN*B']);
    expect(of(found, 'W13')).toEqual(['2*CA*01*L1', '1*CA*02*L1', '1*EA*03']);
    expect(of(found, 'W14')).toEqual(['15*15*2*0']);
  });

  it('answers a purchase order line by line', async () => {
    const facts = { answeredOn: '2026-03-02T06:00', orderedOn: '2026-03-01T06:00' };
    const yes = await sent('855', 'PR', purchaseAnswer(notice, { ...facts, confirmed: true }, text));
    expect(of(yes, 'BAK')[0]).toMatch(/^00\*AC\*PO-1\*20260301/);
    expect(of(yes, 'ACK')).toEqual(['IQ*8*CA', 'IA*5*EA']);
    const no = await sent('855', 'PR', purchaseAnswer(notice, { ...facts, confirmed: false }, text));
    expect(of(no, 'BAK')[0]).toMatch(/^00\*RD/);
    expect(of(no, 'ACK')).toEqual(['IR*0*CA', 'IR*0*EA']);
    expect(of(no, 'N9')).toEqual(['ZZ*REASON*No room before May']);
  });

  it('builds the levels of a ship notice', async () => {
    const goods = {
      ...{ number: 'QS-000001', purchaseOrder: 'PO-1', carrierScac: 'FXFE', bol: 'B1', pro: 'P1', trailer: 'T1' },
      ...{ weightGrams: 50_000, shipFrom: party('SHIP_FROM', 'Memphis'), shipTo: party('SHIP_TO', 'Shop') },
      packs: [
        { sscc: '003456789012345678', contents: [] },
        { sscc: '003456789012345685', contents: [{ lineNumber: 3, quantity: 1 }] },
      ],
      items: [
        { ...item, lineNumber: 1, sku: 'A', shipped: 9 },
        { ...item, lineNumber: 2, sku: 'B', shipped: 0 },
        { ...item, lineNumber: 3, sku: 'C', shipped: 4, lot: 'L7' },
      ],
    };
    const found = await sent('856', 'SH', shipNotice(goods, { shippedOn: '2026-03-02T06:00' }, text));
    expect(of(found, 'HL')).toEqual(['1**S*1', '2*1*O*1', '3*2*P*1', '4*3*I*0', '5*3*I*0', '6*2*P*1', '7*6*I*0']);
    expect(of(found, 'MAN')).toEqual(['GM*003456789012345678', 'GM*003456789012345685']);
    expect(of(found, 'LIN')).toEqual(['1*VN*A', '3*VN*C*LT*L7', '3*VN*C*LT*L7']);
    expect(of(found, 'SN1').map((sn1) => sn1.split('*')[1])).toEqual(['9', '3', '1']);
    expect(of(found, 'CTT')).toEqual(['7']);
  });

  it('reports stock by item and lot', async () => {
    const row = { warehouse: 'MEM', sku: 'A', description: 'Tent', lot: 'L1', unit: 'EA', onHand: 10, available: 7 };
    const productIds = [{ qualifier: 'UP', value: '012345678905' }];
    const rows = [
      { ...row, productIds, status: 'AVAILABLE' as const },
      { ...row, productIds, status: 'HOLD' as const, onHand: 3, available: 0 },
      { ...row, productIds, status: 'DAMAGED' as const, onHand: 1, available: 0 },
      { ...row, productIds: [], lot: null, sku: 'B', status: 'AVAILABLE' as const, onHand: 2, available: 2 },
    ];
    const found = await sent('846', 'IB', stockReport(rows, { reference: 'Q1', at: '2026-03-02T06:00' }, text));
    expect(of(found, 'LIN')).toEqual(['1*VN*A*UP*012345678905*LT*L1', '2*VN*B']);
    expect(of(found, 'QTY')).toEqual(['33*7*EA', '17*14*EA', 'QH*3*EA', '20*1*EA', '33*2*EA', '17*2*EA']);
  });

  it('tells of an adjustment with its reason', async () => {
    const lines = [{ sku: 'A', lot: 'L1', unit: 'EA', status: 'AVAILABLE' as const, quantity: -3, productIds: [] }];
    const facts = {
      id: 'X',
      number: 'QA-000001',
      warehouse: 'MEM',
      reason: 'DAMAGED_HERE',
      note: 'Fork *lift*',
      at: '',
    };
    const found = await sent(
      '947',
      'AW',
      stockAdjustment({ ...facts, lines }, { adjustedOn: '2026-03-02T06:00' }, text),
    );
    expect(of(found, 'W19')).toEqual(['AU*-3*EA**VN*A***L1']);
    expect(of(found, 'NTE')).toEqual(['WHI*Fork lift']);
  });

  it('refuses a set in words that fit', async () => {
    const refused = {
      ...{ type: '940', control: '0001', groupControl: '12', businessKey: 'SO-1' },
      reason: 'SO-1 exists already as QS-000130; nothing was changed. To change it, send W0501 R.',
    };
    const found = await sent(
      '824',
      'AG',
      businessRejection(refused, { reference: 'R1', at: '2026-03-02T06:00' }, text),
    );
    expect(of(found, 'OTI')).toEqual(['TR*TN*SO-1*****12*0001*940']);
    expect(of(found, 'TED')).toHaveLength(2);
  });
});

const item = {
  ...{ lineNumber: 0, sku: '', description: null, lot: null, unit: 'EA', ordered: 10, shipped: 0, productIds: [] },
};
