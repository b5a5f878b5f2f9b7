import { describe, expect, it } from 'vitest';
import { impliedCents, minorOf } from '../src/transactions/amounts.ts';
import { carrierClaim } from '../src/transactions/carrier-claim-920.ts';
import { claimAnswer } from '../src/transactions/claim-answer-926.ts';
import { type ClaimStanding, claimStatus } from '../src/transactions/claim-status-926.ts';
import { claimTracer } from '../src/transactions/claim-tracer-925.ts';
import type { ClaimView } from '../src/transactions/claim-view.ts';
import { lossClaim } from '../src/transactions/loss-claim-920.ts';
import type { Mapped } from '../src/transactions/mapped.ts';
import { textFor } from '../src/transactions/output.ts';
import type { MapSegment } from '../src/transactions/segments.ts';
import { vehicleClaim } from '../src/transactions/vehicle-claim-924.ts';
import { type OutgoingSegment, usualDelimiters } from '../src/x12/write.ts';

const segments = (text: string): MapSegment[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split('*'))
    .map((elements) => ({ tag: elements[0] ?? '', elements }));
const text = textFor(usualDelimiters);
const written = (all: readonly OutgoingSegment[]): string[] => all.map((one) => one.join('*').replace(/\*+$/, ''));

type Claim = Extract<Mapped, { kind: 'claim' }>;
const claim = (body: string): Claim => lossClaim(segments(body)) as Claim;
const F01 = 'F01*20260302*CLM-7*12000*QSID*N';
const F02 = 'F02*20260228***BM*BOL-9*CN*PRO-9';

describe('an amount with two implied decimals', () => {
  it.each([
    ['5035', 'USD', 5035],
    ['50.35', 'USD', 5035],
    ['5000', 'JPY', 50],
    ['1', 'KWD', 10],
    ['', 'USD', null],
    ['x', 'USD', null],
  ])('%s in %s is %s minor units', (written, currency, minor) => {
    expect(minorOf(written, currency)).toBe(minor);
    if (minor !== null && !written.includes('.')) expect(impliedCents(minor, currency)).toBe(written);
  });
});

describe('a 920', () => {
  it('names its shipment by the surest number first', () => {
    const { key, shipments, input } = claim(
      `${F01}\nN9*PO*PO-1\n${F02}\nL11*SO-1*SI\nG62*17*20260303\nF09*3*CA*VS*4000*12000*Crushed lamps**VN*LAMP-3\nF04*12.5*K*G\nNTE**Broken\nNTE**on arrival`,
    );
    expect({ key, shipments }).toEqual({ key: 'CLM-7', shipments: ['BOL-9', 'PRO-9', 'SO-1', 'PO-1'] });
    expect(input).toEqual({
      ...{ reference: 'CLM-7', currency: 'USD', statement: 'Broken on arrival' },
      expectedDeliveryAt: '2026-03-03T23:59:00.000Z',
      lines: [
        {
          ...{ sku: 'LAMP-3', description: 'Crushed lamps', quantity: 3, unit: 'CA', cause: 'DAMAGE' },
          ...{ amountMinor: 12_000, salvageMinor: null, weightGrams: 12_500 },
        },
      ],
    });
  });

  it.each([
    ['salvage that was not taken off yet', 'F09*1*EA*VS*13000*13000\nF05*SA*1000*C', [13_000, 1_000]],
    ['salvage that was taken off before', 'F09*1*EA*VS*12000*12000\nF05*SA*1000*C', [13_000, 1_000]],
    ['labour that comes on top', 'F09*1*EA*VS*11000*11000\nF05*LA*1000*D', [12_000, null]],
  ])('counts %s', (_, lines, [amountMinor, salvageMinor]) => {
    expect(claim(`${F01}\n${F02}\n${lines}`).input.lines).toMatchObject([{ amountMinor, salvageMinor }]);
  });

  it.each([
    ['SH', '', 'SHORTAGE'],
    ['CN', '', 'CONCEALED_DAMAGE'],
    ['DE', '', 'DELAY'],
    ['TH', '', 'LOSS'],
    ['99', 'Q7*D\n', 'DAMAGE'],
    ['99', '', 'LOSS'],
  ])('takes nature %s%s for %s', (nature, exception, cause) => {
    expect(claim(`${F01}\n${F02}\n${exception}F09*1*EA*${nature}*12000*12000`).input.lines).toMatchObject([{ cause }]);
  });

  it('without lines asks for one sum, in its own money', () => {
    const { input } = claim(`F01*20260302*CLM-7*9900*QSID*N*CAD\n${F02}\nQ7*P`);
    expect(input).toMatchObject({ currency: 'CAD', lines: [{ quantity: 1, cause: 'SHORTAGE', amountMinor: 9_900 }] });
  });

  it.each([
    [`F01*20260302**12000*QSID*N\n${F02}`, /F0102/],
    [`F01*20260302*${'9'.repeat(51)}*12000*QSID*N\n${F02}`, /F0102/],
    [`F01*20260302*C*0*QSID*N\n${F02}`, /F0103/],
    [`${F01}\nF02*20260228`, /F02 names no shipment/],
    [`${F01}\n${F02}\nF02****BM*BOL-10`, /several shipments/],
    [`${F01}\n${F02}\nF09*0*EA*VS*1*12000`, /F09 number 1/],
    [`${F01}\n${F02}\nF09*1*EA*VS*1*11999`, /claims 120\.00 USD, but the lines come to 119\.99 USD/],
  ])('is refused where it cannot be filed: %#', (body, note) => {
    expect(lossClaim(segments(body))).toMatchObject({ kind: 'refuse', note: expect.stringMatching(note) });
  });
});

describe('a 924', () => {
  const head = 'F01*20260302*CLM-8*50000*QSID*N\nF6X*1HGCM82633A004352*HN*DLR1*92*77*INV-1';
  const line = (cost: string) => `F07*1*2*P-1*Fender*30000*03*05*2**Scratched*****${cost}`;
  it('asks what each repair costs', () => {
    const mapped = vehicleClaim(segments(`${head}\n${F02}\n${line('50000')}`)) as Claim;
    expect(mapped.shipments.slice(0, 2)).toEqual(['BOL-9', 'PRO-9']);
    expect(mapped.shipments).toContain('1HGCM82633A004352');
    expect(mapped.input.lines).toMatchObject([
      {
        ...{ sku: 'P-1', quantity: 2, cause: 'DAMAGE', amountMinor: 50_000 },
        description: '1HGCM82633A004352, Fender, Scratched, damage 03-05-2',
      },
    ]);
  });
  it('is refused without damage, cost or the same sum', () => {
    for (const [body, note] of [
      [head, /no damage/],
      [`${head}\n${line('')}`, /F0715/],
      [`${head}\n${line('49999')}`, /F0103/],
    ] as const)
      expect(vehicleClaim(segments(body))).toMatchObject({ kind: 'refuse', note: expect.stringMatching(note) });
  });
});

describe('a 925', () => {
  it('names claims by both numbers', () => {
    expect(claimTracer(segments('F10*20260302*CLM-7*CL-000001*D9\nF02****BM*B\nF10*20260302*CLM-8'))).toEqual({
      ...{ kind: 'claim-tracer', key: 'CLM-7' },
      claims: [
        { reference: 'CLM-7', number: 'CL-000001' },
        { reference: 'CLM-8', number: null },
      ],
    });
    expect(claimTracer(segments('SE*2*0001'))).toMatchObject({ kind: 'refuse' });
  });
});

describe('a 926 from a carrier', () => {
  const answers = (body: string) => (claimAnswer(segments(body)) as Extract<Mapped, { kind: 'claim-answer' }>).answers;
  it.each([
    ['F11*20260302*CL-1*K-7*12000**RE*20260303**USD*D9', 'ACKNOWLEDGED', null],
    ['F11*20260302*CL-1*K-7*12000*8000*02*20260303*CSO*USD*D9', 'OFFERED', 8_000],
    ['F11*20260302*CL-1*K-7*12000*8000*26*20260303*CSO*USD*D9\nF13*CHQ-1*20260303*7900***USD', 'PAID', 7_900],
    ['F11*20260302*CL-1*K-7*12000**AG*20260303**USD*D9\nF13*CHQ-1*20260303*4000***USD', 'PAID', 4_000],
    ['F11*20260302*CL-1*K-7*12000**AG*20260303**USD*D9', 'PAID', null],
    ['F11*20260302*CL-1*K-7*12000**DC*20260303*NLI*USD*D9', 'DECLINED', null],
    ['F11*20260302*CL-1****NR*20260303', null, null],
  ])('%s', (body, state, amountMinor) => {
    expect(answers(body)).toMatchObject([{ number: 'CL-1', state, amountMinor }]);
  });
});

const standing: ClaimStanding = {
  ...{ reference: 'CLM-7', number: 'CL-000001', state: 'ACKNOWLEDGED', filedOn: '2026-03-02T09:00' },
  ...{ stoodOn: '2026-03-04T10:00', claimedMinor: 12_000, offeredMinor: null, paidMinor: null, currency: 'USD' },
  ...{ reasonCode: null, payment: null },
};
const payment = { reference: 'CHQ-1', on: '2026-03-09T08:00' };

describe('a 926 of ours', () => {
  it.each<[string, Partial<ClaimStanding>, string[]]>([
    ['receipt', {}, ['F11*20260302*CLM-7*CL-000001*12000**RE*20260304**USD*D9']],
    [
      'offer',
      { state: 'OFFERED', offeredMinor: 8_000, reasonCode: 'DAM' },
      ['F11*20260302*CLM-7*CL-000001*12000*8000*02*20260304*DAM*USD*D9'],
    ],
    [
      'denial',
      { state: 'DECLINED', reasonCode: 'NLI' },
      ['F11*20260302*CLM-7*CL-000001*12000**DC*20260304*NLI*USD*D9'],
    ],
    [
      'payment in full',
      { state: 'PAID', paidMinor: 12_000, payment },
      ['F11*20260302*CLM-7*CL-000001*12000*12000*PF*20260304**USD*D9', 'F13*CHQ-1*20260309*12000***USD'],
    ],
    [
      'payment of less',
      { state: 'PAID', paidMinor: 8_000 },
      ['F11*20260302*CLM-7*CL-000001*12000*8000*26*20260304*CSO*USD*D9'],
    ],
    ['claim that nobody knows', { number: null, state: null }, ['F11*20260302*CLM-7****NR*20260304']],
  ])('tells of a %s', (_, change, expected) => {
    expect(written(claimStatus([{ ...standing, ...change }], { modern: false }, text))).toEqual(expected);
  });
});

describe('a 920 of ours to a carrier', () => {
  const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
  const aClaim: ClaimView = {
    ...{ id: 'C', number: 'CL-000001', reference: 'CLM-7', state: 'FILED', openedAt: '', statement: 'Crushed.' },
    ...{ amount: usd(12_000), offered: null, decisionCode: null, payment: null, shipment: { id: 'S' }, legs: [] },
    papers: [{ received: true }],
    lines: [
      {
        ...{ sku: 'LAMP-3', description: 'Lamps', quantity: 3, unit: 'CA', cause: 'DAMAGE', amount: usd(12_000) },
        ...{ salvage: usd(500), weightGrams: 4_536 },
      },
    ],
  };
  const shipment = {
    ...{ id: 'S', number: 'QS-1', state: 'DELIVERED', mode: null, carrierScac: 'RDWY', freightTerms: null },
    ...{ weightGrams: null, lines: [], handlingUnits: [], tender: null, milestones: [], parties: [], stops: [] },
    references: [
      { kind: 'BOL', value: 'BOL-9', qualifier: 'BM' },
      { kind: 'PRO', value: 'PRO-9', qualifier: 'CN' },
    ],
  };
  it.each([
    [false, 'N9*SI*QS-1'],
    [true, 'L11*QS-1*SI'],
  ])('in 005010: %s', (modern, reference) => {
    const facts = { claimedOn: '2026-03-05T10:00', scac: 'RDWY', modern };
    expect(written(carrierClaim(aClaim, shipment, facts, text))).toEqual([
      'F01*20260305*CL-000001*12000*RDWY*D*USD',
      'F02****BM*BOL-9*CN*PRO-9',
      reference,
      'F09*3*CA*VS*4000*12000*Lamps**VN*LAMP-3',
      'F04*10*L*G',
      'F05*SA*500*C',
      'NTE**Crushed.',
    ]);
  });
  it('fits a long claim into the hundred lines of an F02', () => {
    const [line] = aClaim.lines;
    const lines = Array.from({ length: 130 }, () => ({ ...(line as ClaimView['lines'][number]) }));
    const facts = { claimedOn: '2026-03-05T10:00', scac: 'RDWY', modern: false };
    const all = written(carrierClaim({ ...aClaim, lines }, shipment, facts, text)).filter((one) =>
      one.startsWith('F09'),
    );
    expect(all).toHaveLength(100);
    expect(all.at(-1)).toBe(`F09*1*EA*VS*${31 * 12_000}*${31 * 12_000}*31 further lines`);
  });
});
