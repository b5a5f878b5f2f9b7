import { sharedViewer } from '@quayside/shared/identity';
import { DAY } from '@quayside/shared/instant';
import { aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../clock/book.ts';
import { type ShipmentEntry, termsFor } from '../directory/directory.ts';
import { type Claim, EMPTY_DOSSIER, move } from './claim.ts';
import { amountOf, filingFault } from './filing.ts';
import { lateFault } from './lateness.ts';
import { legsOf, limitFor } from './liability.ts';
import { mayAnswerApproval } from './policy.ts';
import { acceptOffer, carrierAnswered, carrierPaidPart, claimFromCarrier, counterOffer, decide } from './settlement.ts';
import { type ClaimState, isSettled, mayBecome } from './transitions.ts';

const aShipment = (change: Partial<ShipmentEntry> = {}): ShipmentEntry => ({
  shipmentId: 'S',
  accountId: 'A',
  number: 'QS-1',
  state: 'DELIVERED',
  carrierScac: 'ABFS',
  consigneeId: null,
  contractId: null,
  deliveredAt: 0,
  ...change,
});

const terms = {
  contractId: 'C1',
  accountId: 'A',
  number: 'QC-1',
  name: 'Terms',
  state: 'ACTIVE' as const,
  services: [],
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  regime: 'us-motor',
  fileWithinDays: 270,
};

let legs = 0;
const legFacts = {
  ...{ claimant: 'Acme', overcharge: false, terms: null, shipment: aShipment() },
  newId: () => `leg-${++legs}`,
};

const aClaim = (): Claim => ({
  ...{ id: 'CL', number: 'CL-1', accountId: 'A', shipmentId: 'S', priority: 'NORMAL', ownerId: null, version: 1 },
  ...{ openedBy: 'Sam', openedByKind: 'CUSTOMER', openedAt: 0, dueAt: 30 * DAY, closedAt: null },
  ...{ state: 'FILED', lines: [], statement: 'Broken', liabilityAsserted: true, offered: null },
  amount: { amountMinor: 100, currency: 'USD' },
  legs: legsOf(legFacts),
  reference: null,
  dossier: EMPTY_DOSSIER,
});

const aLine = {
  ...{ sku: null, description: 'Lamps', quantity: 1, unit: 'EA', cause: 'LOSS' as const, amountMinor: 1 },
  ...{ unitValueMinor: null, salvageMinor: null, weightGrams: null },
};

describe('a refusal about money', () => {
  const offered = (currency: string): Claim => {
    const claim = { ...aClaim(), state: 'OFFERED' as const, amount: { amountMinor: 12_000, currency } };
    return { ...claim, offered: { amountMinor: 8_000, currency } };
  };
  const ask = (amountMinor: number) => ({ amountMinor, currency: null });

  it('names amounts as people write them', () => {
    expect(counterOffer(offered('USD'), ask(7_000), 0)).toMatchObject({
      refusal: { message: 'Ask for more than 80.00 USD and at most 120.00 USD.' },
    });
    expect(counterOffer(offered('JPY'), ask(7_000), 0)).toMatchObject({
      refusal: { message: 'Ask for more than 8000 JPY and at most 12000 JPY.' },
    });
    expect(acceptOffer(offered('USD'), 7_000, 0)).toMatchObject({
      refusal: { message: 'The offer is 80.00 USD by now, not 70.00 USD.' },
    });
    const offer = { currency: null, reason: 'Because', code: null, paymentReference: null, amountMinor: 12_001 };
    expect(decide(offered('USD'), { decision: 'OFFER', ...offer }, 0)).toMatchObject({
      refusal: { message: 'The amount is above zero and at most 120.00 USD.' },
    });
  });
});

describe('claim', () => {
  it.each<[ClaimState, ClaimState, boolean]>([
    ['FILED', 'ACKNOWLEDGED', true],
    ['FILED', 'PAID', true],
    ['FILED', 'OFFERED', false],
    ['ACKNOWLEDGED', 'FILED', false],
    ['OFFERED', 'OFFERED', true],
    ['DECLINED', 'PAID', false],
    ['DECLINED', 'APPEALED', true],
    ['OFFERED', 'COUNTERED', true],
    ['ACCEPTED', 'DECLINED', false],
    ['WITHDRAWN', 'FILED', false],
  ])('from %s to %s: %s', (from, to, allowed) => {
    expect(mayBecome(from, to)).toBe(allowed);
  });

  it('rests in paid, declined and withdrawn only', () => {
    const states: ClaimState[] = ['FILED', 'ACKNOWLEDGED', 'INVESTIGATING', 'OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'];
    expect(states.filter(isSettled)).toEqual(['PAID', 'DECLINED', 'WITHDRAWN']);
  });

  it('lets one person approve, and no group of them', () => {
    const head = aStaffMember('/group/east/', 'SALES_HEAD');
    expect(mayAnswerApproval(head, '01ASKER0000000000000000000')).toBe(true);
    expect(mayAnswerApproval(sharedViewer(head), '01ASKER0000000000000000000')).toBe(false);
  });

  it('says what to do about an amount out of range', () => {
    const offer = { decision: 'OFFER', currency: null, reason: 'Seen', code: null, paymentReference: null } as const;
    const refused = decide({ ...aClaim(), state: 'ACKNOWLEDGED' }, { ...offer, amountMinor: 0 }, DAY);
    expect(refused).toMatchObject({ refusal: { code: 'AMOUNT_RANGE', fix: expect.any(String) } });
  });

  it('moves the legs apart from each other', () => {
    const acknowledged = move(aClaim(), 'ACKNOWLEDGED', DAY);
    expect(acknowledged).toMatchObject({ value: { legs: [{ state: 'ACKNOWLEDGED' }, { state: 'DRAFT' }] } });
    const declined = { state: 'DECLINED' as const, amountMinor: null, reference: 'PRO-CLAIM-7' };
    expect(carrierAnswered(aClaim(), declined)).toMatchObject({ refusal: { code: 'CLAIM_STATE' } });
    const asked = claimFromCarrier(aClaim(), 'C-1');
    if (!asked.ok) throw new Error(asked.refusal.code);
    const answered = carrierAnswered(asked.value, declined);
    expect(answered).toMatchObject({
      value: { state: 'FILED', legs: [{ state: 'FILED' }, { state: 'DECLINED', reference: 'PRO-CLAIM-7' }] },
    });
  });

  it('books parts of the carrier, each once, until nothing is left', () => {
    const asked = claimFromCarrier(aClaim(), 'C-1');
    if (!asked.ok) throw new Error(asked.refusal.code);
    const total = asked.value.amount.amountMinor;
    const part = (claim: Claim, amountMinor: number, payment: string) => {
      const paid = carrierPaidPart(claim, { amountMinor, payment, reference: null }, DAY);
      if (!paid.ok) throw new Error(paid.refusal.code);
      return paid.value;
    };
    const first = part(asked.value, total - 40, 'P-1');
    expect(first.legs[1]).toMatchObject({ state: 'FILED', parts: [{ amountMinor: total - 40, reference: 'P-1' }] });
    expect(part(first, total - 40, 'P-1')).toEqual(first);
    expect(() => part(first, 41, 'P-2')).toThrow('AMOUNT_RANGE');
    const over = { amountMinor: 41, payment: 'P-2', reference: null };
    expect(carrierPaidPart(first, over, DAY)).toMatchObject({ refusal: { fix: expect.any(String) } });
    expect(() => part(first, 40, ' ')).toThrow('PART_NUMBER_MISSING');
    expect(() => part(aClaim(), 1, 'P-1')).toThrow('CLAIM_STATE');
    const less = { state: 'PAID' as const, amountMinor: total - 41, reference: null };
    expect(carrierAnswered(first, less)).toMatchObject({ refusal: { code: 'AMOUNT_RANGE' } });
    expect(part(first, 40, 'P-2').legs[1]).toMatchObject({ state: 'PAID', decidedAmount: asked.value.amount });
  });

  it.each([
    ['a carrier, no contract', {}, null, ['us-motor', 'us-motor']],
    ['no carrier, no contract', { carrierScac: null }, null, ['warehouse']],
    ['a carrier, a warehouse contract', {}, { ...terms, regime: 'warehouse' }, ['warehouse', 'us-motor']],
    ['a carrier, a road convention', {}, { ...terms, regime: 'cmr' }, ['cmr', 'cmr']],
    ['a regime that nobody knows', {}, { ...terms, regime: 'moon' }, ['warehouse', 'us-motor']],
  ])('takes the regimes from %s', (_, change, agreed, regimes) => {
    const legs = legsOf({ ...legFacts, shipment: aShipment(change), terms: agreed });
    expect(legs.map((leg) => leg.regime)).toEqual(regimes);
  });

  it('asks the contract of the shipment first', () => {
    const other = { ...terms, contractId: 'C2', validTo: '2027-12-31' };
    expect(termsFor(aShipment({ contractId: 'C1' }), [other, terms])).toBe(terms);
    expect(termsFor(aShipment(), [terms, other])).toBe(other);
    expect(termsFor(aShipment(), [{ ...terms, state: 'TERMINATED' }])).toBeNull();
  });

  it('limits by weight and shipment, whichever is less', () => {
    const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
    const limits = { number: 'QC-1', limitPerKilogram: usd(1_100), limitPerShipment: usd(5_000) };
    const line = (weightGrams: number | null) => [{ weightGrams, cause: 'DAMAGE' as const }];
    expect(limitFor(limits, line(2_500), 'USD')).toMatchObject({
      amount: usd(2_750),
      words: 'Contract QC-1: 11.00 USD per kilogram × 2.5 kg; 50.00 USD per shipment.',
    });
    expect(limitFor(limits, line(null), 'USD')?.amount).toEqual(usd(5_000));
    expect(limitFor({ ...limits, limitPerShipment: null }, line(null), 'USD')?.amount).toBeNull();
    expect(limitFor(limits, line(2_500), 'EUR')?.amount).toBeNull();
    expect(limitFor({ number: 'QC-2' }, line(1), 'USD')).toBeNull();
  });

  it('determines an amount from pieces, value and salvage', () => {
    const line = { ...aLine, quantity: 3, amountMinor: null, unitValueMinor: 250, salvageMinor: 50 };
    expect(amountOf(line)).toBe(700);
    expect(amountOf({ ...line, unitValueMinor: null })).toBeNull();
    expect(amountOf({ ...line, amountMinor: 500 })).toBe(450);
  });

  it('tells until when it could be filed as people write it', () => {
    const late = { legId: 'L', kind: 'FILE', phase: 'MET_LATE', regime: 'CARMACK', dueAt: Date.UTC(2026, 10, 28, 9) };
    expect(lateFault([late as Clock], 'L', null)).toMatchObject({
      refusal: { figures: [{ name: 'until', value: '2026-11-28 09:00' }] },
    });
  });

  it('refuses more lines than can be kept', () => {
    const line = { ...aLine, description: 'x'.repeat(255) };
    const filing = {
      ...{ kind: 'CLAIM' as const, shipmentId: 'S', liabilityAsserted: true, statement: 'Lost', currency: 'USD' },
      ...{ reference: null, noticeGivenAt: null, expectedDeliveryAt: null, lateReason: null, source: null },
    };
    expect(filingFault({ ...filing, lines: [line] })).toBeNull();
    const many = filingFault({ ...filing, lines: Array.from({ length: 200 }, () => line) });
    expect(many).toMatchObject({ refusal: { code: 'CLAIM_LINES' } });
  });
});
