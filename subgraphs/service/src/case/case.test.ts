import { describe, expect, it } from 'vitest';
import { ruleFor, versionOn } from '../clock/regime.ts';
import { REGIMES } from '../clock/regimes.ts';
import { type Case, type CaseKind, move, reply } from './case.ts';
import { type CaseState, mayBecome } from './transitions.ts';

const aCase = (change: Partial<Case> = {}): Case => ({
  ...{ id: 'CS', number: 'CS-1', accountId: 'A', shipmentId: null, priority: 'NORMAL', ownerId: null, version: 1 },
  ...{ openedBy: 'Sam', openedByKind: 'CUSTOMER', openedAt: 0, dueAt: 1, closedAt: null, state: 'OPEN' },
  ...{ kind: 'COMPLAINT', category: 'DELAY', subject: 'Late', description: 'Very', resolution: null, decision: null },
  ...change,
});

const resolved = (kind: CaseKind, resolution: string | null, decision: Case['decision'] = null) =>
  move(aCase({ kind }), { state: 'RESOLVED', resolution, decision }, 9);

describe('case', () => {
  it.each<[CaseState, CaseState, boolean]>([
    ['OPEN', 'IN_PROGRESS', true],
    ['OPEN', 'CLOSED', false],
    ['IN_PROGRESS', 'WAITING_FOR_CUSTOMER', true],
    ['WAITING_FOR_CUSTOMER', 'IN_PROGRESS', true],
    ['RESOLVED', 'CLOSED', true],
    ['CLOSED', 'IN_PROGRESS', false],
  ])('from %s to %s: %s', (from, to, allowed) => {
    expect(mayBecome(from, to)).toBe(allowed);
  });

  it.each([
    ['COMPLAINT', null, null, 'COMPLAINT_RESOLUTION_MISSING'],
    ['INQUIRY', ' ', null, 'INQUIRY_ANSWER_MISSING'],
    ['SUGGESTION', 'Yes', null, 'SUGGESTION_DECISION_MISSING'],
    ['SUGGESTION', null, 'NOT_ADOPTED', 'SUGGESTION_REASON_MISSING'],
    ['INQUIRY', 'Yes', 'ADOPTED', 'DECISION_NOT_APPLICABLE'],
  ] as const)('does not resolve %s with %s and %s', (kind, resolution, decision, code) => {
    expect(resolved(kind, resolution, decision)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('forgets the verdict when opened again', () => {
    const done = resolved('COMPLAINT', 'Refunded');
    expect(done).toMatchObject({ value: { closedAt: 9, resolution: 'Refunded' } });
    const again = done.ok && reply(done.value, 'customer', false);
    expect(again).toMatchObject({ value: { state: 'IN_PROGRESS', closedAt: null, resolution: null } });
  });

  it.each([
    ['OPEN', 'staff', false, 'IN_PROGRESS'],
    ['OPEN', 'staff', true, 'OPEN'],
    ['OPEN', 'customer', false, 'OPEN'],
    ['WAITING_FOR_CUSTOMER', 'customer', false, 'IN_PROGRESS'],
    ['WAITING_FOR_CUSTOMER', 'staff', false, 'WAITING_FOR_CUSTOMER'],
  ] as const)('%s, a word of the %s (internal: %s): %s', (state, by, internal, after) => {
    expect(reply(aCase({ state }), by, internal)).toMatchObject({ value: { state: after } });
  });

  it('gives more time the less it presses', () => {
    const house = versionOn(REGIMES, 'house', '2026-01-01');
    const hours = (about: string) => (house ? ruleFor(house, 'RESOLVE', about)?.span.amount : null);
    expect(['URGENT', 'HIGH', 'NORMAL', 'LOW'].map((one) => hours(`COMPLAINT:${one}`))).toEqual([4, 24, 72, 120]);
    expect(hours('SUGGESTION:NORMAL')).toBeGreaterThan(72);
  });
});
