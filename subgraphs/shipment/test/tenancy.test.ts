import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLoad, anOrder, givenLoad, givenOrder, mutation, type ShipmentApi, startShipmentApi } from './builders.ts';

const READS: readonly [string, string][] = [
  ['shipment', 'query($id: ID!) { found: shipment(id: $id) { id } }'],
  ['list', 'query($id: ID!) { shipments { nodes { id } } found: shipment(id: $id) { id } }'],
  [
    'entity',
    'query($id: ID!) { _entities(representations: [{ __typename: "Shipment", id: $id }]) { ... on Shipment { id lines { sku } } } found: shipment(id: $id) { id } }',
  ],
  [
    'tracking entity',
    'query($id: ID!) { _entities(representations: [{ __typename: "Tracking", id: $id }]) { ... on Tracking { id } } found: shipment(id: $id) { id } }',
  ],
];

const WRITES: readonly [string, string, string][] = [
  ['startPicking', 'startPicking(id: $id)', '$id: ID!'],
  ['packShipment', 'packShipment(id: $id)', '$id: ID!'],
  ['cancelShipment', 'cancelShipment(id: $id, reason: "no")', '$id: ID!'],
  ['acceptTender', 'acceptTender(id: $id)', '$id: ID!'],
  ['declineTender', 'declineTender(id: $id, reason: "no")', '$id: ID!'],
  ['shipShipment', 'shipShipment(input: { id: $id })', '$id: ID!'],
  [
    'recordMilestone',
    'recordMilestone(input: { shipmentId: $id, code: "X4", at: "2026-03-02T10:00:00Z" })',
    '$id: ID!',
  ],
  ['updateEta', 'updateEta(input: { shipmentId: $id, at: "2026-03-09T10:00:00Z", reason: "x" })', '$id: ID!'],
  ['raiseException', 'raiseException(input: { shipmentId: $id, kind: OTHER, description: "x" })', '$id: ID!'],
  ['resolveException', 'resolveException(shipmentId: $id, exceptionId: $id, resolution: "x")', '$id: ID!'],
  ['attachDocument', 'attachDocument(input: { shipmentId: $id, kind: OTHER, fileId: $id })', '$id: ID!'],
];

const codeOf = (answer: { errors?: readonly { extensions?: Record<string, unknown> }[] }) =>
  answer.errors?.[0]?.extensions?.['code'];

eachDatabase((engine) => {
  describe('tenancy', () => {
    let api: ShipmentApi;
    const account = newId();
    const other = newId();
    let id: string;
    let load: string;
    let strangers: readonly [string, Viewer][];
    beforeAll(async () => {
      api = await startShipmentApi(engine);
      await api.place(account, '/group/east/boston/');
      await api.place(other, '/group/west/');
      id = (await givenOrder(api.system, anOrder(account))).id;
      load = (await givenLoad(api.system, aLoad(account))).id;
      const elsewhere = (await givenOrder(api.system, anOrder(other))).id;
      strangers = [
        ['another account', aShipper(other, 'SHIPPER_ADMINISTRATOR')],
        ['a key of another account', aKey(other)],
        ['staff of another branch', aStaffMember('/group/west/', 'ADMINISTRATOR')],
        ['staff of a branch with a longer name', aStaffMember('/group/east/boston-north/', 'OPERATOR')],
        ['the link of another shipment', aLinkHolder(other, elsewhere)],
        ['a key that may not read', aKey(account, ['edi'])],
      ];
    });
    afterAll(() => api.stop());

    it.each(READS)('shows a stranger nothing by %s', async (_, text) => {
      for (const [who, viewer] of strangers) {
        const answer = await api.as(viewer).ask(text, { id });
        expect(answer.found, who).toBeNull();
        expect(JSON.stringify(answer), who).not.toContain(id);
      }
    });

    it('counts nothing of others', async () => {
      const counts = async (viewer: Viewer) =>
        (await api.as(viewer).ask('query($id: ID) { shipmentCounts(accountId: $id) { state count } }', { id: account }))
          .shipmentCounts;
      expect(await counts(aShipper(other))).toEqual([]);
      expect(await counts(aStaffMember('/group/west/'))).toEqual([]);
      expect(await counts(aStaffMember('/group/east/'))).toHaveLength(2);
    });

    it('finds nothing of others by search', async () => {
      const search = async (viewer: Viewer) =>
        (await api.as(viewer).ask('{ shipments(filter: { search: "PO-77" }) { nodes { id } } }')).shipments.nodes;
      expect(await search(aShipper(account))).toEqual([{ id }]);
      expect((await search(aShipper(other))).map((one: { id: string }) => one.id)).not.toContain(id);
    });

    it.each(WRITES)('refuses a stranger %s', async (_, call, input) => {
      for (const [who, viewer] of strangers) {
        const answer = await api.as(viewer).answer(mutation(call, input), { id });
        expect(['NOT_FOUND', 'FORBIDDEN'], who).toContain(codeOf(answer));
      }
    });

    it.each(WRITES)('refuses a read-only key and a consignee %s', async (_, call, input) => {
      for (const viewer of [aKey(account, ['read']), aLinkHolder(account, id), aStaffMember('/', 'EXECUTIVE')]) {
        expect(codeOf(await api.as(viewer).answer(mutation(call, input), { id }))).toBe('FORBIDDEN');
      }
    });

    it('lets a shipper order and cancel, not operate', async () => {
      const shipper = api.as(aShipper(account));
      const mine = await givenOrder(shipper, anOrder(account));
      const pick = await shipper.answer(mutation('startPicking(id: $id)', '$id: ID!'), { id: mine.id });
      expect(codeOf(pick)).toBe('FORBIDDEN');
      const answer = await shipper.answer(mutation('acceptTender(id: $id)', '$id: ID!'), { id: load });
      expect(codeOf(answer)).toBe('FORBIDDEN');
      const cancel = await shipper.ask(mutation('cancelShipment(id: $id, reason: "changed")', '$id: ID!'), {
        id: mine.id,
      });
      expect(cancel.result.state).toBe('CANCELLED');
    });

    it('lets nobody order for an account out of reach', async () => {
      const booking = mutation('createShipment(input: $input)', '$input: CreateShipmentInput!');
      for (const viewer of [aShipper(other), aKey(other), aStaffMember('/group/west/', 'OPERATOR')]) {
        expect(codeOf(await api.as(viewer).answer(booking, { input: anOrder(account) }))).toBe('NOT_FOUND');
      }
      expect(codeOf(await api.as(aLinkHolder(account, id)).answer(booking, { input: anOrder(account) }))).toBe(
        'FORBIDDEN',
      );
      const tendering = mutation('tenderLoad(input: $input)', '$input: TenderLoadInput!');
      expect(codeOf(await api.as(aShipper(other)).answer(tendering, { input: aLoad(account) }))).toBe('NOT_FOUND');
    });

    it('lets nobody share or revoke for others', async () => {
      const text =
        'mutation($id: ID!) { createTrackingLink(input: { shipmentId: $id }) { ... on TrackingLinkCreated { link { id } } } }';
      const { createTrackingLink } = await api.as(aShipper(account)).ask(text, { id });
      for (const [who, viewer] of strangers.slice(0, 5)) {
        expect(['NOT_FOUND', 'FORBIDDEN'], who).toContain(codeOf(await api.as(viewer).answer(text, { id })));
        const revoke = await api
          .as(viewer)
          .answer(mutation('revokeTrackingLink(id: $id)', '$id: ID!'), { id: createTrackingLink.link.id });
        expect(['NOT_FOUND', 'FORBIDDEN'], who).toContain(codeOf(revoke));
      }
    });

    it('shows a consignee no whole shipment', async () => {
      const consignee = api.as(aLinkHolder(account, id));
      expect(await consignee.ask(READS[0]![1], { id })).toEqual({ found: null });
      expect((await consignee.ask('{ shipments { nodes { id } } }')).shipments.nodes).toEqual([]);
      const entity = await consignee.ask(READS[2]![1], { id });
      expect(entity._entities).toEqual([null]);
    });

    it('opens no subscription to strangers', async () => {
      for (const [who, viewer] of strangers) {
        const subscription = api
          .as(viewer)
          .subscribe('subscription($id: ID!) { shipmentUpdated(id: $id) { cursor } }', { id });
        await expect(subscription, who).rejects.toThrow('NOT_FOUND');
      }
      const all = 'subscription($id: ID) { shipmentsUpdated(accountId: $id) { cursor } }';
      for (const [who, viewer] of strangers) {
        await expect(api.as(viewer).subscribe(all, { id: account }), who).rejects.toThrow(/NOT_FOUND|FORBIDDEN/);
      }
      await expect(api.as(aLinkHolder(account, id)).subscribe(all)).rejects.toThrow('FORBIDDEN');
      await expect(api.as(aShipper(account)).subscribe('subscription { trackingUpdated { cursor } }')).rejects.toThrow(
        'NOT_FOUND',
      );
    });
  });
});
