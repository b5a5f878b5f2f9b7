import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { FILE_STORED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import { describe, expect, it } from 'vitest';
import { ACME, aFile, BETA, BETA_PARCEL, BOSTON, deliver, MANAGER, PARCEL, startServiceApi } from './service-api.ts';
import { changeCase, codesOf, openCase, photo, send } from './stories.ts';

const REPORT = `mutation ($key: String, $attachments: [AttachmentInput!]) {
  reportDamage(description: "Corner crushed", idempotencyKey: $key, attachments: $attachments) {
    ... on DamageReported { caseNumber } ... on Refusal { code } } }`;
const RATE = `mutation ($score: Int!) { rateDelivery(score: $score, comment: "Kind driver") {
  ... on DeliveryRating { id score } ... on Refusal { code } } }`;

const ASK = `mutation ($key: String) { askQuestion(text: "Until when?", idempotencyKey: $key) {
  ... on ConsigneeCase { id number } ... on Refusal { code } } }`;
const FOLLOW = `subscription ($after: String) { consigneeCaseUpdated(after: $after) {
  case { id state messages { authorKind body } } } }`;
const TALKS = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Tracking { conversations { liveCursor
  cases { id kind messages { authorKind body fileCount } } } } } }`;

const talks = async (graph: TestGraph) =>
  (await graph.ask(TALKS, { of: [{ __typename: 'Tracking', id: PARCEL }] }))._entities[0].conversations;
const reply = async (graph: TestGraph, input: Record<string, unknown>) => {
  const text = `mutation ($input: ConsigneeReplyInput!) { replyAsConsignee(input: $input) {
    ... on ConsigneeCase { state messages { body } } ... on Refusal { code } } }`;
  return (await graph.ask(text, { input })).replyAsConsignee;
};

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

    it('talks about what it opened, and reads no notes', async () => {
      const { as, hear, subgraph } = await startServiceApi(engine);
      const holder = aLinkHolder(ACME, PARCEL);
      await hear(SHIPMENT_SOURCE, FILE_STORED, ACME, aFile({ fileId: 'D1', uploadedBy: holder.id }));
      const [link, customer, staff] = [as(holder), as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      await link.ask(REPORT, {});
      const asked = (await link.ask(ASK, { key: 'tap' })).askQuestion;
      expect((await link.ask(ASK, { key: 'tap' })).askQuestion).toEqual(asked);
      const { id } = asked;
      await subgraph.settle();
      const news = await link.subscribe(FOLLOW, { after: (await talks(link)).liveCursor });
      const note = { id, body: 'He always asks', internal: true };
      await send(staff, 'replyToCase', 'Case', note, 'id');
      await send(staff, 'replyToCase', 'Case', { id, body: 'Until five' }, 'id');
      const heard = (await news.next()).value.consigneeCaseUpdated.case;
      expect(heard).toEqual({ id, state: 'IN_PROGRESS', messages: [{ authorKind: 'STAFF', body: 'Until five' }] });
      await news.return();
      await changeCase(staff, { id, state: 'WAITING_FOR_CUSTOMER' });
      const input = { id, body: 'Then at four', attachments: [photo('D1')], idempotencyKey: 'tap' };
      expect(await reply(link, input)).toMatchObject({ state: 'IN_PROGRESS' });
      expect((await reply(link, input)).messages).toHaveLength(2);
      const { cases } = await talks(link);
      expect(cases.map((one: { kind: string }) => one.kind)).toEqual(['INQUIRY', 'COMPLAINT']);
      expect(cases[0].messages).toEqual([
        { authorKind: 'STAFF', body: 'Until five', fileCount: 0 },
        { authorKind: 'CONSIGNEE', body: 'Then at four', fileCount: 1 },
      ]);
      const seen = await customer.ask(
        `query ($id: ID!) { case(id: $id) { consigneeReads messages { author body } } }`,
        {
          id,
        },
      );
      expect(seen.case).toMatchObject({
        consigneeReads: true,
        messages: [{ author: 'Ada Manager' }, { body: input.body }],
      });
      await changeCase(staff, { id, state: 'RESOLVED', resolution: 'Told' });
      await changeCase(customer, { id, state: 'CLOSED' });
      expect(await reply(link, { id, body: 'Thanks' })).toMatchObject({ code: 'CASE_CLOSED' });
    });

    it('opens no conversation but its own', async () => {
      const { as } = await startServiceApi(engine);
      const holder = aLinkHolder(ACME, PARCEL);
      const { id } = (await as(holder).ask(ASK, {})).askQuestion;
      const foreign = await openCase(as(aShipper(ACME)));
      const strangers = [
        aLinkHolder(ACME, PARCEL),
        { ...holder, scopes: ['TRACK', 'REPORT_DAMAGE'] },
        { ...holder, id: 'shared' },
        { ...holder, reach: { kind: 'shipment', accountId: BETA, shipmentId: BETA_PARCEL } },
      ] as const;
      for (const stranger of strangers) {
        expect((await talks(as(stranger))).cases).toEqual([]);
        expect(await codesOf([reply(as(stranger), { id, body: 'Me too' })])).toEqual(['NOT_FOUND']);
      }
      const link = as(holder);
      expect(await codesOf([reply(link, { id: foreign.id, body: 'And mine?' })])).toEqual(['NOT_FOUND']);
      const own = `query ($id: ID!) { case(id: $id) { id } cases { nodes { id } } }`;
      expect(await link.ask(own, { id })).toEqual({ case: null, cases: { nodes: [] } });
      const member = as(aShipper(ACME));
      expect(await codesOf([member.ask(ASK, {}), reply(member, { id, body: 'x' })])).toEqual([
        'FORBIDDEN',
        'NOT_FOUND',
      ]);
      for (let n = 1; n < 10; n++) await link.ask(ASK, {});
      expect((await link.ask(ASK, {})).askQuestion).toEqual({ code: 'TOO_MANY_CONVERSATIONS' });
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
