import { describe, expect, it } from 'vitest';
import type { Stop } from '../shipment/parts.ts';
import { ageSeconds, type EtaFacts, forecast, revise } from './eta.ts';
import { type Milestone, NO_READINGS } from './milestone.ts';

const at = (text: string): number => Date.parse(`2026-03-${text}:00Z`);

const aStop = (more: Partial<Stop>): Stop => ({
  id: 's',
  shipmentId: 'x',
  accountId: 'a',
  sequence: 1,
  kind: 'PICKUP',
  name: '',
  address: { lines: [], city: '', region: null, postalCode: null, country: 'US' },
  timeZone: 'UTC',
  latitude: null,
  longitude: null,
  windowFrom: null,
  windowTo: null,
  arrivedAt: null,
  departedAt: null,
  ...more,
});

const STOPS = [
  aStop({ sequence: 1, windowTo: at('03T15:00') }),
  aStop({ sequence: 2, kind: 'DELIVERY' }),
  aStop({ sequence: 3, kind: 'DELIVERY', windowTo: at('05T17:00') }),
];

const aFact = (code: string, when: string, more: Partial<Milestone> = {}): Milestone => ({
  id: 'm',
  shipmentId: 'x',
  accountId: 'a',
  code,
  reasonCode: null,
  at: at(when),
  timeZone: 'UTC',
  source: 'carrier',
  stop: null,
  place: null,
  latitude: null,
  longitude: null,
  note: null,
  ...NO_READINGS,
  recordedAt: at(when),
  movedState: false,
  idempotencyKey: null,
  ...more,
});

const facts = (milestones: Milestone[], more: Partial<EtaFacts> = {}): EtaFacts => ({
  createdAt: at('02T12:00'),
  promisedAt: at('05T16:00'),
  stops: STOPS,
  milestones,
  told: null,
  ...more,
});

const told = { at: at('06T10:00'), reason: 'Carrier called', reasonCode: 'ESTIMATE', toldAt: at('03T12:00') };

describe('forecast', () => {
  it.each<[string, EtaFacts, string | null, string | null]>([
    ['the promise', facts([]), '05T16:00', 'PROMISE'],
    ['the window without a promise', facts([], { promisedAt: null }), '05T17:00', 'PROMISE'],
    ['nothing without window and promise', facts([], { promisedAt: null, stops: [] }), null, null],
    ['the promise after a departure on time', facts([aFact('AF', '03T15:10')]), '05T16:00', 'PROMISE'],
    ['hours lost at departure', facts([aFact('AF', '03T18:00')]), '05T19:00', 'LATE_DEPARTURE'],
    ['the reason of a late departure', facts([aFact('AF', '03T18:00', { reasonCode: 'AI' })]), '05T19:00', 'AI'],
    ['no departure from a later stop', facts([aFact('AF', '04T18:00', { stop: 2 })]), '05T16:00', 'PROMISE'],
    ['the usual hours of weather', facts([aFact('SD', '04T10:00', { reasonCode: 'AO' })]), '06T16:00', 'AO'],
    ['four hours of an unexplained delay', facts([aFact('SD', '04T10:00')]), '05T20:00', 'SD'],
    ['no delay on normal status', facts([aFact('SD', '04T10:00', { reasonCode: 'NS' })]), '05T16:00', 'PROMISE'],
    ['a day after a failed attempt', facts([aFact('AH', '05T10:00')]), '06T16:00', 'AH'],
    ['arrival and unloading', facts([aFact('X1', '05T14:00')]), '05T14:30', 'ARRIVED'],
    ['no arrival at a stop on the way', facts([aFact('X1', '04T14:00', { stop: 2 })]), '05T16:00', 'PROMISE'],
    ['delivery', facts([aFact('D1', '05T15:00'), aFact('SD', '04T10:00')]), '05T15:00', 'DELIVERED'],
    ['no delivery at a stop on the way', facts([aFact('D1', '04T14:00', { stop: 2 })]), '05T16:00', 'PROMISE'],
    ['what somebody told', facts([], { told }), '06T10:00', 'ESTIMATE'],
    ['told, not what was known before', facts([aFact('SD', '03T10:00')], { told }), '06T10:00', 'ESTIMATE'],
    ['told and what came after', facts([aFact('SD', '04T10:00')], { told }), '06T14:00', 'SD'],
    ['told and hours lost since the window', facts([aFact('AF', '03T17:00')], { told }), '06T12:00', 'LATE_DEPARTURE'],
  ])('gives %s', (_, known, when, code) => {
    const result = forecast(known);
    expect(result?.at ?? null).toBe(when && at(when));
    expect(result?.reasonCode ?? null).toBe(code);
  });

  it('counts each trouble once and in any order', () => {
    const snow = [aFact('SD', '04T10:00', { reasonCode: 'AO' }), aFact('SD', '04T12:00', { reasonCode: 'AO' })];
    const all = [...snow, aFact('AF', '03T18:00')];
    expect(forecast(facts(all))).toEqual(forecast(facts([...all].reverse())));
    expect(forecast(facts(all))?.at).toBe(at('06T19:00'));
  });
});

describe('revision', () => {
  const first = revise(null, forecast(facts([])), 'UTC', at('02T12:00'));

  it('remembers what stood before', () => {
    const next = revise(first, forecast(facts([aFact('AF', '03T18:00')])), 'UTC', at('03T18:05'));
    expect(next).toMatchObject({ previousAt: at('05T16:00'), changedAt: at('03T18:05'), reason: 'Departed 3 h late' });
  });

  it('keeps time and reason while facts confirm it', () => {
    const next = revise(first, forecast(facts([aFact('X4', '04T18:00')])), 'UTC', at('04T18:05'));
    expect(next).toMatchObject({ previousAt: null, changedAt: at('02T12:00'), factAt: at('04T18:00') });
    expect(next && ageSeconds(next, at('04T18:01'))).toBe(60);
  });

  it('is never younger than now', () => {
    expect(ageSeconds({ factAt: at('05T00:00') }, at('04T00:00'))).toBe(0);
  });
});
