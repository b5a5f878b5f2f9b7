import { createHash } from 'node:crypto';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aLinkHolder, aShipper } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOrder, givenOrder, mutation, record, type ShipmentApi, ship, startShipmentApi } from './builders.ts';

const CREATE = `mutation($input: CreateTrackingLinkInput!) { result: createTrackingLink(input: $input) { __typename
  ... on Refusal { code } ... on TrackingLinkCreated { token path link { id scopes expiresAt } } } }`;
const VERIFY = 'query($token: String!) { verifyTrackingLink(token: $token) { viewer expiresAt } }';
const TRACKING = `{ tracking { id number state shipperAccount { id } destinationCity originCity late deliveredAt timeZone pieces
  scopes eta { at reason } milestones { code place note latitude longitude } stops { city kind latitude longitude }
  instructions { text by } liveCursor } }`;

eachDatabase((engine) => {
  describe('tracking links', () => {
    let api: ShipmentApi;
    let account: string;
    let id: string;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    beforeEach(async () => {
      api.clock.set('2026-03-02T12:00:00Z');
      account = newId();
      id = (await givenOrder(api.system, anOrder(account))).id;
    });
    afterAll(() => api.stop());

    const create = async (more: object = {}) =>
      (await api.as(aShipper(account)).ask(CREATE, { input: { shipmentId: id, ...more } })).result;
    const verify = async (token: string): Promise<Viewer | null> => {
      const { verifyTrackingLink } = await api.system.ask(VERIFY, { token });
      return verifyTrackingLink && JSON.parse(verifyTrackingLink.viewer);
    };

    it('opens one shipment to whoever holds it', async () => {
      const made = await create();
      expect(made.token).toMatch(/^qt_[\w-]{22}$/);
      expect(made).toMatchObject({ path: `/t/${made.token}`, link: { expiresAt: '2026-05-04T17:00:00.000Z' } });
      const viewer = await verify(made.token);
      expect(viewer).toMatchObject({ kind: 'link', reach: { kind: 'shipment', accountId: account, shipmentId: id } });
      const { tracking } = await api.as(viewer as Viewer).ask(TRACKING);
      expect(tracking).toMatchObject({
        id,
        state: 'BOOKED',
        shipperAccount: { id: account },
        originCity: 'Boston',
        destinationCity: 'Chicago',
        timeZone: 'America/Chicago',
        pieces: 15,
        scopes: ['TRACK', 'INSTRUCT', 'REPORT_DAMAGE', 'RATE', 'ASK'],
      });
    });

    it('keeps only the hash of a token', async () => {
      const { token } = await create();
      const rows = await api.subgraph.db.read((em) => em.query('SELECT * FROM tracking_link'));
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(JSON.stringify(rows)).toContain(createHash('sha256').update(token).digest('hex'));
    });

    it('dies by revocation and by time', async () => {
      const { token, link } = await create();
      const shortLived = await create({ expiresAt: '2026-03-02T13:00:00Z' });
      const revoking = mutation('revokeTrackingLink(id: $id)', '$id: ID!', 'trackingLinks { id revokedAt }');
      const { result } = await api.as(aShipper(account)).ask(revoking, { id: link.id });
      expect(result.trackingLinks[0]).toEqual({ id: link.id, revokedAt: '2026-03-02T12:00:00.000Z' });
      expect(await verify(token)).toBeNull();
      expect(await verify(shortLived.token)).not.toBeNull();
      api.clock.set('2026-03-02T13:00:00Z');
      expect(await verify(shortLived.token)).toBeNull();
      expect(await verify('qt_AAAAAAAAAAAAAAAAAAAAAA')).toBeNull();
      expect(await verify("' OR 1=1 --")).toBeNull();
      const events = await api.subgraph.db.read((em) =>
        em.query(`SELECT data FROM event WHERE type = 'credential.revoked.v1'`),
      );
      const credentialHash = createHash('sha256').update(token).digest('hex');
      expect(events.map((event: { data: string }) => JSON.parse(event.data))).toContainEqual({ credentialHash });
    });

    it('says of a dead link that it lived', async () => {
      const ended = async (token: string) =>
        (await api.system.ask('query($t: String!) { trackingLinkEnded(token: $t) }', { t: token })).trackingLinkEnded;
      const { token } = await create({ expiresAt: '2026-03-02T13:00:00Z' });
      expect(await ended(token)).toBe(false);
      api.clock.set('2026-03-02T13:00:00Z');
      expect(await ended(token)).toBe(true);
      expect(await ended('qt_AAAAAAAAAAAAAAAAAAAAAA')).toBe(false);
      const asked = await api.as(aShipper(account)).answer('{ trackingLinkEnded(token: "x") }');
      expect(asked.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    });

    it('refuses links that make no sense', async () => {
      expect(await create({ scopes: ['RATE'] })).toMatchObject({ code: 'LINK_WITHOUT_TRACK' });
      expect(await create({ expiresAt: '2026-03-01T00:00:00Z' })).toMatchObject({ code: 'EXPIRY_IN_PAST' });
      expect(await create({ expiresAt: '2030-03-01T00:00:00Z' })).toMatchObject({ code: 'EXPIRY_TOO_FAR' });
    });

    it('is verified for nobody but the product', async () => {
      const { token } = await create();
      const answer = await api.as(aShipper(account)).answer(VERIFY, { token });
      expect(answer.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    });

    it('hides street, names, notes and, once delivered, position', async () => {
      await ship(api.system, id);
      await record(api.system, id, 'X4', '2026-03-03T12:00:00Z', {
        latitude: 41.4567,
        longitude: -81.7123,
        note: 'Call Joe',
      });
      const consignee = api.as(aLinkHolder(account, id));
      const before = (await consignee.ask(TRACKING)).tracking;
      expect(before.milestones[1]).toMatchObject({ latitude: 41.5, longitude: -81.7, note: null });
      expect(JSON.stringify(before)).not.toMatch(/Street|Maple|Harbor|Joe|555/);
      await record(api.system, id, 'D1', '2026-03-04T12:00:00Z');
      const after = (await consignee.ask(TRACKING)).tracking;
      expect(after.milestones.every((one: { latitude: unknown }) => one.latitude === null)).toBe(true);
      expect(after.stops[1]).toMatchObject({ city: 'Chicago', latitude: 40 });
    });

    it('carries instructions until the delivery is over', async () => {
      const consignee = api.as(aLinkHolder(account, id));
      const text = `mutation($text: String!) { result: giveDeliveryInstruction(text: $text) {
        ... on Refusal { code } ... on Tracking { instructions { text by } } } }`;
      const given = await consignee.ask(text, { text: 'Leave it at the back door' });
      expect(given.result.instructions).toEqual([{ text: 'Leave it at the back door', by: 'Consignee' }]);
      expect((await consignee.ask(text, { text: 'x'.repeat(501) })).result).toEqual({ code: 'TEXT_TOO_LONG' });
      const mute = await api.as(aLinkHolder(account, id, ['TRACK'])).answer(text, { text: 'Hello' });
      expect(mute.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
      await record(api.system, id, 'D1', '2026-03-04T12:00:00Z');
      expect((await consignee.ask(text, { text: 'Too late' })).result).toEqual({ code: 'SHIPMENT_CLOSED' });
    });

    it('shows nothing without the scope to track', async () => {
      expect(await api.as(aLinkHolder(account, id, ['RATE'])).ask(TRACKING)).toEqual({ tracking: null });
      expect(await api.as(aShipper(account)).ask(TRACKING)).toEqual({ tracking: null });
    });
  });
});
