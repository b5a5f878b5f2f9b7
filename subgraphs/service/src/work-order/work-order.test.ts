import { describe, expect, it } from 'vitest';
import { checkRoom } from '../capacity/capacity.ts';
import { CATALOGUE } from './catalogue.ts';
import { mayBecome, type WorkOrderState } from './transitions.ts';
import { checkRequest } from './work-order.ts';

const aRequest = { service: 'LABELLING', quantity: 1, instructions: 'Left', sku: null } as const;

describe('work order', () => {
  it.each<[WorkOrderState, WorkOrderState, boolean]>([
    ['REQUESTED', 'QUOTED', true],
    ['REQUESTED', 'APPROVED', false],
    ['QUOTED', 'APPROVED', true],
    ['SCHEDULED', 'QUOTED', true],
    ['REQUESTED', 'DONE', false],
    ['APPROVED', 'REFUSED', false],
    ['IN_PROGRESS', 'CANCELLED', true],
    ['DONE', 'IN_PROGRESS', false],
  ])('from %s to %s: %s', (from, to, allowed) => {
    expect(mayBecome(from, to)).toBe(allowed);
  });

  it('is ordered from a catalogue without doubles', () => {
    const services = CATALOGUE.map((entry) => entry.service);
    expect(new Set(services).size).toBe(services.length);
    expect(services).toEqual([
      ...['SHELVING', 'TALLYING', 'REPACKING', 'LABELLING', 'KITTING', 'PHOTO'],
      ...['QUALITY_CHECK', 'RETURNS_HANDLING', 'FINANCING_REFERRAL'],
    ]);
  });

  it('is told how many hours a full day has left, not more exactly than people count', () => {
    const day = { id: 'D', branch: '/group/', day: '2026-03-03', minutes: 480, bookedMinutes: 40, version: 1 };
    const figures = [
      { name: 'day', value: '2026-03-03' },
      { name: 'left', value: '7.33' },
      { name: 'capacity', value: '8' },
    ];
    expect(checkRoom([day], day.day, 450)).toMatchObject({ refusal: { figures } });
  });

  it.each([
    [{ service: 'WAREHOUSING' as const }, 'NOT_IN_CATALOGUE'],
    [{ quantity: 0 }, 'QUANTITY_NOT_POSITIVE'],
    [{ quantity: Number.POSITIVE_INFINITY }, 'QUANTITY_NOT_POSITIVE'],
    [{ instructions: ' ' }, 'INSTRUCTIONS_MISSING'],
    [{ sku: 'x'.repeat(65) }, 'SKU_LENGTH'],
  ])('refuses %o', (change, code) => {
    expect(checkRequest({ ...aRequest, ...change })).toMatchObject({ ok: false, refusal: { code } });
  });
});
