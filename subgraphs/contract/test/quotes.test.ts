import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { beginDue } from '../src/agreed-change/commands.ts';
import {
  ACME,
  activeContract,
  BETA,
  BOSTON,
  DENVER,
  draftContract,
  someTerms,
  startContractApi,
} from './contract-api.ts';

const FIELDS = `... on Quote { id number state version actions contract { id number version validTo }
  proposals { round side note name validTo tier { code } volumes { quantity } } } ... on Refusal { code field }`;
const OPEN = `mutation ($input: OpenQuoteInput!) { openQuote(input: $input) { ${FIELDS} } }`;
const PROPOSE = `mutation ($input: ProposeQuoteInput!) { proposeQuote(input: $input) { ${FIELDS} } }`;
const ACCEPT = `mutation ($id: ID!, $version: Int!) { acceptQuote(id: $id, version: $version) { ${FIELDS} } }`;
const END = `mutation ($id: ID!, $version: Int!, $reason: String!) {
  endQuote(id: $id, version: $version, reason: $reason) { ${FIELDS} } }`;
const READ = `query ($id: ID!) { quote(id: $id) { number } quotes { nodes { number proposals { round } } }
  _entities(representations: [{ __typename: "Quote", id: $id }]) { ... on Quote { number } } }`;
const TIER = `mutation { defineServiceTier(input: { code: "GOLD", name: "Gold", priority: HIGH, responseHours: 2,
  namedManager: true, content: ["Monthly review"] }) { ... on ServiceTier { code } ... on Refusal { code } } }`;
const HOLDERS = '{ serviceTiers { code contracts { number } } }';

const terms = (change: Record<string, unknown> = {}) => {
  const { accountId: _, ...some } = someTerms(change);
  return some;
};

eachDatabase((engine) => {
  describe('quotes', () => {
    const start = async () => {
      const api = await startContractApi(engine);
      return { ...api, boss: aShipper(ACME, 'SHIPPER_ADMINISTRATOR'), seller: aStaffMember(BOSTON) };
    };

    it('go to and fro until a yes makes one contract', async () => {
      const { as, subgraph, boss, seller, system } = await start();
      expect(await system.ask(TIER)).toEqual({ defineServiceTier: { code: 'GOLD' } });
      const shipper = as(boss);
      const volumes = [{ service: 'WAREHOUSING', quantity: 400, unit: 'PL' }];
      const input = { accountId: ACME, terms: terms({ volumes }), note: 'For autumn', idempotencyKey: 'one' };
      const { openQuote: asked } = await shipper.ask(OPEN, { input });
      expect(asked).toMatchObject({ number: 'QT-000001', state: 'REQUESTED', actions: ['PROPOSE', 'END'] });
      expect((await shipper.ask(OPEN, { input })).openQuote.id).toBe(asked.id);
      const { id } = asked;
      const offer = { id, version: 1, terms: terms({ tierCode: 'GOLD' }), note: 'With a named manager' };
      const { proposeQuote: offered } = await as(seller).ask(PROPOSE, { input: offer });
      expect(offered).toMatchObject({ state: 'OFFERED', actions: ['PROPOSE', 'END'] });
      await expect(as(seller).ask(PROPOSE, { input: offer })).rejects.toThrow('CONFLICT');
      const counter = { id, version: 2, terms: terms({ validTo: '2028-12-31' }), note: 'Two years, then' };
      const { proposeQuote: countered } = await shipper.ask(PROPOSE, { input: counter });
      // What tier a customer has is ours to say: it stays what was offered.
      expect(countered.proposals.at(-1)).toMatchObject({ side: 'CUSTOMER', tier: { code: 'GOLD' } });
      expect((await shipper.ask(ACCEPT, { id, version: 3 })).acceptQuote).toMatchObject({
        code: 'QUOTE_NOT_YOUR_TURN',
      });
      const yes = () => as(seller).ask(ACCEPT, { id, version: 3 });
      const outcomes = await Promise.allSettled([yes(), yes()]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const { quote } = await shipper.ask(
        `query ($id: ID!) { quote(id: $id) { state actions proposals { round side }
        contract { number state version validTo tier { name content } versions { reason } } } }`,
        { id },
      );
      expect(quote).toEqual({
        state: 'ACCEPTED',
        actions: [],
        proposals: [
          { round: 1, side: 'CUSTOMER' },
          { round: 2, side: 'PROVIDER' },
          { round: 3, side: 'CUSTOMER' },
        ],
        contract: {
          ...{ number: 'QC-000001', state: 'ACTIVE', version: 1, validTo: '2028-12-31' },
          tier: { name: 'Gold', content: ['Monthly review'] },
          versions: [{ reason: 'Quote QT-000001' }],
        },
      });
      const holders = async (viewer: Viewer) => (await as(viewer).ask(HOLDERS)).serviceTiers;
      expect(await holders(seller)).toEqual([{ code: 'GOLD', contracts: [{ number: 'QC-000001' }] }]);
      expect(await holders(aStaffMember(DENVER))).toEqual([{ code: 'GOLD', contracts: [] }]);
      expect(await holders(aShipper(ACME))).toEqual([]);
      await subgraph.settle();
      const events = await new EventLog('contract', subgraph.db).readAfter(0, 20);
      expect(events.map(({ type }) => type).sort()).toEqual([
        'contract.activated.v1',
        ...Array<string>(4).fill('quote.changed.v1'),
      ]);
      const told = events.find(({ type }) => type === 'contract.activated.v1');
      expect(told?.data).toMatchObject({ responseHours: 2, tier: { code: 'GOLD', priority: 'HIGH' } });
    });

    it('renew a contract, unless it was changed meanwhile', async () => {
      const { as, boss, seller, system } = await start();
      const { id: contractId } = await activeContract(system);
      const input = { accountId: ACME, contractId, terms: terms({ validTo: '2027-12-31' }) };
      const open = async () => (await as(seller).ask(OPEN, { input })).openQuote;
      const [one, two] = [await open(), await open()];
      const { acceptQuote: renewed } = await as(boss).ask(ACCEPT, { id: one.id, version: 1 });
      expect(renewed).toMatchObject({
        state: 'ACCEPTED',
        contract: { id: contractId, version: 3, validTo: '2027-12-31' },
      });
      const { acceptQuote: late } = await as(boss).ask(ACCEPT, { id: two.id, version: 1 });
      expect(late).toMatchObject({ code: 'QUOTE_STALE' });
    });

    it('leave a contract as it is until the day on which others were agreed for', async () => {
      const { as, subgraph, clock, boss, seller, system } = await start();
      const { id: contractId } = await activeContract(system);
      const quoted = async (change: Record<string, unknown>) =>
        (await as(seller).ask(OPEN, { input: { accountId: ACME, contractId, terms: terms(change) } })).openQuote;
      expect(await quoted({ validFrom: '2027-01-02', validTo: '2027-12-31' })).toEqual({
        code: 'CONTRACT_GAP',
        field: 'validFrom',
      });
      const next = {
        name: 'Acme 2027',
        services: [{ service: 'TRANSPORT' }],
        validFrom: '2027-01-01',
        validTo: '2027-12-31',
      };
      const { id } = await quoted(next);
      await as(boss).ask(ACCEPT, { id, version: 1 });
      const CONTRACT = `query ($id: ID!, $account: ID!) {
        contract(id: $id) { name version validFrom validTo services { service } agreedChanges { beginsOn reason changes name services { service } }
          versions { version holdsFrom } }
        entitlement(accountId: $account, service: WAREHOUSING, at: "2026-12-31") { entitled }
        next: entitlement(accountId: $account, service: WAREHOUSING, at: "2027-01-01") { entitled } }`;
      const read = () => as(boss).ask(CONTRACT, { id: contractId, account: ACME });
      expect(await read()).toMatchObject({
        contract: {
          ...{ name: 'Acme 2026', version: 3, validFrom: '2026-01-01', validTo: '2027-12-31' },
          services: [{ service: 'WAREHOUSING' }, { service: 'LABELLING' }],
          agreedChanges: [
            {
              ...{ beginsOn: '2027-01-01', reason: 'Quote QT-000001', changes: ['name', 'services'] },
              ...{ name: 'Acme 2027', services: [{ service: 'TRANSPORT' }] },
            },
          ],
        },
        ...{ entitlement: { entitled: true }, next: { entitled: true } },
      });
      // What is amended until then stays amended.
      const amended = { id: contractId, version: 3, reason: 'Signed', volumes: [] as object[], validTo: '2028-06-30' };
      await system.ask('mutation ($input: AmendContractInput!) { amendContract(input: $input) { __typename } }', {
        input: amended,
      });
      const ctx = { viewer: systemViewer('test'), correlationId: 'C', now: clock.now, db: subgraph.db };
      await beginDue(ctx);
      expect((await read()).contract.version).toBe(4);
      clock.set('2027-01-01T00:30:00Z');
      await Promise.allSettled([beginDue(ctx), beginDue(ctx)]);
      await beginDue(ctx);
      expect(await read()).toMatchObject({
        contract: {
          ...{ name: 'Acme 2027', version: 5, validFrom: '2026-01-01', validTo: '2028-06-30', agreedChanges: [] },
          services: [{ service: 'TRANSPORT' }],
          versions: [
            { version: 2, holdsFrom: '2026-01-01' },
            { version: 3, holdsFrom: '2026-03-02' },
            { version: 4, holdsFrom: '2026-03-02' },
            { version: 5, holdsFrom: '2027-01-01' },
          ],
        },
      });
      await subgraph.settle();
      const events = await new EventLog('contract', subgraph.db).readAfter(0, 20);
      expect(events.findLast(({ type }) => type === 'contract.amended.v1')?.data).toMatchObject({ name: 'Acme 2027' });
    });

    it('keep what was covered once, and let nothing follow what has ended', async () => {
      const { as, boss, seller, system, subgraph, clock } = await start();
      const { id: contractId } = await activeContract(system);
      const renew = async (change: Record<string, unknown>) => {
        const input = { accountId: ACME, contractId, terms: terms(change) };
        const { openQuote: offer } = await as(seller).ask(OPEN, { input });
        return (await as(boss).ask(ACCEPT, { id: offer.id, version: 1 })).acceptQuote;
      };
      await renew({ validFrom: '2026-03-02', validTo: '2027-03-01' });
      const read = async () =>
        (
          await as(boss).ask('query ($id: ID!) { contract(id: $id) { state validFrom agreedChanges { beginsOn } } }', {
            id: contractId,
          })
        ).contract;
      expect(await read()).toEqual({ state: 'ACTIVE', validFrom: '2026-01-01', agreedChanges: [] });
      await renew({ name: 'Later', validFrom: '2026-05-01', validTo: '2027-03-01' });
      expect((await read()).agreedChanges).toEqual([{ beginsOn: '2026-05-01' }]);
      await system.ask('mutation ($id: ID!) { terminateContract(id: $id, reason: "Sold") { __typename } }', {
        id: contractId,
      });
      clock.set('2026-05-02T00:00:00Z');
      await beginDue({ viewer: systemViewer('test'), correlationId: 'C', now: clock.now, db: subgraph.db });
      expect(await read()).toEqual({ state: 'TERMINATED', validFrom: '2026-01-01', agreedChanges: [] });
    });

    it('refuse what cannot be, in words', async () => {
      const { as, clock, boss, seller } = await start();
      const open = async (change: Record<string, unknown>, more = {}) =>
        (await as(seller).ask(OPEN, { input: { accountId: ACME, terms: terms(change), ...more } })).openQuote;
      expect(await open({ tierCode: 'MOON' })).toEqual({ code: 'TIER_UNKNOWN', field: 'tierCode' });
      expect(await open({}, { validUntil: '2020-01-01' })).toMatchObject({ code: 'QUOTE_VALIDITY' });
      expect(await open({ volumes: [{ service: 'KITTING', quantity: 1, unit: 'EA' }] })).toMatchObject({
        code: 'VOLUME_NOT_COVERED',
      });
      expect(await open({ otif: { targetPercent: 101 } })).toMatchObject({ code: 'OTIF_PERCENT' });
      const { id } = await open({});
      const user = as(aShipper(ACME));
      expect((await user.ask(ACCEPT, { id, version: 1 })).acceptQuote).toMatchObject({ code: 'QUOTE_BINDS' });
      clock.advance(40 * 86_400_000);
      expect((await as(boss).ask(ACCEPT, { id, version: 1 })).acceptQuote).toMatchObject({ code: 'QUOTE_LAPSED' });
      expect((await as(boss).ask(END, { id, version: 1, reason: ' ' })).endQuote).toMatchObject({
        code: 'REASON_MISSING',
      });
      expect((await as(boss).ask(END, { id, version: 1, reason: 'Dear' })).endQuote).toMatchObject({
        state: 'DECLINED',
      });
      expect((await as(seller).ask(END, { id, version: 2, reason: 'x' })).endQuote).toMatchObject({
        code: 'QUOTE_OVER',
      });
    });

    it('bind a draft as soon as both have said yes to it', async () => {
      const { as, subgraph, boss, seller, system } = await start();
      const { id: contractId } = await draftContract(system);
      const input = { accountId: ACME, contractId, terms: terms({ name: 'Acme, agreed' }) };
      const { openQuote: offer } = await as(seller).ask(OPEN, { input });
      const { acceptQuote: taken } = await as(boss).ask(ACCEPT, { id: offer.id, version: 1 });
      expect(taken).toMatchObject({ state: 'ACCEPTED', contract: { id: contractId, version: 2 } });
      const { contract } = await as(boss).ask('query ($id: ID!) { contract(id: $id) { state name } }', {
        id: contractId,
      });
      expect(contract).toEqual({ state: 'ACTIVE', name: 'Acme, agreed' });
      await subgraph.settle();
      const events = await new EventLog('contract', subgraph.db).readAfter(0, 20);
      expect(events.filter(({ type }) => type.startsWith('contract.')).map(({ type }) => type)).toEqual([
        'contract.activated.v1',
      ]);
    });

    it('are nobody else’s business, live neither', async () => {
      const { as, subgraph, boss, seller } = await start();
      const { openQuote } = await as(boss).ask(OPEN, { input: { accountId: ACME, terms: terms() } });
      const { id } = openQuote;
      for (const stranger of [aShipper(BETA), aStaffMember(DENVER)]) {
        const nothing = { quote: null, quotes: { nodes: [] }, _entities: [null] };
        expect(await as(stranger).ask(READ, { id })).toEqual(nothing);
        await expect(as(stranger).ask(ACCEPT, { id, version: 1 })).rejects.toThrow('NOT_FOUND');
        const opening = as(stranger).ask(OPEN, { input: { accountId: ACME, terms: terms() } });
        await expect(opening).rejects.toThrow('NOT_FOUND');
      }
      for (const silent of [aKey(ACME), aStaffMember(BOSTON, 'OPERATOR')]) {
        await expect(as(silent).ask(END, { id, version: 1, reason: 'x' })).rejects.toThrow('FORBIDDEN');
      }
      const FOLLOW = 'subscription { quotesUpdated { event quote { id state } } }';
      const [theirs, ours] = [await as(aShipper(BETA)).subscribe(FOLLOW), await as(boss).subscribe(FOLLOW)];
      const [first, stray] = [ours.next(), theirs.next()];
      await as(seller).ask(PROPOSE, { input: { id, version: 1, terms: terms() } });
      await subgraph.settle();
      expect((await first).value).toEqual({
        quotesUpdated: { event: 'quote.changed.v1', quote: { id, state: 'OFFERED' } },
      });
      expect(await Promise.race([stray, Promise.resolve('nothing')])).toBe('nothing');
      await ours.return(undefined);
      void theirs.return(undefined);
    });
  });
});
