import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';
import { expect, it } from 'vitest';
import { epcText, inFours } from './epc.ts';

const to = { beneficiary: 'Quayside Köln GmbH', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' };
const transfer = { to, amount: { amountMinor: 1_234_05, currency: 'EUR' }, reference: 'RF29INV000042' };

it('writes the payment code line by line as EPC069-12 says', () => {
  expect(epcText(transfer)?.split('\n')).toEqual([
    ...['BCD', '002', '1', 'SCT', 'COBADEFFXXX', 'Quayside Köln GmbH', 'DE89370400440532013000'],
    ...['EUR1234.05', '', 'RF29INV000042'],
  ]);
  expect(epcText({ ...transfer, amount: { amountMinor: 5, currency: 'USD' } })).toBeNull();
  expect(epcText({ ...transfer, to: { ...to, iban: null } })).toBeNull();
  expect(epcText({ ...transfer, amount: { amountMinor: 0, currency: 'EUR' } })).toBeNull();
  expect(inFours('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00');
});

it('draws a code that a reader reads back', () => {
  const text = epcText(transfer) ?? '';
  const raw = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const scale = 4;
  const size = raw.length * scale;
  const data = new Uint8Array(size * size * 4).map((_, at) => {
    const pixel = at >> 2;
    const dark = raw[Math.floor(pixel / size / scale)]?.[Math.floor((pixel % size) / scale)];
    return at % 4 === 3 || !dark ? 255 : 0;
  });
  // Version 13 at most, so that every banking app reads it: 69 modules and the border.
  expect(raw.length).toBeLessThanOrEqual(69 + 8);
  expect(decodeQR({ width: size, height: size, data })).toBe(text);
});
