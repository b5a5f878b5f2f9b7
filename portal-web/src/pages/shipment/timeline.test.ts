import { expect, it } from 'vitest';
import { happened, planned } from './timeline.ts';

const milestone = (id: string, code: string, at: string, source = 'carrier') => ({
  id,
  code,
  at,
  source,
  reasonCode: null,
  localTime: at.slice(0, 16),
  timeZone: 'UTC',
  place: 'Memphis, TN',
  latitude: null,
  longitude: null,
  note: null,
  recordedAt: at,
  movedState: true,
});

it('puts the newest fact on top', () => {
  const line = happened([milestone('1', 'AF', '2026-11-01T08:00:00Z'), milestone('2', 'X6', '2026-11-02T08:00:00Z')]);
  expect(line.map((entry) => entry.milestone.code)).toEqual(['X6', 'AF']);
});

it('merges one fact told by two partners', () => {
  const line = happened([
    milestone('1', 'AF', '2026-11-01T08:00:00Z', 'carrier'),
    milestone('2', 'AF', '2026-11-01T08:00:00Z', 'edi'),
  ]);
  expect(line).toMatchObject([{ repeats: 1, milestone: { id: '1' } }]);
});

it('plans only stops that are still ahead', () => {
  const stop = (id: string, arrivedAt: string | null) => ({
    id,
    sequence: 1,
    kind: 'DELIVERY' as const,
    name: 'Dock',
    timeZone: 'UTC',
    latitude: null,
    longitude: null,
    windowFrom: '2026-11-03T08:00:00Z',
    windowTo: null,
    arrivedAt,
    departedAt: null,
    address: { lines: [], city: 'Chicago', region: 'IL', postalCode: null, country: 'US' },
  });
  expect(planned([stop('a', null), stop('b', '2026-11-03T09:00:00Z')]).map((entry) => entry.stop.id)).toEqual(['a']);
});
