import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditorReference, numberMeant, numbersIn } from './creditor-reference.ts';

describe('a creditor reference', () => {
  it('has the check digits of the standard', () => {
    // The example of ISO 11649, and one of ours worked by hand: 98 - (body, R=27, F=15, 00) mod 97.
    expect(creditorReference('539007547034')).toBe('RF18539007547034');
    expect(creditorReference('INV-000042')).toBe('RF29INV000042');
    expect(creditorReference('X'.repeat(22))).toBeNull();
  });

  it('leads back to its invoice, and a slip of the pen leads nowhere', () => {
    const digit = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), fc.nat(), digit, (count, at, other) => {
        const number = `INV-${String(count).padStart(6, '0')}`;
        const reference = creditorReference(number) ?? '';
        expect(numberMeant(` ${reference.toLowerCase().replace(/(.{4})/g, '$1 ')}`)).toBe(number);
        const place = 7 + (at % (reference.length - 7));
        if (reference[place] === String(other)) return;
        const slip = `${reference.slice(0, place)}${other}${reference.slice(place + 1)}`;
        expect(numberMeant(slip)).toBe(slip);
      }),
    );
  });

  it('is found in what a payer says, however it is broken', () => {
    expect(numbersIn('Thanks! RF29 INV0 0004 2, 2026 and inv 000043')).toEqual(['INV-000042', 'INV-000043']);
    expect(numbersIn('/ROC/RF29INV00\n0042//INV-1000001')).toEqual(['INV-000042', 'INV-1000001']);
    expect(numbersIn('RF08INV000042 XINV-000043 INV-12 CN-000001')).toEqual([]);
  });
});
