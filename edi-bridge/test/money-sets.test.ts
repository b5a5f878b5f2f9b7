import { describe, expect, it } from 'vitest';
import { decimalOf, minorOfDecimal } from '../src/transactions/amounts.ts';
import { carrierInvoice } from '../src/transactions/carrier-invoice-210.ts';
import type { Mapped } from '../src/transactions/mapped.ts';
import { remittance, remittanceIn } from '../src/transactions/remittance-820.ts';
import type { MapSegment } from '../src/transactions/segments.ts';

const segments = (text: string): MapSegment[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split('*'))
    .map((elements) => ({ tag: elements[0] ?? '', elements }));

type Payment = Extract<Mapped, { kind: 'payment' }>;
const paid = (body: string): Payment => remittance(segments(body)) as Payment;
const said = (amount: string) => `BPR*I*${amount}*C*ACH************20260302\nTRN*1*TRN-7`;
const bpr = (amount: string) => `${said(amount)}\nCUR*PR*USD`;
const items = (body: string) => paid(body).input.items.map((one) => [one.invoiceNumber, one.paidMinor]);

describe('an amount with a point', () => {
  it.each([
    ['50.35', 'USD', 5035],
    ['-0.5', 'USD', -50],
    ['50.350', 'USD', 5035],
    ['50.355', 'USD', null],
    ['5035', 'JPY', 5035],
    ['1.234', 'KWD', 1234],
    ['', 'USD', null],
    ['.', 'USD', null],
    ['1,5', 'USD', null],
  ])('%s in %s is %s minor units', (text, currency, minor) => {
    expect(minorOfDecimal(text, currency)).toBe(minor);
    if (minor !== null) expect(minorOfDecimal(decimalOf(minor, currency), currency)).toBe(minor);
  });
});

describe('an 820', () => {
  it('is one payment of several invoices', () => {
    const body = `${said('150.5')}\nCUR*PR*CAD\nDTM*097*20260301\nN1*PR*Acme\nENT*1
      RMR*IV*INV-000001*PI*100.25*120.25\nADX*-20*04\nRMR*PO*PO-9**50.25\nREF*IV*INV-000002`;
    expect(paid(body)).toEqual({
      ...{ kind: 'payment', key: 'TRN-7' },
      input: {
        ...{ currency: 'CAD', amountMinor: 15_050, paidOn: '2026-03-02' },
        items: [
          { invoiceNumber: 'INV-000001', paidMinor: 10_025, reason: '04', deductedMinor: 2_000 },
          { invoiceNumber: 'INV-000002', paidMinor: 5_025, reason: null, deductedMinor: null },
        ],
      },
    });
  });

  it.each([
    [
      'before the items, for an invoice',
      'ENT*1\nADX*-20*01*IV*INV-1\nRMR*IV*INV-1**100',
      [
        ['INV-1', 10_000],
        ['INV-1', -2_000],
      ],
    ],
    ['behind an item that is net', 'ENT*1\nRMR*IV*INV-1**80*100\nADX*-20*01', [['INV-1', 8_000]]],
    [
      'behind an item that is gross',
      'ENT*1\nRMR*IV*INV-1**100\nADX*-20*01',
      [
        ['INV-1', 10_000],
        ['INV-1', -2_000],
      ],
    ],
    [
      'as a credit note',
      'RMR*IV*INV-1**100\nRMR*CM*CN-1**-20',
      [
        ['INV-1', 10_000],
        ['CN-1', -2_000],
      ],
    ],
    ['as a discount', 'RMR*IV*INV-1***100*20', [['INV-1', 8_000]]],
    ['as interest on top, which stays to be applied', 'RMR*IV*INV-1**75\nENT*2\nADX*5*51', [['INV-1', 7_500]]],
  ])('takes off %s', (_, body, expected) => {
    expect(items(`${bpr('80')}\n${body}`)).toEqual(expected);
  });

  it('leaves its currency to the invoices that it pays, where CUR is missing', () => {
    const read = segments(`${said('1.234')}\nRMR*IV*INV-1**1\nRMR*IV*INV-2**0.234\nRMR*IV*INV-1**0`);
    expect(remittance(read)).toEqual({
      ...{ kind: 'payment-without-currency', key: 'TRN-7', invoiceNumbers: ['INV-1', 'INV-2'], segments: read },
    });
    expect(remittanceIn(read, 'KWD')).toMatchObject({
      kind: 'payment',
      input: { currency: 'KWD', amountMinor: 1_234 },
    });
    expect(remittanceIn(read, 'USD')).toMatchObject({ kind: 'refuse', note: 'BPR02 "1.234" is no amount in USD.' });
  });

  it.each([
    ['refuse', said('80').replace('TRN-7', ''), /TRN02/],
    ['hold', said('80').replace('*C*', '*D*'), /BPR03 D/],
    ['refuse', bpr('80').replace('TRN-7', ''), /TRN02/],
    ['refuse', bpr('8O'), /BPR02/],
    ['refuse', bpr('80').replace('20260302', ''), /BPR16/],
    ['refuse', `${bpr('80')}\nRMR*IV**80`, /RMR02/],
    ['refuse', `${bpr('80')}\nRMR*IV*INV-1**x`, /INV-1/],
    ['hold', bpr('80').replace('BPR*I', 'BPR*P'), /BPR01 P/],
    ['hold', bpr('80').replace('*C*', '*D*'), /BPR03 D/],
    ['hold', `${bpr('80')}\nENT*1\nADX*-20*ZZ\nRMR*IV*INV-1**100`, /names no invoice/],
  ])('goes to %s where it cannot be booked: %#', (kind, body, note) => {
    expect(remittance(segments(body))).toMatchObject({ kind, note: expect.stringMatching(note) });
  });
});

describe('a 210 of a carrier', () => {
  const B3 = 'B3**F-77*BOL-9*PP*L*20260303*10400****RDWY';
  const body = `${B3}\nC3*USD\nN9*CN*PRO-9\nLX*1\nL5*1*Lamps\nL1*1***9000****400\nLX*2\nL1*2***1400****FUE****Fuel surcharge\nL3*****10400`;
  it('asks for one shipment, charge by charge', () => {
    expect(carrierInvoice(segments(body))).toEqual({
      ...{ kind: 'carrier-invoice', key: 'F-77', scac: 'RDWY', shipments: ['PRO-9', 'BOL-9'] },
      input: {
        ...{ currency: 'USD', billedMinor: 10_400 },
        lines: [
          { description: '400 Lamps', amountMinor: 9_000 },
          { description: 'FUE Fuel surcharge', amountMinor: 1_400 },
        ],
      },
    });
  });

  it.each([
    ['refuse', body.replace('F-77', ''), /B302/],
    ['refuse', body.replace('L1*1***9000', 'L1*1***9001'), /come to 104\.01 USD/],
    ['refuse', body.replace('L3*****10400', 'L3*****10401'), /L305 says 104\.01 USD/],
    ['refuse', body.replace('*9000*', '*x*'), /L104/],
    ['refuse', body.replace('PRO-9', '').replace('BOL-9', ''), /names the shipment/],
    ['hold', body.replace('*10400****RDWY', '*10400*CO***RDWY'), /B308 CO/],
  ])('goes to %s where it cannot be taken: %#', (kind, text, note) => {
    expect(carrierInvoice(segments(text))).toMatchObject({ kind, note: expect.stringMatching(note) });
  });
});
