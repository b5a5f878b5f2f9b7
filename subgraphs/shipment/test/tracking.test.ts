import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  aLoad,
  anOrder,
  givenLoad,
  givenOrder,
  mutation,
  record,
  type ShipmentApi,
  startShipmentApi,
} from './builders.ts';

const STORY = `query($id: ID!) { shipment(id: $id) { state late openExceptionCount
  milestones { code movedState at localTime timeZone place source }
  eta { at reason reasonCode previousAt changedAt ageSeconds timeZone }
  stops { arrivedAt departedAt } exceptions { id kind description resolvedAt resolution } } }`;

eachDatabase((engine) => {
  describe('tracking', () => {
    let api: ShipmentApi;
    let id: string;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    beforeEach(async () => {
      api.clock.set('2026-03-02T12:00:00Z');
      const load = await givenLoad(api.system, aLoad(newId()));
      id = load.id;
      await api.system.ask(mutation('acceptTender(id: $id)', '$id: ID!'), { id });
    });
    afterAll(() => api.stop());

    const story = async () => (await api.system.ask(STORY, { id })).shipment;

    it('moves a load from pick-up to delivery', async () => {
      await record(api.system, id, 'X3', '2026-03-03T14:00:00Z');
      await record(api.system, id, 'AF', '2026-03-03T14:30:00Z');
      await record(api.system, id, 'AM', '2026-03-05T12:00:00Z');
      await record(api.system, id, 'D1', '2026-03-05T16:10:00Z', { source: 'carrier' });
      const shipment = await story();
      expect(shipment).toMatchObject({ state: 'DELIVERED', late: false });
      expect(
        shipment.milestones.map((one: { code: string; movedState: boolean }) => [one.code, one.movedState]),
      ).toEqual([
        ['X3', false],
        ['AF', true],
        ['AM', true],
        ['D1', true],
      ]);
      expect(shipment.milestones[3]).toMatchObject({ localTime: '2026-03-05T10:10', timeZone: 'America/Chicago' });
      expect(shipment.stops).toEqual([
        { arrivedAt: '2026-03-03T14:00:00.000Z', departedAt: '2026-03-03T14:30:00.000Z' },
        { arrivedAt: '2026-03-05T16:10:00.000Z', departedAt: null },
      ]);
      expect(shipment.eta).toMatchObject({ at: '2026-03-05T16:10:00.000Z', reasonCode: 'DELIVERED' });
    });

    it('keeps a late fact without moving back', async () => {
      await record(api.system, id, 'D1', '2026-03-05T16:10:00Z');
      const after = await record(api.system, id, 'AF', '2026-03-03T14:30:00Z');
      expect(after.state).toBe('DELIVERED');
      expect((await story()).milestones).toMatchObject([
        { code: 'AF', movedState: false },
        { code: 'D1', movedState: true },
      ]);
    });

    it('records one fact per idempotency key', async () => {
      const first = await record(api.system, id, 'X4', '2026-03-04T10:00:00Z', { idempotencyKey: 'k1' });
      const second = await record(api.system, id, 'X4', '2026-03-04T10:00:00Z', { idempotencyKey: 'k1' });
      expect(second.version).toBe(first.version);
      expect((await story()).milestones).toHaveLength(1);
    });

    it('shifts the estimate with a late departure', async () => {
      const { eta } = await record(api.system, id, 'AF', '2026-03-03T18:20:00Z');
      expect(eta).toEqual({
        at: '2026-03-05T20:20:00.000Z',
        reason: 'Departed 3 h 20 min late',
        previousAt: '2026-03-05T17:00:00.000Z',
      });
      expect(await story()).toMatchObject({ late: true });
    });

    it('raises one delay and settles it on delivery', async () => {
      await record(api.system, id, 'AF', '2026-03-03T14:30:00Z');
      await record(api.system, id, 'SD', '2026-03-04T10:00:00Z', { reasonCode: 'AO', note: 'Snow on I-90' });
      await record(api.system, id, 'SD', '2026-03-04T14:00:00Z', { reasonCode: 'AO' });
      expect(await story()).toMatchObject({
        openExceptionCount: 1,
        exceptions: [{ kind: 'DELAY', description: 'Delayed: Weather: Snow on I-90', resolvedAt: null }],
        eta: { at: '2026-03-06T17:00:00.000Z', reason: 'Weather: 24 h later', reasonCode: 'AO' },
      });
      await record(api.system, id, 'D1', '2026-03-06T16:00:00Z');
      expect(await story()).toMatchObject({
        late: true,
        openExceptionCount: 0,
        exceptions: [{ resolution: 'Delivered' }],
      });
    });

    it('never raises an exception on normal status', async () => {
      for (const code of ['SD', 'A9', 'A7', 'AH']) {
        const { openExceptionCount } = await record(api.system, id, code, '2026-03-04T10:00:00Z', { reasonCode: 'NS' });
        expect(openExceptionCount).toBe(0);
      }
      const damaged = await record(api.system, id, 'A9', '2026-03-04T11:00:00Z');
      expect(damaged.openExceptionCount).toBe(1);
    });

    it('takes an estimate from carrier or person', async () => {
      const told = await record(api.system, id, 'AG', '2026-03-06T09:00:00Z');
      expect(told.eta).toMatchObject({ at: '2026-03-06T09:00:00.000Z', reason: 'The carrier gave a new estimate' });
      api.clock.set('2026-03-04T10:00:00Z');
      const update = mutation(
        'updateEta(input: $input)',
        '$input: UpdateEtaInput!',
        'late eta { at reason ageSeconds previousAt }',
      );
      const input = { shipmentId: id, at: '2026-03-05T15:00:00Z', reason: 'Team driver took over' };
      const { result } = await api.system.ask(update, { input });
      expect(result).toMatchObject({
        late: false,
        eta: { at: '2026-03-05T15:00:00.000Z', ageSeconds: 0, previousAt: '2026-03-06T09:00:00.000Z' },
      });
      api.clock.advance(90_000);
      expect((await story()).eta.ageSeconds).toBe(90);
    });

    it('goes back to the road after a failed attempt', async () => {
      await record(api.system, id, 'AF', '2026-03-03T14:30:00Z');
      await record(api.system, id, 'AM', '2026-03-05T12:00:00Z');
      const failed = await record(api.system, id, 'AH', '2026-03-05T16:00:00Z', { reasonCode: 'B1' });
      expect(failed).toMatchObject({ state: 'IN_TRANSIT', openExceptionCount: 1 });
      expect(failed.eta.reason).toBe('Consignee closed: 24 h later');
    });

    it('raises and resolves exceptions by hand', async () => {
      const raising = mutation(
        'raiseException(input: $input)',
        '$input: RaiseExceptionInput!',
        'exceptions { id kind }',
      );
      const input = { shipmentId: id, kind: 'HOLD', description: 'Shipper asked to wait' };
      const raised = (await api.system.ask(raising, { input })).result;
      const exceptionId = raised.exceptions[0].id;
      const resolving = mutation(
        'resolveException(shipmentId: $id, exceptionId: $exceptionId, resolution: "Released")',
        '$id: ID!, $exceptionId: ID!',
        'openExceptionCount',
      );
      expect((await api.system.ask(resolving, { id, exceptionId })).result).toMatchObject({ openExceptionCount: 0 });
      expect((await api.system.ask(resolving, { id, exceptionId })).result).toMatchObject({
        code: 'EXCEPTION_ALREADY_RESOLVED',
      });
    });

    it('keeps what was measured and read with a fact', async () => {
      const readings = { temperatureCelsius: -18.5, sealNumbers: ['S-1', ' S-2 ', 'S-1', ''], scannedUnits: ['003'] };
      await record(api.system, id, 'X4', '2026-03-04T10:00:00Z', readings);
      await record(api.system, id, 'P1', '2026-03-04T11:00:00Z');
      const text = `query($id: ID!) { shipment(id: $id) { milestones {
        code temperatureCelsius sealNumbers scannedUnits } } }`;
      expect((await api.system.ask(text, { id })).shipment.milestones).toEqual([
        { code: 'X4', temperatureCelsius: -18.5, sealNumbers: ['S-1', 'S-2'], scannedUnits: ['003'] },
        { code: 'P1', temperatureCelsius: null, sealNumbers: [], scannedUnits: [] },
      ]);
    });

    it.each([
      ['TEMPERATURE_RANGE', 'X4', { temperatureCelsius: 212 }],
      ['TOO_MANY_NUMBERS', 'X4', { sealNumbers: Array.from({ length: 21 }, (_, n) => `S${n}`) }],
      ['TEXT_TOO_LONG', 'X4', { scannedUnits: ['0'.repeat(49)] }],
      ['MILESTONE_CODE_UNKNOWN', 'ZZ9', {}],
      ['REASON_CODE_MALFORMED', 'SD', { reasonCode: 'late' }],
      ['TIME_ZONE_UNKNOWN', 'X4', { timeZone: 'Mars/Olympus' }],
      ['STOP_UNKNOWN', 'X1', { stop: 7 }],
    ])('refuses a fact with %s', async (code, milestone, more) => {
      expect(await record(api.system, id, milestone, '2026-03-04T10:00:00Z', more)).toMatchObject({ code });
    });

    it('becomes late when the promise passes', async () => {
      const order = await givenOrder(api.system, anOrder(newId()));
      const late = async () =>
        (await api.system.ask('query($id: ID!) { shipment(id: $id) { late } }', { id: order.id })).shipment.late;
      expect(await late()).toBe(false);
      api.clock.set('2026-03-05T17:00:01Z');
      expect(await late()).toBe(true);
    });
  });
});
