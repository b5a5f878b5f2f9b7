import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLoad, givenLoad, mutation, type ShipmentApi, startShipmentApi } from './builders.ts';

const FIELDS = 'tender { version answer answeredAt reason } note references { kind value }';
const ACCEPT = mutation('acceptTender(id: $id, pro: $pro)', '$id: ID!, $pro: String', FIELDS);
const DECLINE = mutation('declineTender(id: $id, reason: "No truck")', '$id: ID!', FIELDS);

eachDatabase((engine) => {
  describe('tendering', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    const accept = async (id: string, pro?: string) => (await api.system.ask(ACCEPT, { id, pro })).result;
    const decline = async (id: string) => (await api.system.ask(DECLINE, { id })).result;

    it('accepts a load once, with our number', async () => {
      const load = await givenLoad(api.system, aLoad(newId()));
      expect(load).toMatchObject({ state: 'TENDERED', tender: { version: 1, answer: null } });
      const accepted = await accept(load.id, 'PRO-9');
      expect(accepted).toMatchObject({ state: 'BOOKED', tender: { answer: 'ACCEPTED' } });
      expect(accepted.references).toContainEqual({ kind: 'PRO', value: 'PRO-9' });
      expect(await accept(load.id)).toMatchObject({ code: 'TENDER_ALREADY_ANSWERED' });
      expect(await decline(load.id)).toMatchObject({ code: 'TENDER_ALREADY_ANSWERED' });
    });

    it('declines a load for good', async () => {
      const input = aLoad(newId());
      const { id } = await givenLoad(api.system, input);
      expect(await decline(id)).toMatchObject({ state: 'DECLINED', tender: { reason: 'No truck' }, nextStates: [] });
      expect(await givenLoad(api.system, { ...input, purpose: '04' })).toMatchObject({ code: 'LOAD_NOT_CHANGEABLE' });
    });

    it('asks again when the offer has changed', async () => {
      const input = aLoad(newId());
      const { id } = await givenLoad(api.system, input);
      await accept(id, 'PRO-OURS');
      const stops = (input.stops as object[]).slice(0, 1);
      const changed = await givenLoad(api.system, { ...input, purpose: '04', stops });
      expect(changed).toMatchObject({ id, state: 'BOOKED', tender: { version: 2, answer: null } });
      const { shipment } = await api.system.ask(
        'query($id: ID!) { shipment(id: $id) { stops { kind } references { kind } } }',
        { id },
      );
      expect(shipment).toEqual({ stops: [{ kind: 'PICKUP' }], references: [{ kind: 'LOAD' }, { kind: 'PRO' }] });
      expect(await accept(id)).toMatchObject({ state: 'BOOKED', tender: { version: 2, answer: 'ACCEPTED' } });
    });

    it('gives a booked load back when its change is declined', async () => {
      const input = aLoad(newId());
      const { id } = await givenLoad(api.system, input);
      await accept(id);
      await givenLoad(api.system, { ...input, purpose: '05' });
      expect(await decline(id)).toMatchObject({ state: 'CANCELLED', tender: { version: 2, answer: 'DECLINED' } });
    });

    it('cancels a known load and no other', async () => {
      const input = aLoad(newId());
      await givenLoad(api.system, input);
      expect(await givenLoad(api.system, { ...input, purpose: '01' })).toMatchObject({ state: 'CANCELLED' });
      const stranger = await givenLoad(api.system, aLoad(newId(), { purpose: '01' }));
      expect(stranger).toMatchObject({ code: 'LOAD_UNKNOWN', field: 'loadNumber' });
      expect(await givenLoad(api.system, aLoad(newId(), { purpose: '77' }))).toMatchObject({
        code: 'TENDER_PURPOSE_UNKNOWN',
      });
    });

    it('notes an answer after the deadline', async () => {
      const load = await givenLoad(api.system, aLoad(newId(), { respondBy: '2026-03-02T11:00:00Z' }));
      const accepted = await accept(load.id);
      expect(accepted.state).toBe('BOOKED');
      expect(accepted.note).toContain('after its deadline, 2026-03-02T11:00:00.000Z');
    });

    it('lets one of two opposite answers win', async () => {
      const { id } = await givenLoad(api.system, aLoad(newId()));
      const answers = await Promise.allSettled([accept(id), decline(id), accept(id)]);
      const won = answers.filter((one) => one.status === 'fulfilled' && one.value.state !== undefined);
      expect(won).toHaveLength(1);
      for (const one of answers) {
        if (one.status === 'rejected') expect(String(one.reason)).toContain('CONFLICT');
      }
    });
  });
});
