import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BOSTON, DENVER, startServiceApi } from './service-api.ts';
import { changeCase, openCase } from './stories.ts';

const WORDS = {
  title: 'Broken seal',
  question: 'The seal was broken',
  answer: 'Take a photo, call us',
  category: 'DAMAGE',
};
const FIELDS = 'id number title state audience version helped notHelped myVote origin { number }';
const mutate = async (graph: TestGraph, call: string, declared: string, variables: object) =>
  (
    await graph.ask(
      `mutation (${declared}) { done: ${call} { ... on Article { ${FIELDS} } ... on Refusal { code field } } }`,
      {
        ...variables,
      },
    )
  ).done;
const write = (graph: TestGraph, input: object = {}) =>
  mutate(graph, 'writeArticle(input: $input)', '$input: WriteArticleInput!', { input: { ...WORDS, ...input } });
const publish = (graph: TestGraph, id: string, audience: string) =>
  mutate(graph, 'publishArticle(id: $id, audience: $audience)', '$id: ID!, $audience: ArticleAudience!', {
    id,
    audience,
  });
const vote = (graph: TestGraph, id: string, helped: boolean) =>
  mutate(graph, 'voteOnArticle(id: $id, helped: $helped)', '$id: ID!, $helped: Boolean!', { id, helped });
const titles = async (graph: TestGraph, filter: object = {}) =>
  (
    await graph.ask('query ($filter: ArticleFilter) { articles(filter: $filter) { nodes { title } } }', { filter })
  ).articles.nodes.map(({ title }: { title: string }) => title);
const suggested = async (graph: TestGraph, text: string) =>
  (await graph.ask('query ($text: String!) { suggestArticles(text: $text) { title } }', { text })).suggestArticles.map(
    ({ title }: { title: string }) => title,
  );
const solve = async (graph: TestGraph, id: string) =>
  changeCase(graph, { id, state: 'RESOLVED', resolution: 'We replaced the seal', solved: true });

const FOLLOW = `subscription ($id: ID, $after: String) { articleUpdated(id: $id, after: $after) {
  cursor articleId article { title state audience helped } } }`;
const follow = async (graph: TestGraph, variables: object = {}) => {
  const updates = await graph.subscribe(FOLLOW, { after: 'service.0', ...variables });
  const next = async () => (await updates.next()).value.articleUpdated;
  return { next, stop: () => updates.return() };
};
const TEXTS = 'query ($id: ID!) { article(id: $id) { texts { version title answer writtenBy } } }';

eachDatabase((engine) => {
  describe('the knowledge base', () => {
    it('brings a solved case to everyone once it is published, and never before', async () => {
      const { as } = await startServiceApi(engine);
      const [staff, customer] = [as(aStaffMember(BOSTON)), as(aShipper(BETA))];
      const { id: caseId, number } = await openCase(as(aShipper(ACME)));
      await solve(staff, caseId);
      const { id, version } = await write(staff, { caseId });
      expect(await titles(customer)).toEqual([]);
      await publish(staff, id, 'STAFF');
      expect([await titles(customer), await titles(staff)]).toEqual([[], ['Broken seal']]);
      expect(await publish(staff, id, 'EVERYONE')).toMatchObject({ state: 'PUBLISHED', origin: { number } });
      expect(await titles(customer, { search: 'SEAL WAS' })).toEqual(['Broken seal']);
      const read = await customer.ask(`query ($id: ID!) { article(id: $id) { ${FIELDS} } }`, { id });
      expect(read.article).toMatchObject({ title: 'Broken seal', origin: null });
      await expect(write(staff, { id, version, title: 'Seal' })).rejects.toThrow('CONFLICT');
      expect(await write(staff, { id, version: version + 2, title: ' ' })).toMatchObject({ code: 'ARTICLE_TITLE' });
      await mutate(staff, 'retireArticle(id: $id)', '$id: ID!', { id });
      expect(await titles(customer)).toEqual([]);
    });

    it('lets customers read and vote, the floor write, and the commercial side publish', async () => {
      const { as } = await startServiceApi(engine);
      const [staff, operator, customer] = [
        as(aStaffMember(BOSTON)),
        as(aStaffMember(BOSTON, 'OPERATOR')),
        as(aShipper(ACME)),
      ];
      const { id } = await write(operator);
      await expect(write(customer)).rejects.toThrow('FORBIDDEN');
      await expect(publish(operator, id, 'EVERYONE')).rejects.toThrow('FORBIDDEN');
      await expect(vote(customer, id, true)).rejects.toThrow('NOT_FOUND');
      await publish(staff, id, 'EVERYONE');
      await vote(customer, id, false);
      expect(await vote(customer, id, true)).toMatchObject({ helped: 1, notHelped: 0, myVote: true });
      expect(await vote(staff, id, false)).toMatchObject({ helped: 1, notHelped: 1, myVote: false });
    });

    it('tells everybody what they may read, as it changes, from a cursor on', async () => {
      const { as } = await startServiceApi(engine);
      const [staff, customer] = [as(aStaffMember(BOSTON)), as(aShipper(ACME))];
      const [ofStaff, ofCustomer] = [await follow(staff), await follow(customer)];
      const draft = await write(staff, { title: 'Ours' });
      await publish(staff, draft.id, 'STAFF');
      const { id } = await write(staff);
      await publish(staff, id, 'EVERYONE');
      await vote(customer, id, true);
      await publish(staff, id, 'STAFF');
      await mutate(staff, 'retireArticle(id: $id)', '$id: ID!', { id });
      await publish(staff, id, 'EVERYONE');
      const first = await ofCustomer.next();
      // By the time it is read it may have changed again; nothing but this one is ever told to a customer.
      const told = [first, await ofCustomer.next(), await ofCustomer.next(), await ofCustomer.next()];
      expect(told.map(({ articleId }) => articleId)).toEqual([id, id, id, id]);
      expect(told.at(-1)).toMatchObject({ article: { title: 'Broken seal', state: 'PUBLISHED', helped: 1 } });
      const all = [];
      for (let count = 0; count < 8; count++) all.push((await ofStaff.next()).articleId);
      expect(all).toEqual([draft.id, draft.id, id, id, id, id, id, id]);
      const resumed = await follow(customer, { after: first.cursor, id });
      expect((await resumed.next()).cursor).toBe(told[1].cursor);
      await publish(staff, id, 'STAFF');
      for (let count = 0; count < 2; count++) await resumed.next();
      expect(await resumed.next()).toMatchObject({ articleId: id, article: null });
      await Promise.all([ofStaff.stop(), ofCustomer.stop(), resumed.stop()]);
    });

    it('keeps every text with who wrote it, for the staff', async () => {
      const { as } = await startServiceApi(engine);
      const [staff, customer] = [as({ ...aStaffMember(BOSTON), name: 'Ada' }), as(aShipper(ACME))];
      const { id, version } = await write(staff);
      const bob = as({ ...aStaffMember(BOSTON), name: 'Bob' });
      await publish(bob, id, 'EVERYONE');
      await write(bob, { id, version: version + 1, answer: 'Call us' });
      await write(staff, { id, version: version + 2, answer: 'Call us' });
      expect((await staff.ask(TEXTS, { id })).article.texts).toEqual([
        { version: version + 2, title: 'Broken seal', answer: 'Call us', writtenBy: 'Bob' },
        { version, title: 'Broken seal', answer: 'Take a photo, call us', writtenBy: 'Ada' },
      ]);
      expect((await customer.ask(TEXTS, { id })).article.texts).toEqual([]);
    });

    it('suggests what is most alike, in any script', async () => {
      const { as } = await startServiceApi(engine);
      const [staff, customer] = [as(aStaffMember(BOSTON)), as(aShipper(ACME))];
      for (const words of [
        { title: 'Late truck', question: 'Where is it', answer: 'Look at the page of the shipment' },
        {},
        { title: '封条破损', question: '封条坏了怎么办', answer: '请拍照并联系我们', language: 'zh-Hans' },
      ]) {
        const { id } = await write(staff, words);
        await publish(staff, id, 'EVERYONE');
      }
      expect(await suggested(customer, 'A seal is broken 100%')).toEqual(['Broken seal']);
      expect(await suggested(customer, '封条')).toEqual(['封条破损']);
      expect(await suggested(customer, '_ %')).toEqual([]);
    });

    it('shows what solved the like of a case, within reach', async () => {
      const { as } = await startServiceApi(engine);
      const [boston, acme] = [as(aStaffMember(BOSTON)), as(aShipper(ACME))];
      const beta = await openCase(as(aShipper(BETA)), {
        subject: 'Seal broken on pallet',
        category: 'DAMAGE',
        shipmentId: null,
      });
      await solve(as(aStaffMember(DENVER)), beta.id);
      const old = await openCase(acme, { subject: 'Seal broken', category: 'DAMAGE' });
      await solve(boston, old.id);
      const fresh = await openCase(acme, { subject: 'The seal of the pallet is broken', category: 'DAMAGE' });
      const alike = await boston.ask('query ($id: ID!) { case(id: $id) { solvedBefore { number resolution } } }', {
        id: fresh.id,
      });
      expect(alike.case.solvedBefore).toEqual([{ number: old.number, resolution: 'We replaced the seal' }]);
    });
  });
});
