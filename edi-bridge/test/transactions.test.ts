import { describe, expect, it } from 'vitest';
import { isoDate, isoTime, spanOf } from '../src/transactions/dates.ts';
import { loadTender } from '../src/transactions/load-tender-204.ts';
import type { Mapped } from '../src/transactions/mapped.ts';
import { textFor } from '../src/transactions/output.ts';
import type { MapSegment } from '../src/transactions/segments.ts';
import { shipmentStatus } from '../src/transactions/shipment-status-214.ts';
import type { MilestoneView, ShipmentView } from '../src/transactions/shipment-view.ts';
import { warehouseAdvice } from '../src/transactions/warehouse-advice-945.ts';
import { warehouseOrder } from '../src/transactions/warehouse-order-940.ts';
import { usualDelimiters } from '../src/x12/write.ts';

const segments = (text: string): MapSegment[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split('*'))
    .map((elements) => ({ tag: elements[0] ?? '', elements }));

type Of<Kind extends Mapped['kind']> = Extract<Mapped, { kind: Kind }>;
const order = (text: string) => warehouseOrder(segments(text)) as Of<'order'>;
const tender = (text: string) => loadTender(segments(text)) as Of<'tender'>;
const iso = (text: string): number => Date.parse(text);

describe('a 940', () => {
  it.each([
    ['a line without LX', 'W05*N*1\nW01*4*CS**SK*A', ['A']],
    ['the depositor’s own number first', 'W05*N*1\nLX*1\nW01*1*EA**UP*400732310031**********VN*73231003', ['73231003']],
    ['a UPC case code alone', 'W05*N*1\nLX*1\nW01*2*CA*000619002280', ['000619002280']],
    ['several lines under one LX', 'W05*N*1\nLX*1\nW01*1*EA**VN*A\nW01*2*EA**VN*B\nW76*3', ['A', 'B']],
  ])('reads %s', (_, text, skus) => {
    expect(order(text).input.lines.map(({ sku }) => sku)).toEqual(skus);
  });

  it.each([
    ['N1*CN*Depot*91*77', 'Depot', '77'],
    ['N1*ST*Shop*92*1\nN1*CN*Depot*91*77', 'Shop', '1'],
    ['N1*ST**92*44', '44', '44'],
    ['N1*ST*Atlanta\nN2*Co Ltd*B2', 'Atlanta Co Ltd B2', null],
  ])('takes the consignee from %s', (parties, name, code) => {
    expect(order(`W05*N*1\n${parties}\nW01*1*EA**VN*A`).consignee).toMatchObject({ name, code });
  });

  it('reads the parties after the dates as well', () => {
    const mapped = order(
      'W05*N*1\nG62*02*20260813\nN1*ST*Team\nN3*125 Lane*Dock 4\nN4*Reno*NV*89502*US\nPER*CN*Team*TE*7755550100*EM*a@b.example\nW01*4*CS**SK*A',
    );
    expect(mapped.consignee).toMatchObject({
      phone: '7755550100',
      email: 'a@b.example',
      timeZone: 'America/Los_Angeles',
    });
    expect(mapped.input.stops).toMatchObject([
      { kind: 'DELIVERY', windowFrom: '2026-08-13T07:00:00.000Z', windowTo: '2026-08-14T06:59:00.000Z' },
    ]);
    expect(mapped.input.promisedAt).toBe('2026-08-14T06:59:00.000Z');
  });

  it('accepts a wrong total with a warning', () => {
    expect(order('W05*N*1\nW01*4*CS**SK*A\nW76*5').warnings).toEqual([expect.stringContaining('W7601 says 5')]);
    expect(order('W05*N*1\nW01*.1*CS**SK*A\nW01*.2*CS**SK*B\nW76*.3').warnings).toEqual([]);
  });

  it.each([
    ['W05*F*1', 'cancel', '1'],
    ['W05*R*1\nW01*1*EA**VN*A', 'order-change', '1'],
    ['W05*Q*1\nW01*1*EA**VN*A', 'quarantine', '1'],
    ['W05*N*1', 'refuse', '1'],
    ['W05*N*\nW01*1*EA**VN*A', 'refuse', ''],
    [`W05*N*${'9'.repeat(23)}\nW01*1*EA**VN*A`, 'refuse', '9'.repeat(23)],
    ['W05*N*1\nW01**EA**VN*A', 'refuse', '1'],
    ['W05*N*1\nW01*1*EA', 'refuse', '1'],
    ['W05*N*1\nW01*1**' + '*VN*A', 'refuse', '1'],
  ])('%s ends as %s', (text, kind, key) => {
    expect(warehouseOrder(segments(text))).toMatchObject({ kind, key });
  });

  it('keeps the routing for its advice', () => {
    const { references } = order('W05*N*1\nW66*PP*M***VIA HUB 7\nW01*1*CA**VN*A').input;
    expect(references).toEqual([{ kind: 'OTHER', value: 'VIA HUB 7', qualifier: 'ROUTING' }]);
  });

  it('weighs pounds and kilograms alike', () => {
    expect(order('W05*N*1\nW01*1*CA**VN*A\nW20****10*G*L\nW01*1*CA**VN*B\nW20****10*G*K').input).toMatchObject({
      lines: [{ weightGrams: 4536 }, { weightGrams: 10_000 }],
      weightGrams: 14_536,
    });
  });
});

describe('a 204', () => {
  it('reads stops, goods and deadline of a real tender', () => {
    const mapped = tender(`B2**TQYL**366120**PP
      B2A*00
      G62*64*20260513*I*2051*UT
      S5*1*CL
      G62*10*20260512*I*1651*UT
      AT8*E*L*18306*20
      N1*SH*Mill
      N4*ELKHART*IN*46514
      S5*2*CU
      G62*68*20260513*Z*1551*UT
      AT8*E*L*18306*20
      N1*CN*SCHUL201I1
      N4*REDWOOD FALLS*MN*56283
      OID*500076***PC*4*L*6252
      L5*076*4 X 8 SKIDS OF PLYWOOD*60.0*N`);
    expect(mapped).toMatchObject({
      kind: 'tender',
      key: '366120',
      purpose: '00',
      respondBy: '2026-05-13T20:51:00.000Z',
      consignee: { name: 'SCHUL201I1' },
      input: {
        carrierScac: 'TQYL',
        weightGrams: Math.round(18306 * 453.59237),
        lines: [{ sku: '500076', description: '4 X 8 SKIDS OF PLYWOOD', orderedQuantity: 4, unit: 'PC' }],
        stops: [
          { kind: 'PICKUP', windowFrom: '2026-05-12T16:51:00.000Z', windowTo: null },
          { kind: 'DELIVERY', windowFrom: '2026-05-13T15:51:00.000Z', timeZone: 'America/Chicago' },
        ],
      },
    });
  });

  it.each([
    ['B2**A**9\nB2A*01', { kind: 'tender', purpose: '01', key: '9' }],
    ['B2**A**9\nB2A*03\nS5*1*CL', { kind: 'tender', purpose: '04' }],
    ['B2**A**9\nB2A*22\nS5*1*CL', { kind: 'quarantine', key: '9' }],
    ['B2**A**9\nB2A*00', { kind: 'refuse', key: '9' }],
    ['B2**A\nB2A*00\nS5*1*CL', { kind: 'refuse', key: '' }],
  ])('%j gives its own outcome', (text, outcome) => {
    expect(loadTender(segments(text))).toMatchObject(outcome);
  });
});

describe('dates and times', () => {
  it.each([
    ['20260301', '2026-03-01'],
    ['260301', '2026-03-01'],
    ['20260230', null],
    ['CCYYMMDD', null],
    ['', null],
  ])('read the date %s', (text, date) => {
    expect(isoDate(text)).toBe(date);
  });

  it('reads times of four to eight digits only', () => {
    expect([isoTime('0905'), isoTime('090501'), isoTime('2460'), isoTime('95')]).toEqual([
      '09:05',
      '09:05',
      null,
      null,
    ]);
  });

  it.each([
    ['LT', '2026-03-02T18:05:00Z'],
    ['', '2026-03-02T18:05:00Z'],
    ['UT', '2026-03-02T12:05:00Z'],
    ['ET', '2026-03-02T17:05:00Z'],
    ['ED', '2026-03-02T16:05:00Z'],
  ])('take zone code %j at a place in Chicago', (code, instant) => {
    expect(spanOf('20260302', '1205', code, 'America/Chicago')?.from).toBe(iso(instant));
  });

  it('span the short day of spring whole', () => {
    const span = spanOf('20260308', '', '', 'America/Chicago');
    expect(((span?.to ?? 0) - (span?.from ?? 0)) / 60_000).toBe(22 * 60 + 59);
  });
});

describe('what we send', () => {
  const text = textFor(usualDelimiters);
  const line = { description: null, lot: null, unit: 'CA', substituteSku: null, productIds: [], weightGrams: null };
  const shipment: ShipmentView = {
    id: 'S',
    number: 'QS-000001',
    state: 'IN_TRANSIT',
    mode: null,
    carrierScac: null,
    freightTerms: null,
    weightGrams: null,
    references: [],
    parties: [{ role: 'SHIP_TO', name: 'Shop *7* ~ East', code: null, codeQualifier: null, address: null }],
    lines: [
      { ...line, lineNumber: 2, sku: 'B', orderedQuantity: 4, shippedQuantity: 4, substituteSku: 'C' },
      { ...line, lineNumber: 1, sku: 'A', orderedQuantity: 5, shippedQuantity: null, weightGrams: 5000 },
    ],
    handlingUnits: [],
    stops: [],
    tender: null,
    milestones: [],
  };

  it('lists every line, shorted and substituted', () => {
    const advice = warehouseAdvice(shipment, { orderNumber: 'SO-1', shippedOn: '2026-03-02T07:00' }, text);
    const items = advice.filter(([tag]) => tag === 'W12');
    expect(items.map((item) => item.slice(1, 5))).toEqual([
      ['CP', '5', '0', '5'],
      ['IS', '4', '4', '0'],
    ]);
    expect(items[1]?.slice(7, 9)).toEqual(['VN', 'C']);
    expect(items[1]?.slice(17, 19)).toEqual(['VN', 'B']);
    expect(advice.at(-1)).toEqual(['W03', '4']);
    expect(advice.find(([tag]) => tag === 'N1')).toEqual(['N1', 'ST', 'Shop 7 East']);
  });

  const milestone: MilestoneView = {
    id: 'M',
    code: 'X6',
    reasonCode: null,
    at: '2026-03-01T15:05:00Z',
    timeZone: 'America/Chicago',
    localTime: '2026-03-01T09:05',
    place: null,
    latitude: null,
    longitude: null,
  };
  const statusOf = (facts: Partial<MilestoneView>) =>
    shipmentStatus(shipment, { ...milestone, ...facts }, { orderNumber: 'SO-1', clock: 'LT', modern: false }, text);

  it('names trailer and parcels, and no facts of what was substituted', () => {
    const gone: ShipmentView = {
      ...shipment,
      carrierScac: 'FXFE',
      references: [{ kind: 'OTHER', value: 'TRLU 1234', qualifier: 'TRAILER' }],
      handlingUnits: [{ kind: 'CARTON', sscc: null, trackingNumber: '1Z999' }],
      lines: [
        {
          ...line,
          ...{ lineNumber: 1, sku: 'A', orderedQuantity: 1, shippedQuantity: 1, substituteSku: 'N' },
          description: 'Lamp',
          productIds: [
            { qualifier: 'VN', value: 'A' },
            { qualifier: 'UP', value: '810012340024' },
          ],
        },
      ],
    };
    const advice = warehouseAdvice(gone, { orderNumber: 'SO-1', shippedOn: '2026-03-02T07:00' }, text);
    expect(advice).toContainEqual(['N9', '2I', '1Z999']);
    expect(advice.find(([tag]) => tag === 'W27')?.slice(6, 8)).toEqual(['TRLU', '1234']);
    expect(JSON.stringify(advice)).not.toContain('810012340024');
    expect(advice.some(([tag]) => tag === 'G69')).toBe(false);
    expect(shipmentStatus(gone, milestone, { orderNumber: 'SO-1', clock: 'LT', modern: false }, text)).toContainEqual([
      'MS2',
      'FXFE',
      '1234',
    ]);
  });

  it('tells the hour that autumn repeats apart', () => {
    const twice = { localTime: '2026-11-01T01:30', timeZone: 'America/New_York' };
    expect(statusOf({ ...twice, at: '2026-11-01T05:30:00Z' })).toContainEqual([
      'AT7',
      'X6',
      'NS',
      '',
      '',
      '20261101',
      '0130',
      'LT',
    ]);
    expect(statusOf({ ...twice, at: '2026-11-01T06:30:00Z' })).toContainEqual([
      'AT7',
      'X6',
      'NS',
      '',
      '',
      '20261101',
      '0630',
      'UT',
    ]);
  });

  it('gives a normal status its reason NS', () => {
    expect(statusOf({})).toContainEqual(['AT7', 'X6', 'NS', '', '', '20260301', '0905', 'LT']);
    expect(statusOf({ code: 'AB' })).toContainEqual(['AT7', '', '', 'AB', 'NA', '20260301', '0905', 'LT']);
  });

  it.each([
    [{ place: 'Joliet, IL' }, ['MS1', 'Joliet', 'IL', '']],
    [{ latitude: 41.525, longitude: -88.0817 }, ['MS1', '', '', '', '0880454', '0413130', 'W', 'N']],
    [{ place: 'somewhere' }, undefined],
  ])('tells the position of %j', (facts, expected) => {
    expect(statusOf(facts).find(([tag]) => tag === 'MS1')).toEqual(expected);
  });
});
