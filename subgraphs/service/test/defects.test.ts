import { DAY } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BOSTON, DENVER, PARCEL, startServiceApi } from './service-api.ts';
import { openCase } from './stories.ts';

const FAILURES = '{ recurringFailures(atLeast: 2) { category carrierScac count accountCount cases { id } } }';
const done = async (graph: TestGraph, call: string, declared: string, variables: object) =>
  (
    await graph.ask(
      `mutation (${declared}) { done: ${call} {
         ... on Defect { id number state rootCause recurrences cases { number } } ... on Refusal { code } } }`,
      { ...variables },
    )
  ).done;
const open = (graph: TestGraph, caseIds: readonly string[]) =>
  done(graph, 'openDefect(input: $input)', '$input: OpenDefectInput!', {
    input: { title: 'Wet pallets', pattern: 'After rain', category: 'DAMAGE', caseIds },
  });
const say = (graph: TestGraph, name: string, field: string, id: string, text: string) =>
  done(graph, `${name}(id: $id, ${field}: $text)`, '$id: ID!, $text: String!', { id, text });

eachDatabase((engine) => {
  describe('the defect register', () => {
    it('finds what fails again and again, until a defect explains it', async () => {
      const { as } = await startServiceApi(engine);
      const [staff, acme] = [as(aStaffMember(BOSTON)), as(aShipper(ACME))];
      const damage = { category: 'DAMAGE', shipmentId: PARCEL };
      const cases = [await openCase(acme, damage), await openCase(acme, damage), await openCase(acme, damage)];
      await openCase(acme, { category: 'BILLING' });
      for (let each = 0; each < 2; each++) await openCase(as(aShipper(BETA)), { category: 'DAMAGE', shipmentId: null });
      const ids = cases.map(({ id }) => id);
      const [failure, ...others] = (await staff.ask(FAILURES)).recurringFailures;
      expect(others).toEqual([]);
      expect(failure).toMatchObject({ category: 'DAMAGE', count: 3, accountCount: 1 });
      expect(failure.cases.map(({ id }: { id: string }) => id).sort()).toEqual([...ids].sort());
      expect(await open(staff, ids)).toMatchObject({ number: 'DF-000001', state: 'OPEN' });
      expect((await staff.ask(FAILURES)).recurringFailures).toEqual([]);
      const shown = await staff.ask('query ($id: ID!) { case(id: $id) { defect { number } } }', { id: ids[0] });
      expect(shown.case.defect).toEqual({ number: 'DF-000001' });
    });

    it('does not take for stopped what came after it was corrected', async () => {
      const { as, clock } = await startServiceApi(engine);
      const [staff, acme] = [as(aStaffMember(BOSTON)), as(aShipper(ACME))];
      const { id } = await open(staff, [(await openCase(acme)).id]);
      await say(staff, 'analyseDefect', 'rootCause', id, 'The dock leaks');
      await say(staff, 'correctDefect', 'measure', id, 'Roof mended');
      clock.advance(DAY);
      const again = await openCase(acme);
      const linked = await done(staff, 'linkCasesToDefect(id: $id, caseIds: $cases)', '$id: ID!, $cases: [ID!]!', {
        ...{ id, cases: [again.id] },
      });
      expect(linked).toMatchObject({ state: 'CORRECTED', recurrences: 1 });
      expect(await say(staff, 'verifyDefect', 'effect', id, 'Dry')).toEqual({ code: 'DEFECT_RECURS' });
      expect(await say(staff, 'reopenDefect', 'reason', id, 'Wet again')).toMatchObject({
        state: 'OPEN',
        rootCause: null,
      });
    });

    it('tells the staff of the unit what becomes of a defect, and nobody else', async () => {
      const { as } = await startServiceApi(engine);
      const [boston, denver, acme] = [as(aStaffMember(BOSTON)), as(aStaffMember(DENVER)), as(aShipper(ACME))];
      const text = `subscription ($id: ID, $after: String) { defectUpdated(id: $id, after: $after) {
        cursor defect { id state cases { number } } } }`;
      await expect(acme.subscribe(text)).rejects.toThrow('FORBIDDEN');
      const after = 'service.0';
      const [ofBoston, ofDenver] = [await boston.subscribe(text, { after }), await denver.subscribe(text, { after })];
      const next = async (updates: typeof ofBoston) => (await updates.next()).value.defectUpdated;
      const { id: caseId, number } = await openCase(acme);
      const { id: first } = await open(boston, [caseId]);
      expect(await next(ofBoston)).toMatchObject({ defect: { id: first, state: 'OPEN', cases: [{ number }] } });
      await say(boston, 'analyseDefect', 'rootCause', first, 'The dock leaks');
      const analysed = await next(ofBoston);
      expect(analysed).toMatchObject({ defect: { id: first, state: 'ANALYSED' } });
      // A case that another defect explains from now on is told of both.
      const { id: second } = await open(boston, [caseId]);
      const both = [await next(ofBoston), await next(ofBoston)];
      expect(both.map(({ defect: { id, cases } }) => [id, cases.length])).toEqual([
        [second, 1],
        [first, 0],
      ]);
      const { id: own } = await open(denver, []);
      expect((await next(ofDenver)).defect.id).toBe(own);
      const resumed = await boston.subscribe(text, { id: first, after: analysed.cursor });
      expect((await next(resumed)).defect).toEqual({ id: first, state: 'ANALYSED', cases: [] });
      await Promise.all([ofBoston.return(), ofDenver.return(), resumed.return()]);
    });

    it('is among the staff of the unit, and links no case that they may not see', async () => {
      const { as } = await startServiceApi(engine);
      const [boston, denver, acme] = [as(aStaffMember(BOSTON)), as(aStaffMember(DENVER)), as(aShipper(ACME))];
      const { id: caseId } = await openCase(acme);
      const { id } = await open(boston, [caseId]);
      const find = async (graph: TestGraph) =>
        (await graph.ask('query ($id: ID!) { defect(id: $id) { id } }', { id })).defect;
      expect([await find(boston), await find(denver), await find(acme)]).toEqual([{ id }, null, null]);
      await expect(acme.ask('{ defects { id } }')).rejects.toThrow('FORBIDDEN');
      await expect(acme.ask(FAILURES)).rejects.toThrow('FORBIDDEN');
      await expect(open(acme, [])).rejects.toThrow('FORBIDDEN');
      await expect(open(denver, [caseId])).rejects.toThrow('NOT_FOUND');
      await expect(say(denver, 'analyseDefect', 'rootCause', id, 'X')).rejects.toThrow('NOT_FOUND');
      const units = (...rules: { path: string; sees: boolean }[]) =>
        as({
          ...aStaffMember(DENVER),
          reach: { kind: 'organization', path: DENVER, data: { units: rules, accounts: [] } },
        });
      expect(await find(units({ path: BOSTON, sees: true }))).toEqual({ id });
      expect(await find(units({ path: '/group/', sees: true }, { path: BOSTON, sees: false }))).toBeNull();
      expect(await find(units({ path: '', sees: true }))).toBeNull();
      const shown = await acme.ask('query ($id: ID!) { case(id: $id) { defect { id } } }', { id: caseId });
      expect(shown.case.defect).toBeNull();
    });
  });
});
