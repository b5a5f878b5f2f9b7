import { DAY } from '@quayside/shared/instant';
import { describe, expect, it } from 'vitest';
import type { ShipmentEntry } from '../directory/directory.ts';
import { type Claim, carrierAnswered, move } from './claim.ts';
import { filingFault, lateNotes, legsOf, termsFor } from './filing.ts';
import { deadlinesOf, REGIMES, toRegime } from './regimes.ts';
import { type ClaimState, isFinal, mayBecome } from './transitions.ts';

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

const legFacts = { claimant: 'Acme', filedAt: 0, newId: () => 'leg', terms: null, shipment: aShipment() };

const aClaim = (): Claim => ({
  ...{ id: 'CL', number: 'CL-1', accountId: 'A', shipmentId: 'S', priority: 'NORMAL', ownerId: null, version: 1 },
  ...{ openedBy: 'Sam', openedByKind: 'CUSTOMER', openedAt: 0, dueAt: 30 * DAY, closedAt: null },
  ...{ state: 'FILED', lines: [], statement: 'Broken', liabilityAsserted: true, offered: null },
  amount: { amountMinor: 100, currency: 'USD' },
  legs: legsOf(legFacts),
});

describe('claim', () => {
  it.each<[ClaimState, ClaimState, boolean]>([
    ['FILED', 'ACKNOWLEDGED', true],
    ['FILED', 'PAID', true],
    ['FILED', 'OFFERED', false],
    ['ACKNOWLEDGED', 'FILED', false],
    ['OFFERED', 'OFFERED', true],
    ['DECLINED', 'PAID', false],
    ['WITHDRAWN', 'FILED', false],
  ])('from %s to %s: %s', (from, to, allowed) => {
    expect(mayBecome(from, to)).toBe(allowed);
  });

  it('ends in paid, declined and withdrawn only', () => {
    const states: ClaimState[] = ['FILED', 'ACKNOWLEDGED', 'INVESTIGATING', 'OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'];
    expect(states.filter(isFinal)).toEqual(['PAID', 'DECLINED', 'WITHDRAWN']);
  });

  it('gives every regime thirty and hundred twenty days', () => {
    for (const regime of Object.keys(REGIMES)) {
      const deadlines = { acknowledgeBy: 30 * DAY, decideBy: 120 * DAY };
      expect(deadlinesOf(toRegime(regime), 0), regime).toEqual(deadlines);
    }
  });

  it('moves the legs apart from each other', () => {
    const acknowledged = move(aClaim(), 'ACKNOWLEDGED', DAY);
    expect(acknowledged).toMatchObject({
      value: { dueAt: 120 * DAY, legs: [{ state: 'ACKNOWLEDGED' }, { state: 'FILED' }] },
    });
    const answered = carrierAnswered(aClaim(), 'DECLINED', null);
    expect(answered).toMatchObject({ value: { state: 'FILED', legs: [{ state: 'FILED' }, { state: 'DECLINED' }] } });
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

  it('notes lateness by contract, else by law', () => {
    expect(lateNotes(aShipment(), terms, 270 * DAY)).toEqual([]);
    expect(lateNotes(aShipment(), { ...terms, fileWithinDays: 10 }, 11 * DAY)).toHaveLength(1);
    expect(lateNotes(aShipment(), null, 271 * DAY)).toHaveLength(1);
    expect(lateNotes(aShipment({ deliveredAt: null }), terms, 999 * DAY)).toEqual([]);
  });

  it('refuses more lines than can be kept', () => {
    const line = {
      sku: null,
      description: 'x'.repeat(255),
      quantity: 1,
      unit: 'EA',
      cause: 'LOSS' as const,
      amountMinor: 1,
    };
    const filing = { shipmentId: 'S', liabilityAsserted: true, statement: 'Lost', currency: 'USD' };
    expect(filingFault({ ...filing, lines: [line] })).toBeNull();
    const many = filingFault({ ...filing, lines: Array.from({ length: 200 }, () => line) });
    expect(many).toMatchObject({ refusal: { code: 'CLAIM_LINES' } });
  });
});
