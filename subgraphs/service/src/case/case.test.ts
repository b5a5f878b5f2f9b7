import { describe, expect, it } from 'vitest';
import { ruleFor, versionOn } from '../clock/regime.ts';
import { REGIMES } from '../clock/regimes.ts';
import { type Case, type CaseKind, followUp, move, REOPEN_WITHIN, reply } from './case.ts';
import { type CaseState, mayBecome } from './transitions.ts';

const aCase = (change: Partial<Case> = {}): Case => ({
  ...{ id: 'CS', number: 'CS-1', accountId: 'A', shipmentId: null, priority: 'NORMAL', ownerId: null, version: 1 },
  ...{ openedBy: 'Sam', openedByKind: 'CUSTOMER', openedAt: 0, dueAt: 1, closedAt: null, state: 'OPEN' },
  ...{ kind: 'COMPLAINT', category: 'DELAY', subject: 'Late', description: 'Very', resolution: null, decision: null },
  ...{
    severity: 'MODERATE',
    channel: 'PORTAL',
    party: null,
    partyName: null,
    contractId: null,
    invoiceId: null,
    solved: null,
  },
  ...{ followThrough: null, followedAt: null, answeredAt: null },
  ...change,
});

const resolved = (kind: CaseKind, resolution: string | null, decision: Case['decision'] = null) =>
  move(aCase({ kind }), { state: 'RESOLVED', resolution, decision, solved: true }, 9);

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
    const again = done.ok && reply(done.value, 'customer', false, 10);
    expect(again).toMatchObject({ value: { state: 'IN_PROGRESS', closedAt: null, resolution: null } });
  });

  it.each([
    ['OPEN', 'staff', false, 'IN_PROGRESS'],
    ['OPEN', 'staff', true, 'OPEN'],
    ['OPEN', 'customer', false, 'OPEN'],
    ['WAITING_FOR_CUSTOMER', 'customer', false, 'IN_PROGRESS'],
    ['WAITING_FOR_CUSTOMER', 'staff', false, 'WAITING_FOR_CUSTOMER'],
  ] as const)('%s, a word of the %s (internal: %s): %s', (state, by, internal, after) => {
    expect(reply(aCase({ state }), by, internal, 7)).toMatchObject({ value: { state: after } });
  });

  it('is opened again within thirty days, and not after', () => {
    const done = aCase({ state: 'RESOLVED', closedAt: 0, resolution: 'Refunded', solved: true });
    const again = { state: 'IN_PROGRESS', resolution: null, decision: null, solved: true } as const;
    expect(move(done, again, REOPEN_WITHIN)).toMatchObject({ value: { state: 'IN_PROGRESS', solved: null } });
    expect(move(done, again, REOPEN_WITHIN + 1)).toMatchObject({ refusal: { code: 'CASE_REOPEN_WINDOW' } });
    expect(reply(done, 'customer', false, REOPEN_WITHIN + 1)).toMatchObject({ ok: false });
    expect(move(done, { ...again, state: 'CLOSED' }, REOPEN_WITHIN + 1)).toMatchObject({ value: { solved: true } });
  });

  it('ends solved or not; a suggestion is neither, but is followed through once adopted', () => {
    const end = { state: 'RESOLVED', resolution: 'Nobody knows', decision: null, solved: false } as const;
    expect(move(aCase(), end, 9)).toMatchObject({ value: { solved: false } });
    const adopted = move(aCase({ kind: 'SUGGESTION' }), { ...end, decision: 'ADOPTED' }, 9);
    expect(adopted).toMatchObject({ value: { solved: null, decision: 'ADOPTED' } });
    expect(adopted.ok && followUp(adopted.value, ' Built ', 12)).toMatchObject({
      value: { followThrough: 'Built', followedAt: 12 },
    });
    expect(followUp(aCase(), 'Built', 12)).toMatchObject({ refusal: { code: 'FOLLOW_THROUGH_NOT_ADOPTED' } });
  });

  it('remembers its first answer, which no internal note is', () => {
    const noted = reply(aCase(), 'staff', true, 5);
    expect(noted).toMatchObject({ value: { answeredAt: null } });
    expect(reply(aCase(), 'staff', false, 5)).toMatchObject({ value: { answeredAt: 5 } });
    expect(reply(aCase({ state: 'IN_PROGRESS', answeredAt: 5 }), 'staff', false, 8)).toMatchObject({
      value: { answeredAt: 5 },
    });
  });

  it('gives more time the less it presses', () => {
    const house = versionOn(REGIMES, 'house', '2026-01-01');
    const hours = (about: string) => (house ? ruleFor(house, 'RESOLVE', about)?.span.amount : null);
    expect(['URGENT', 'HIGH', 'NORMAL', 'LOW'].map((one) => hours(`COMPLAINT:${one}`))).toEqual([4, 24, 72, 120]);
    expect(hours('SUGGESTION:NORMAL')).toBeGreaterThan(72);
  });
});
