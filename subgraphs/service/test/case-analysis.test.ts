import { CONTRACT_SOURCE } from '@quayside/contract/events';
import { INVOICE_ISSUED } from '@quayside/contract/money-events';
import { DAY, HOUR } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BOSTON, DENVER, PARCEL, startServiceApi } from './service-api.ts';
import { changeCase, openCase, send } from './stories.ts';

const READ = `query ($id: ID!) { case(id: $id) { severity channel party partyName contract { id } invoice { id } solved resolution
  followThrough answeredAt reopenUntil } }`;
const ANALYSIS = `query ($by: CaseDimension!, $filter: CaseAnalysisFilter) { caseAnalysis(by: $by, filter: $filter) {
  key name opened open overdue solved notSolved adopted meanAnswerHours meanSolveHours } }`;
const FOLLOW = `mutation ($id: ID!, $text: String!) { followCaseUp(id: $id, text: $text) {
  ... on Case { followThrough } ... on Refusal { code } } }`;

const read = async (graph: TestGraph, id: string) => (await graph.ask(READ, { id })).case;
const analysis = async (graph: TestGraph, by: string, filter: object = {}) =>
  (await graph.ask(ANALYSIS, { by, filter })).caseAnalysis;
const counts = async (graph: TestGraph) =>
  (await graph.ask('{ complaintCounts(from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z") { category opened } }'))
    .complaintCounts;
const answerCase = (graph: TestGraph, id: string, internal = false) =>
  send(graph, 'replyToCase', 'Case', { id, body: 'We look into it.', internal }, 'id');

eachDatabase((engine) => {
  describe('the profile of a case', () => {
    it('says how it reached us and from whom, which a customer cannot make up', async () => {
      const { as } = await startServiceApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const phoned = { channel: 'PHONE', party: 'CONSIGNEE', partyName: ' Mia at the dock ', severity: 'SEVERE' };
      const { id } = await openCase(staff, { ...phoned, contractId: '01TERMS0000000000000000000' });
      expect(await read(staff, id)).toMatchObject({
        ...{ ...phoned, partyName: 'Mia at the dock', contract: { id: '01TERMS0000000000000000000' } },
        ...{ solved: null, answeredAt: null },
      });
      const own = await openCase(as(aShipper(ACME)), { channel: 'LETTER' });
      expect(await read(staff, own.id)).toMatchObject({ channel: 'PORTAL', severity: 'MODERATE', party: null });
      expect(await openCase(staff, { contractId: '01SOMEBODYELSES00000000000' })).toMatchObject({
        code: 'CONTRACT_UNKNOWN',
      });
    });

    it('is about an invoice of its own account, never of another', async () => {
      const { as, hear } = await startServiceApi(engine);
      await hear(CONTRACT_SOURCE, INVOICE_ISSUED, ACME, { invoiceId: 'I1', accountId: ACME });
      await hear(CONTRACT_SOURCE, INVOICE_ISSUED, BETA, { invoiceId: 'I2', accountId: BETA });
      const shipper = as(aShipper(ACME));
      const { id } = await openCase(shipper, { invoiceId: 'I1' });
      expect(await read(shipper, id)).toMatchObject({ invoice: { id: 'I1' } });
      expect(await openCase(shipper, { invoiceId: 'I2' })).toMatchObject({ code: 'INVOICE_UNKNOWN' });
      expect(await openCase(shipper, { invoiceId: 'I3' })).toMatchObject({ code: 'INVOICE_UNKNOWN' });
    });

    it('keeps the first answer, the verdict and, for a while, the way back', async () => {
      const { as, clock } = await startServiceApi(engine);
      const [staff, shipper] = [as(aStaffMember(BOSTON)), as(aShipper(ACME))];
      const { id } = await openCase(shipper);
      await answerCase(staff, id, true);
      clock.advance(2 * HOUR);
      await answerCase(staff, id);
      await changeCase(staff, { id, state: 'RESOLVED', resolution: 'The carrier does not know either', solved: false });
      const done = await read(staff, id);
      expect(done).toMatchObject({ solved: false, answeredAt: new Date(clock.now()).toISOString() });
      expect(Date.parse(done.reopenUntil)).toBe(clock.now() + 30 * DAY);
      clock.advance(30 * DAY + HOUR);
      expect(await changeCase(shipper, { id, state: 'IN_PROGRESS' })).toMatchObject({ code: 'CASE_REOPEN_WINDOW' });
    });

    it('follows an adopted suggestion through', async () => {
      const { as } = await startServiceApi(engine);
      const [staff, shipper] = [as(aStaffMember(BOSTON)), as(aShipper(ACME))];
      const { id } = await openCase(shipper, { kind: 'SUGGESTION', subject: 'Label the pallets on two sides' });
      const follow = (graph: TestGraph) => graph.ask(FOLLOW, { id, text: 'Both sides since Monday.' });
      expect((await follow(staff)).followCaseUp).toMatchObject({ code: 'FOLLOW_THROUGH_NOT_ADOPTED' });
      await changeCase(staff, { id, state: 'RESOLVED', resolution: 'A good idea', decision: 'ADOPTED' });
      await expect(follow(shipper)).rejects.toThrow('FORBIDDEN');
      await follow(staff);
      expect(await read(shipper, id)).toMatchObject({ followThrough: 'Both sides since Monday.', solved: null });
    });
  });

  describe('the analysis of cases', () => {
    it('counts by cause, channel and month how they end and how long they take', async () => {
      const { as, clock } = await startServiceApi(engine);
      const [staff, shipper] = [as(aStaffMember(BOSTON)), as(aShipper(ACME))];
      const start = clock.now();
      const late = await openCase(shipper);
      await openCase(shipper, { category: 'BILLING' });
      await openCase(staff, { category: 'DELAY', channel: 'PHONE' });
      clock.advance(6 * HOUR);
      await answerCase(staff, late.id);
      clock.advance(6 * HOUR);
      await changeCase(staff, { id: late.id, state: 'RESOLVED', resolution: 'Refunded' });
      clock.advance(40 * DAY);
      await openCase(shipper, { category: 'DAMAGE' });
      expect(await analysis(staff, 'CATEGORY')).toMatchObject([
        { key: 'DELAY', opened: 2, open: 1, overdue: 1, solved: 1, meanAnswerHours: 6, meanSolveHours: 12 },
        { key: 'BILLING', opened: 1, open: 1, solved: 0, meanAnswerHours: null },
        { key: 'DAMAGE', opened: 1, overdue: 0 },
      ]);
      expect(await analysis(staff, 'CHANNEL')).toMatchObject([{ key: 'PORTAL', opened: 3 }, { key: 'PHONE' }]);
      // The list behind a figure finds those of its span alone.
      const { cases } = await staff.ask(
        'query ($from: Instant!) { cases(filter: { kind: COMPLAINT, openedFrom: $from }) { nodes { category } } }',
        { from: new Date(clock.now()).toISOString() },
      );
      expect(cases.nodes).toEqual([{ category: 'DAMAGE' }]);
      const month = (at: number) => new Date(at).toISOString().slice(0, 7);
      const months = await analysis(shipper, 'MONTH');
      expect(months).toMatchObject([
        { key: month(start), opened: 3 },
        { key: month(clock.now()), opened: 1 },
      ]);
      const recent = { from: new Date(clock.now() - DAY).toISOString() };
      expect(await analysis(staff, 'ACCOUNT', recent)).toMatchObject([{ key: ACME, name: 'Acme', opened: 1 }]);
    });

    it('shows nobody a case of another branch or account', async () => {
      const { as } = await startServiceApi(engine);
      await openCase(as(aShipper(ACME)));
      for (const viewer of [aShipper(BETA), aStaffMember(DENVER)]) {
        for (const by of ['CATEGORY', 'ACCOUNT', 'MONTH', 'OWNER']) {
          expect(await analysis(as(viewer), by, { accountId: ACME })).toEqual([]);
          expect(await analysis(as(viewer), by)).toEqual([]);
        }
        expect(await counts(as(viewer))).toEqual([]);
      }
      for (const viewer of [aShipper(ACME), aStaffMember(BOSTON), aStaffMember('/group/')]) {
        expect(await counts(as(viewer))).toEqual([{ category: 'DELAY', opened: 1 }]);
      }
      await expect(counts(as(aLinkHolder(ACME, PARCEL)))).rejects.toThrow('FORBIDDEN');
      await expect(analysis(as(aLinkHolder(ACME, PARCEL)), 'CATEGORY')).rejects.toThrow('FORBIDDEN');
    });
  });
});
