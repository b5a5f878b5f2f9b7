import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BOSTON, DENVER, PARCEL, startServiceApi } from './service-api.ts';
import { changeCase, codesOf, fileClaim, openCase, requestWork, send, step } from './stories.ts';

const ID = '$id: ID!';
const READ_ALL = `query ($case: ID!, $claim: ID!, $workOrder: ID!) {
  case(id: $case) { id } claim(id: $claim) { id } workOrder(id: $workOrder) { id }
  cases { nodes { id } } claims { nodes { id } } workOrders { nodes { id } } }`;
const NOTHING = {
  case: null,
  claim: null,
  workOrder: null,
  cases: { nodes: [] },
  claims: { nodes: [] },
  workOrders: { nodes: [] },
};
const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Case { subject } ... on Claim { statement } ... on WorkOrder { instructions } ... on QueueItem { title }
  ... on Shipment { cases { id } claims { id } workOrders { id } openClaimCount rating { score } }
  ... on Account { openCaseCount openClaimCount } } }`;
const NO_ENTITIES = [
  ...[null, null, null, null],
  { cases: [], claims: [], workOrders: [], openClaimCount: 0, rating: null },
  { openCaseCount: 0, openClaimCount: 0 },
];

eachDatabase((engine) => {
  describe('tenancy', () => {
    /** Acme has one of each; the strangers are everybody who must not see any of it. */
    async function startWithItems() {
      const api = await startServiceApi(engine);
      const owner = api.as(aShipper(ACME));
      const ids = {
        case: (await openCase(owner)).id,
        claim: (await fileClaim(owner)).id,
        workOrder: (await requestWork(owner)).id,
      };
      const strangers: Record<string, TestGraph> = {
        'another account': api.as(aShipper(BETA)),
        'a key of another account': api.as(aKey(BETA)),
        'staff of another branch': api.as(aStaffMember(DENVER)),
        'staff of a branch whose path starts alike': api.as(aStaffMember('/group/east/bos/')),
        'the holder of a link': api.as(aLinkHolder(ACME, PARCEL)),
      };
      return { ...api, owner, ids, strangers };
    }

    it('hides every item from strangers', async () => {
      const { ids, strangers } = await startWithItems();
      for (const [who, graph] of Object.entries(strangers)) {
        expect(await graph.ask(READ_ALL, ids), who).toEqual(NOTHING);
      }
    });

    it('hides every entity reference from strangers', async () => {
      const { ids, strangers, owner } = await startWithItems();
      const representations = [
        { __typename: 'Case', id: ids.case },
        { __typename: 'Claim', id: ids.claim },
        { __typename: 'WorkOrder', id: ids.workOrder },
        { __typename: 'QueueItem', id: ids.case },
        { __typename: 'Shipment', id: PARCEL },
        { __typename: 'Account', id: ACME },
      ];
      for (const [who, graph] of Object.entries(strangers)) {
        expect((await graph.ask(ENTITIES, { representations }))._entities, who).toEqual(NO_ENTITIES);
      }
      const own = (await owner.ask(ENTITIES, { representations }))._entities;
      expect(own[0]).toEqual({ subject: 'Two days late' });
      expect(own[3]).toBeNull();
      expect(own[4]).toMatchObject({ openClaimCount: 1, cases: [{ id: ids.case }] });
    });

    it('lets no stranger change an item', async () => {
      const { ids, strangers } = await startWithItems();
      for (const [who, graph] of Object.entries(strangers)) {
        const attempts = [
          changeCase(graph, { id: ids.case, state: 'IN_PROGRESS' }),
          send(graph, 'replyToCase', 'Case', { id: ids.case, body: 'Hi' }, 'id'),
          send(graph, 'replyToClaim', 'Claim', { id: ids.claim, body: 'Hi' }, 'id'),
          send(graph, 'replyToWorkOrder', 'WorkOrder', { id: ids.workOrder, body: 'Hi' }, 'id'),
          step(graph, 'withdrawClaim(id: $id)', 'Claim', { id: ids.claim }, ID),
          step(graph, 'approveWorkOrder(id: $id)', 'WorkOrder', { id: ids.workOrder }, ID),
        ];
        expect(new Set(await codesOf(attempts)), who).toEqual(new Set(['NOT_FOUND']));
      }
    });

    it('lets no stranger open anything for the account', async () => {
      const { strangers } = await startWithItems();
      const { 'the holder of a link': link, ...others } = strangers;
      for (const [who, graph] of Object.entries(others)) {
        await expect(openCase(graph), who).rejects.toThrow('NOT_FOUND');
        await expect(openCase(graph, { shipmentId: null, accountId: ACME }), who).rejects.toThrow('NOT_FOUND');
        await expect(fileClaim(graph), who).rejects.toThrow('NOT_FOUND');
        await expect(requestWork(graph), who).rejects.toThrow('NOT_FOUND');
      }
      const attempts = [openCase(link!), fileClaim(link!), requestWork(link!)];
      expect(await codesOf(attempts)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    });

    it('lets strangers follow nothing', async () => {
      const { ids, strangers } = await startWithItems();
      for (const [who, graph] of Object.entries(strangers)) {
        const text = `subscription ($id: ID!) { caseUpdated(id: $id) { cursor } }`;
        await expect(graph.subscribe(text, { id: ids.case }), who).rejects.toThrow('NOT_FOUND');
      }
    });

    it('lets a key that reads not write', async () => {
      const { as, ids } = await startWithItems();
      const reader = as(aKey(ACME, ['read']));
      expect((await reader.ask(READ_ALL, ids)).case).toEqual({ id: ids.case });
      const reply = send(reader, 'replyToCase', 'Case', { id: ids.case, body: 'Hi' }, 'id');
      const codes = await codesOf([openCase(reader), fileClaim(reader), requestWork(reader), reply]);
      expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    });

    it('keeps staff work and staff words from customers', async () => {
      const { as, owner, ids } = await startWithItems();
      const assign = `mutation ($id: ID!) { assignCase(id: $id, ownerId: "X") { __typename } }`;
      await expect(owner.ask(assign, { id: ids.case })).rejects.toThrow('FORBIDDEN');
      const internal = { id: ids.case, body: 'Hi', internal: true };
      await expect(send(owner, 'replyToCase', 'Case', internal, 'id')).rejects.toThrow('FORBIDDEN');
      const staff = as(aStaffMember(BOSTON));
      expect(await send(staff, 'replyToCase', 'Case', internal, 'id')).toEqual({ id: ids.case });
    });
  });
});
