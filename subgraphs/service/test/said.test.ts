import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import type { Said } from '../src/events.ts';
import { ACME, BOSTON, PARCEL, type ServiceApi, startServiceApi } from './service-api.ts';
import { changeCase, fileClaim, openCase, requestWork, send } from './stories.ts';

eachDatabase((engine) => {
  /** What the events of items say was said, oldest first, with the last word of their type. */
  const told = async ({ subgraph }: ServiceApi): Promise<[string, Said | null][]> => {
    await subgraph.settle();
    return (await new EventLog('service', subgraph.db).readAfter(0, 500)).flatMap(({ type, data }) => {
      const { said } = data as { said?: Said | null };
      return said === undefined ? [] : [[type, said]];
    });
  };

  const draftClaim = (customer: TestGraph, statement: string) =>
    send(
      customer,
      'draftClaim',
      'Claim',
      {
        ...{ shipmentId: PARCEL, liabilityAsserted: true, statement },
        lines: [{ description: 'Lamps', quantity: 3, cause: 'DAMAGE', amountMinor: 12_000 }],
      },
      'id',
    );

  describe('what was said to the other side', () => {
    it('is told of every message, and never of notes', async () => {
      const api = await startServiceApi(engine);
      const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
      const { id } = await openCase(customer);
      await send(staff, 'replyToCase', 'Case', { id, body: 'Between us', internal: true }, 'id');
      await send(staff, 'replyToCase', 'Case', { id, body: 'We  look\ninto it' }, 'id');
      await send(api.as(aKey(ACME)), 'replyToCase', 'Case', { id, body: 'x'.repeat(900) }, 'id');
      await changeCase(staff, { id, state: 'RESOLVED', resolution: 'Found' });
      const [opened, note, answer, long, resolved, ...more] = await told(api);
      const sam = { by: 'CUSTOMER', name: 'Sam Shipper', way: 'PORTAL', first: true };
      expect(opened).toEqual(['case.opened.v1', { ...sam, excerpt: 'It was promised for Monday.' }]);
      expect(note).toEqual(['case.replied.v1', null]);
      const ada = { by: 'STAFF', name: 'Ada Manager', way: 'PORTAL', first: false };
      expect(answer).toEqual(['case.replied.v1', { ...ada, excerpt: 'We look into it' }]);
      expect(long?.[1]).toMatchObject({ by: 'CUSTOMER', way: 'API' });
      expect(long?.[1]?.excerpt).toHaveLength(240);
      expect(resolved?.[1]).toBeNull();
      expect(more).toEqual([]);
      expect(JSON.stringify(await told(api))).not.toContain('Between us');
    });

    it('is told of who called, wrote or followed a link, and of the staff where they open it themselves', async () => {
      const api = await startServiceApi(engine);
      const staff = api.as(aStaffMember(BOSTON));
      await openCase(staff, { channel: 'PHONE', party: 'SHIPPER', partyName: 'Joan Lee' });
      await openCase(staff, { channel: 'EMAIL', party: 'CARRIER', partyName: 'A carrier' });
      await openCase(staff);
      await api.as(aLinkHolder(ACME, PARCEL)).ask('mutation { askQuestion(text: "When?") { __typename } }');
      await requestWork(api.as(aShipper(ACME)));
      await fileClaim(staff);
      expect((await told(api)).map(([type, said]) => [type, said?.by, said?.name, said?.way])).toEqual([
        ['case.opened.v1', 'CUSTOMER', 'Joan Lee', 'PHONE'],
        // What a carrier said has passed between neither side and the customer.
        ['case.opened.v1', undefined, undefined, undefined],
        ['case.opened.v1', 'STAFF', 'Ada Manager', 'PORTAL'],
        ['case.opened.v1', 'CONSIGNEE', 'Consignee', 'TRACKING_PAGE'],
        ['work-order.opened.v1', 'CUSTOMER', 'Sam Shipper', 'PORTAL'],
        ['claim.opened.v1', 'STAFF', 'Ada Manager', 'PORTAL'],
      ]);
    });

    it('is what somebody said beside a bad score, and nothing where the product asks for a call', async () => {
      const api = await startServiceApi(engine);
      const nps = { measure: 'NPS', occasion: 'PERIOD', score: 3 };
      const heard = { ...nps, accountId: ACME, channel: 'CALL' };
      const say = (graph: TestGraph, input: object) =>
        graph.ask(
          `mutation ($input: SatisfactionInput!) { answerSatisfaction(input: $input) {
            ... on SatisfactionAnswer { followUpId } ... on Refusal { code } } }`,
          { input },
        );
      await say(api.as(aStaffMember(BOSTON)), { ...heard, respondent: 'Pat', comment: 'Nobody answers.' });
      await say(api.as(aStaffMember(BOSTON)), { ...heard, respondent: 'Joan' });
      await say(api.as(aShipper(ACME)), nps);
      const pat = { by: 'CUSTOMER', name: 'Pat', way: 'PHONE', excerpt: 'Nobody answers.', first: true };
      expect((await told(api)).map(([, said]) => said)).toEqual([pat, null, null]);
    });

    it('is never told of a draft that is taken back', async () => {
      const api = await startServiceApi(engine);
      const customer = api.as(aShipper(ACME));
      const { id } = await draftClaim(customer, 'Not for your eyes.');
      const { withdrawClaim } = await customer.ask(
        'mutation ($id: ID!) { withdrawClaim(id: $id) { ... on Claim { state } } }',
        { id },
      );
      expect(withdrawClaim).toEqual({ state: 'WITHDRAWN' });
      expect(JSON.stringify(await told(api))).not.toContain('Not for your eyes');
    });

    it('leaves a draft to its customer until it is filed', async () => {
      const api = await startServiceApi(engine);
      const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
      const { id } = await draftClaim(customer, 'Not for your eyes.');
      const seen = (graph: TestGraph) =>
        graph.ask(
          `query ($id: ID!, $of: [_Any!]!) {
             claim(id: $id) { id } claims { nodes { id } } _entities(representations: $of) { __typename } }`,
          {
            id,
            of: [
              { __typename: 'Claim', id },
              { __typename: 'QueueItem', id },
            ],
          },
        );
      const nothing = { claim: null, claims: { nodes: [] }, _entities: [null, null] };
      expect(await seen(staff)).toEqual(nothing);
      expect(await seen(customer)).toMatchObject({ claim: { id }, claims: { nodes: [{ id }] } });
      const file = 'mutation ($id: ID!) { fileClaimDraft(id: $id) { __typename } }';
      await expect(staff.ask(file, { id })).rejects.toThrow('not found');
      const mark = 'mutation ($id: ID!) { markConversationRead(itemId: $id, upTo: $id) { __typename } }';
      await expect(staff.ask(mark, { id })).rejects.toThrow('not found');

      const other = await draftClaim(customer, 'Thought better of it.');
      await customer.ask('mutation ($id: ID!) { withdrawClaim(id: $id) { __typename } }', other);
      expect((await seen(staff)).claims.nodes).toEqual([]);
      await customer.ask(file, { id });
      expect(await seen(staff)).toMatchObject({ claim: { id }, claims: { nodes: [{ id }] } });

      const prepared = await draftClaim(staff, 'Written for them.');
      expect((await seen(staff)).claims.nodes).toContainEqual(prepared);
    });

    it('is told of a claim when it is filed, and not of its draft', async () => {
      const api = await startServiceApi(engine);
      const customer = api.as(aShipper(ACME));
      const { id } = await draftClaim(customer, 'It was crushed.');
      await customer.ask('mutation ($id: ID!) { fileClaimDraft(id: $id) { __typename } }', { id });
      await fileClaim(customer, { lines: [{ description: 'Lens', quantity: 1, cause: 'LOSS', amountMinor: 900 }] });
      expect((await told(api)).map(([type, said]) => [type, said?.excerpt, said?.first])).toEqual([
        ['claim.opened.v1', undefined, undefined],
        ['claim.state-changed.v1', 'It was crushed.', true],
        ['claim.opened.v1', 'The carton was crushed in your care.', true],
      ]);
    });
  });
});
