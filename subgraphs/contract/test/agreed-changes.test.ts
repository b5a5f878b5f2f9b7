import { systemViewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import type { AgreedChange } from '../src/agreed-change/agreed-change.ts';
import { beginDue } from '../src/agreed-change/commands.ts';
import { keepChange } from '../src/agreed-change/store.ts';
import type { CatalogueItem } from '../src/events.ts';
import { ACME, activeContract, BOSTON, someTerms, startContractApi } from './contract-api.ts';

const REFUSED = '... on Refusal { code field message fix }';
const OPEN = `mutation ($input: OpenQuoteInput!) { openQuote(input: $input) { ... on Quote { id } ${REFUSED} } }`;
const ACCEPT = `mutation ($id: ID!) { acceptQuote(id: $id, version: 1) { ... on Quote { state } ${REFUSED} } }`;
const AMEND = `mutation ($input: AmendContractInput!) { amendContract(input: $input) { ... on Contract { version } ${REFUSED} } }`;
const ADD_CARD = `mutation ($input: AddRateCardInput!) { addRateCard(input: $input) { ... on Contract { version } ${REFUSED} } }`;
const READ = `query ($id: ID!) { contract(id: $id) { name version agreedChanges { beginsOn changes refusal { code } }
  versions { name holdsFrom amendedAt } } }`;

const LABELS: CatalogueItem = {
  service: 'LABELLING',
  unit: 'EA',
  priceMinor: 25,
  minimumMinor: null,
  currency: 'USD',
  photosRequired: 0,
  photoStandard: null,
  serviceLevelHours: 48,
  cancellation: { freeHours: 24, percent: 0, startedPercent: 100 },
};

eachDatabase((engine) => {
  describe('agreed changes', () => {
    async function start() {
      const api = await startContractApi(engine);
      const { as, system, subgraph, clock } = api;
      const make = async () => (await activeContract(system, { validTo: '2028-12-31' })).id as string;
      const id = await make();
      const read = async (contractId = id) => (await system.ask(READ, { id: contractId })).contract;
      const agree = async (change: Record<string, unknown>) => {
        const { accountId, ...terms } = someTerms({ validTo: '2028-12-31', ...change });
        const input = { accountId, contractId: id, terms };
        const { openQuote } = await as(aStaffMember(BOSTON)).ask(OPEN, { input });
        const yes = await as(aShipper(ACME, 'SHIPPER_ADMINISTRATOR')).ask(ACCEPT, { id: openQuote.id });
        expect(yes.acceptQuote).toEqual({ state: 'ACCEPTED' });
      };
      const keep = (contractId: string, beginsOn: string, change: AgreedChange['change']) =>
        subgraph.db.write((em) =>
          keepChange(em, { contractId, beginsOn, change, reason: 'Agreed', actor: 'Test', agreedAt: clock.now() }),
        );
      const amend = async (change: Record<string, unknown>) =>
        (await system.ask(AMEND, { input: { id, version: (await read()).version, reason: 'Signed', ...change } }))
          .amendContract;
      const begin = () =>
        beginDue({ viewer: systemViewer('test'), correlationId: 'C', now: clock.now, db: subgraph.db });
      return { ...api, id, make, read, agree, keep, amend, begin };
    }

    it('hold from their day, however late anybody looks', async () => {
      const { id, keep, clock, begin, read } = await start();
      await keep(id, '2027-01-01', { name: 'Acme 2027' });
      clock.set('2027-01-08T09:30:00Z');
      await begin();
      expect((await read()).versions.at(-1)).toMatchObject({ name: 'Acme 2027', holdsFrom: '2027-01-01' });
    });

    it('are compared with what will hold on their eve', async () => {
      const { agree, read, begin, clock } = await start();
      const changes = async () =>
        (await read()).agreedChanges.map(({ beginsOn, changes }: { beginsOn: string; changes: string[] }) => [
          beginsOn,
          changes,
        ]);
      await agree({ name: 'Summer', validFrom: '2026-06-01' });
      // As today again, which is another than what will hold by then.
      await agree({ name: 'Acme 2026', validFrom: '2026-09-01' });
      expect(await changes()).toEqual([
        ['2026-06-01', ['name']],
        ['2026-09-01', ['name']],
      ]);
      // Both think better of it: nothing becomes other in September.
      await agree({ name: 'Summer', validFrom: '2026-09-01' });
      expect(await changes()).toEqual([['2026-06-01', ['name']]]);
      await agree({ name: 'Acme 2026', validFrom: '2026-09-01' });
      clock.set('2026-09-02T00:00:00Z');
      await begin();
      expect((await read()).name).toBe('Acme 2026');
    });

    it('let nobody amend meanwhile what they would overwrite', async () => {
      const { agree, amend } = await start();
      await agree({ name: 'Acme 2027', validFrom: '2027-01-01' });
      const refusal = await amend({ name: 'Acme GmbH' });
      expect(refusal).toMatchObject({ code: 'CONTRACT_PART_AGREED', field: 'name' });
      expect(`${refusal.message} ${refusal.fix}`).toMatch(/QC-000001.* 2027-01-01.*QT-000001.*quote/);
      expect(await amend({ volumes: [{ service: 'WAREHOUSING', quantity: 1, unit: 'PL' }] })).toEqual({ version: 4 });
      // What is only said again is no amendment of it.
      expect(await amend({ name: 'Acme 2026', validTo: '2029-12-31' })).toEqual({ version: 5 });
    });

    it('do not hold up others when one cannot begin', async () => {
      const { id, make, keep, agree, clock, begin, read } = await start();
      const [broken, fine] = [await make(), await make()];
      await keep(id, '2026-04-01', { catalogue: [{ ...LABELS, service: 'KITTING' }] });
      await keep(id, '2026-04-02', { name: 'Afterwards' });
      // A row that no rule can read.
      await keep(broken, '2026-04-01', JSON.parse('{"catalogue":null}'));
      await keep(fine, '2026-04-02', { name: 'Begun' });
      expect((await read()).agreedChanges[0].refusal).toBeNull();
      clock.set('2026-04-02T00:00:00Z');
      await expect(begin()).rejects.toThrow(new RegExp(`(?=.*${id}: KITTING)(?=.*${broken})`));
      expect((await read(fine)).name).toBe('Begun');
      expect(await read()).toMatchObject({
        name: 'Acme 2026',
        agreedChanges: [{ beginsOn: '2026-04-01', refusal: { code: 'CATALOGUE_NOT_COVERED' } }, { refusal: null }],
      });
      // The way out of it: all terms agreed anew.
      await agree({ name: 'Anew', validFrom: '2026-04-02' });
      expect(await read()).toMatchObject({ name: 'Anew', agreedChanges: [] });
    });

    it('refuse rate cards of another currency than their prices', async () => {
      const { id, system, keep } = await start();
      await keep(id, '2027-01-01', { catalogue: [LABELS] });
      const add = async (validTo: string | null) => {
        const lines = [{ service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'ORDER', rateMinor: 450 }];
        const input = { contractId: id, name: 'Rates', currency: 'EUR', validFrom: '2026-04-01', validTo, lines };
        return (await system.ask(ADD_CARD, { input })).addRateCard;
      };
      expect(await add('2028-12-31')).toMatchObject({ code: 'CURRENCIES_MIXED', field: 'currency' });
      expect(await add(null)).toMatchObject({ code: 'CURRENCIES_MIXED' });
      expect(await add('2026-12-31')).not.toMatchObject({ code: 'CURRENCIES_MIXED' });
    });
  });
});
