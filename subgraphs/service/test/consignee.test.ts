import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aLinkHolder, aShipper } from '@quayside/shared/testing/viewers';
import { FILE_STORED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import { describe, expect, it } from 'vitest';
import { ACME, aFile, deliver, MANAGER, PARCEL, startServiceApi } from './service-api.ts';
import { codesOf, photo } from './stories.ts';

const REPORT = `mutation ($key: String, $attachments: [AttachmentInput!]) {
  reportDamage(description: "Corner crushed", idempotencyKey: $key, attachments: $attachments) {
    ... on DamageReported { caseNumber } ... on Refusal { code } } }`;
const RATE = `mutation ($score: Int!) { rateDelivery(score: $score, comment: "Kind driver") {
  ... on DeliveryRating { id score } ... on Refusal { code } } }`;

eachDatabase((engine) => {
  describe('consignee', () => {
    it('reports damage that becomes a complaint', async () => {
      const { as, hear } = await startServiceApi(engine);
      const holder = aLinkHolder(ACME, PARCEL);
      const sent = aFile({ fileId: 'D1', uploadedBy: holder.id, linkedShipmentId: PARCEL });
      await hear(SHIPMENT_SOURCE, FILE_STORED, ACME, sent);
      const link = as(holder);
      const report = (key: string) => link.ask(REPORT, { key, attachments: [photo('D1')] });
      expect(await report('tap')).toEqual({ reportDamage: { caseNumber: 'CS-000001' } });
      expect(await report('tap')).toEqual({ reportDamage: { caseNumber: 'CS-000001' } });
      const { cases, claims } = await as(aShipper(ACME)).ask(`{
        claims { nodes { id } }
        cases { nodes { kind category priority openedBy owner { id } shipment { id }
          messages { authorKind attachments { url } } } } }`);
      expect(claims.nodes).toEqual([]);
      expect(cases.nodes).toEqual([
        {
          ...{ kind: 'COMPLAINT', category: 'DAMAGE', priority: 'HIGH', openedBy: 'Consignee' },
          ...{ owner: { id: MANAGER }, shipment: { id: PARCEL } },
          messages: [{ authorKind: 'CONSIGNEE', attachments: [{ url: '/files/D1' }] }],
        },
      ]);
    });

    it('rates once delivered, and the last word counts', async () => {
      const api = await startServiceApi(engine);
      const link = api.as(aLinkHolder(ACME, PARCEL));
      const rate = async (score: number) => (await link.ask(RATE, { score })).rateDelivery;
      expect(await rate(5)).toEqual({ code: 'NOT_DELIVERED' });
      await deliver(api);
      expect(await rate(6)).toEqual({ code: 'SCORE_RANGE' });
      const first = await rate(2);
      expect(await rate(5)).toEqual({ id: first.id, score: 5 });
      const seen = await api
        .as(aShipper(ACME))
        .ask(
          `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Shipment { rating { score comment } } } }`,
          { of: [{ __typename: 'Shipment', id: PARCEL }] },
        );
      expect(seen._entities).toEqual([{ rating: { score: 5, comment: 'Kind driver' } }]);
    });

    it('needs a link that says so', async () => {
      const api = await startServiceApi(engine);
      await deliver(api);
      const attempts = (graph: TestGraph) => [graph.ask(REPORT, {}), graph.ask(RATE, { score: 5 })];
      const tracker = api.as(aLinkHolder(ACME, PARCEL, ['TRACK']));
      const member = api.as(aShipper(ACME));
      const codes = await codesOf([...attempts(tracker), ...attempts(member)]);
      expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
      const stray = api.as(aLinkHolder(ACME, '01NOBODY000000000000000000'));
      expect(await codesOf(attempts(stray))).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    });
  });
});
