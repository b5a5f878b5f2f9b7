import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import {
  ADD_CONTACT,
  aMember,
  anAccount,
  aWorld,
  customerApis,
  INVITE,
  OPEN_ACCOUNT,
  UPDATE_ACCOUNT,
} from './customer-api.ts';

eachDatabase((engine) => {
  const start = customerApis(engine);
  const world = async () => aWorld(await start());

  describe('accounts', () => {
    it('tell their facts to the staff', async () => {
      const { api } = await world();
      const { account } = await api.system.ask(`{ account(id: "acme") {
        name legalName kind grade taxNumber customerSince version branch { path parent { id } } parent { id }
        subsidiaries { id } contacts { id } members { id } apiKeys { id } creditLimit { amountMinor currency } } }`);
      expect(account).toEqual({
        name: 'Company acme',
        legalName: 'Company acme',
        kind: 'DISTRIBUTOR',
        grade: 'C',
        taxNumber: '12-3456789',
        customerSince: '2026-03-02',
        version: 1,
        branch: { path: '/group/east/', parent: { id: 'group' } },
        parent: null,
        subsidiaries: [],
        contacts: [],
        members: [],
        apiKeys: [],
        creditLimit: { amountMinor: 5_000_000, currency: 'USD' },
      });
    });

    it('keep what is left out and empty what is null', async () => {
      const { api } = await world();
      const input = { id: 'acme', version: 1, grade: 'A', phone: '+1 617 555 0100', creditLimit: null };
      const { updateAccount } = await api.system.ask(UPDATE_ACCOUNT, { input });
      expect(updateAccount).toMatchObject({ name: 'Company acme', grade: 'A', version: 2, creditLimit: null });
    });

    it('refuse an update of a version that is gone', async () => {
      const { api } = await world();
      const update = (grade: string) => api.system.answer(UPDATE_ACCOUNT, { input: { id: 'acme', version: 1, grade } });
      const answers = await Promise.all([update('A'), update('B')]);
      const codes = answers.map((answer) => answer.errors?.[0]?.extensions?.['code'] ?? 'SAVED');
      expect(codes.sort()).toEqual(['CONFLICT', 'SAVED']);
    });

    it('publish who answers for them', async () => {
      const { api } = await world();
      await api.system.ask(UPDATE_ACCOUNT, { input: { id: 'acme', version: 1, branchId: 'west' } });
      const events = (await api.events()).filter(
        ({ subject, type }) => subject === 'acme' && type.startsWith('account.'),
      );
      expect(events.map(({ type, seq, data }) => ({ type, seq, data }))).toMatchObject([
        { type: 'account.opened.v1', seq: 1, data: { accountId: 'acme', branchPath: '/group/east/' } },
        { type: 'account.changed.v1', seq: 2, data: { branchPath: '/group/west/', accountManagerId: null } },
      ]);
    });

    it('keep what became of their facts, for whoever may see money', async () => {
      const { api } = await world();
      const limit = { amountMinor: 100, currency: 'EUR' };
      const input = { id: 'acme', version: 1, grade: 'A', branchId: 'west', creditLimit: limit, employees: 40 };
      await api.system.ask(UPDATE_ACCOUNT, { input });
      const READ = '{ account(id: "acme") { ownership employees history { actor field before after } } }';
      const { account } = await api.system.ask(READ);
      expect(account.employees).toBe(40);
      const facts = account.history.map(({ field, before, after }: Record<string, unknown>) => [field, before, after]);
      expect(facts.sort()).toEqual([
        ['branchId', 'Unit east', 'Unit west'],
        ['creditLimit', '{"amountMinor":5000000,"currency":"USD"}', '{"amountMinor":100,"currency":"EUR"}'],
        ['employees', null, '40'],
        ['grade', 'C', 'A'],
      ]);
      expect((await api.as(aShipper('acme')).ask(READ)).account.history).toEqual([]);
      expect((await api.as(aShipper('acme', 'SHIPPER_ADMINISTRATOR')).ask(READ)).account.history).toHaveLength(4);
      const few = await api.system.ask(UPDATE_ACCOUNT, { input: { id: 'acme', version: 2, employees: -1 } });
      expect(few.updateAccount).toMatchObject({ code: 'EMPLOYEES_NEGATIVE' });
    });

    it('carry a dossier of sites and goods, kept by staff and administrators', async () => {
      const { api } = await world();
      const KEEP = `mutation ($input: KeepDossierInput!) { keepDossier(input: $input) {
        ... on Dossier { version sites { name docks } handling { stackable equipment } } ... on Refusal { code field } } }`;
      const input = {
        accountId: 'acme',
        version: 0,
        sites: [{ name: 'Plant', docks: 4 }],
        handling: { stackable: false },
      };
      const admin = api.as(aShipper('acme', 'SHIPPER_ADMINISTRATOR'));
      const kept = { version: 1, sites: [{ name: 'Plant', docks: 4 }], handling: { stackable: false, equipment: [] } };
      expect((await admin.ask(KEEP, { input })).keepDossier).toEqual(kept);
      await expect(api.system.ask(KEEP, { input })).rejects.toThrow('CONFLICT');
      const more = { ...input, version: 1, handling: { equipment: ['Lift gate'] } };
      expect((await api.system.ask(KEEP, { input: more })).keepDossier).toMatchObject({ version: 2 });
      const READ = '{ account(id: "acme") { dossier { version } } }';
      expect((await api.as(aShipper('acme')).ask(READ)).account.dossier).toEqual({ version: 2 });
      await expect(api.as(aShipper('acme')).ask(KEEP, { input: more })).rejects.toThrow('FORBIDDEN');
      await expect(api.as(aShipper('beta')).ask(KEEP, { input: more })).rejects.toThrow('NOT_FOUND');
      await expect(api.as(aStaffMember('/group/west/')).ask(KEEP, { input: more })).rejects.toThrow('NOT_FOUND');
    });

    it('move between branches with their visibility', async () => {
      const { api, east, west } = await world();
      await api.system.ask(UPDATE_ACCOUNT, { input: { id: 'acme', version: 1, branchId: 'west' } });
      const seenFrom = async (path: string) =>
        (await api.as(aStaffMember(path)).ask('{ account(id: "acme") { id } }')).account;
      expect([await seenFrom(east.path), await seenFrom(west.path)]).toEqual([null, { id: 'acme' }]);
    });

    it('refuse a parent that would close a circle', async () => {
      const { api } = await world();
      await api.system.ask(OPEN_ACCOUNT, { input: anAccount({ id: 'child', parentId: 'acme' }) });
      const input = { id: 'acme', version: 1, parentId: 'child' };
      const { updateAccount } = await api.system.ask(UPDATE_ACCOUNT, { input });
      expect(updateAccount).toMatchObject({ code: 'ACCOUNT_PARENT_CYCLE', field: 'parentId' });
    });

    it.each([
      ['an unknown branch', { branchId: 'nowhere' }, 'ORG_UNIT_UNKNOWN'],
      ['an unknown parent', { parentId: 'nobody' }, 'ACCOUNT_PARENT_UNKNOWN'],
      ['an unknown manager', { accountManagerId: 'nobody' }, 'ACCOUNT_MANAGER_OUT_OF_REACH'],
      ['an id in use', { id: 'globex' }, 'ID_TAKEN'],
      ['an id with a slash', { id: 'a/b' }, 'ID_NOT_VALID'],
      ['an empty name', { name: ' ' }, 'TEXT_BLANK'],
      ['a negative credit limit', { creditLimit: { amountMinor: -1, currency: 'USD' } }, 'AMOUNT_NEGATIVE'],
      ['a country in words', { address: { lines: [], city: 'Ulm', country: 'Germany' } }, 'COUNTRY_NOT_VALID'],
    ])('are refused with %s', async (_, facts, code) => {
      const { api } = await world();
      const { openAccount } = await api.system.ask(OPEN_ACCOUNT, { input: anAccount(facts) });
      expect(openAccount).toMatchObject({ __typename: 'Refusal', code });
    });

    it('are opened and graded by sales, not by customers', async () => {
      const { api, east } = await world();
      const open = (viewer: Parameters<typeof api.as>[0]) =>
        api.as(viewer).answer(OPEN_ACCOUNT, { input: anAccount({ name: 'New' }) });
      expect((await open(aStaffMember(east.path))).errors).toBeUndefined();
      for (const viewer of [aStaffMember(east.path, 'OPERATOR'), aShipper('acme', 'SHIPPER_ADMINISTRATOR')]) {
        expect((await open(viewer)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
      }
    });

    it('let their administrator correct the phone alone', async () => {
      const { api } = await world();
      const administrator = api.as(aShipper('acme', 'SHIPPER_ADMINISTRATOR'));
      const update = async (facts: object) =>
        (await administrator.ask(UPDATE_ACCOUNT, { input: { id: 'acme', version: 1, ...facts } })).updateAccount;
      expect(await update({ grade: 'A' })).toMatchObject({ code: 'ACCOUNT_FIELD_OF_STAFF', field: 'grade' });
      expect(await update({ phone: '+1 617 555 0199' })).toMatchObject({ phone: '+1 617 555 0199', version: 2 });
    });

    it('are changed although their manager has left', async () => {
      const { api } = await world();
      const manager = aMember({ id: 'ann', role: 'ACCOUNT_MANAGER', accountId: null, orgUnitId: 'east' });
      await api.system.ask(INVITE, { input: manager });
      const update = async (facts: object) =>
        (await api.system.ask(UPDATE_ACCOUNT, { input: { id: 'acme', ...facts } })).updateAccount;
      await update({ version: 1, accountManagerId: 'ann', parentId: 'globex' });
      await api.system.ask('mutation { deactivateMember(id: "ann") { __typename } }');
      expect(await update({ version: 2, grade: 'B' })).toMatchObject({ grade: 'B', version: 3 });
      expect(await update({ version: 3, branchId: 'west' })).toMatchObject({ code: 'ACCOUNT_MANAGER_OUT_OF_REACH' });
      const administrator = api.as(aShipper('acme', 'SHIPPER_ADMINISTRATOR'));
      const { updateAccount } = await administrator.ask(UPDATE_ACCOUNT, {
        input: { id: 'acme', version: 3, phone: '1' },
      });
      expect(updateAccount).toMatchObject({ phone: '1', version: 4 });
    });

    it('show finances to staff and own administrators only', async () => {
      const { api, east } = await world();
      const finances = async (viewer: Parameters<typeof api.as>[0]) =>
        (await api.as(viewer).ask('{ account(id: "acme") { taxNumber bankAccount creditLimit { amountMinor } } }'))
          .account;
      const all = { taxNumber: '12-3456789', bankAccount: 'US00 0000 1111', creditLimit: { amountMinor: 5_000_000 } };
      expect(await finances(aStaffMember(east.path))).toEqual(all);
      expect(await finances(aShipper('acme', 'SHIPPER_ADMINISTRATOR'))).toEqual(all);
      expect(await finances(aShipper('acme'))).toEqual({ taxNumber: null, bankAccount: null, creditLimit: null });
    });

    it('are paged newest first without gap or double', async () => {
      const { api } = await world();
      for (let n = 1; n <= 5; n++) {
        if (n % 2) api.clock.advance(1_000);
        await api.system.ask(OPEN_ACCOUNT, { input: anAccount({ id: `n${n}`, name: `Company ${n}` }) });
      }
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { accounts } = await api.system.ask(
          'query($after: String) { accounts(first: 3, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }',
          { after },
        );
        seen.push(...accounts.nodes.map(({ id }: { id: string }) => id));
        after = accounts.pageInfo.hasNextPage ? accounts.pageInfo.endCursor : null;
      } while (after);
      expect(seen).toEqual(['n5', 'n4', 'n3', 'n2', 'n1', 'globex', 'acme']);
    });

    it.each([
      ['a word in any case', { search: 'MÜLL' }, ['muller']],
      ['a Chinese word', { search: '電子' }, ['brightway']],
      ['a sign that SQL knows', { search: '100%' }, ['percent']],
      ['a text without end', { search: 'x'.repeat(60_000) }, []],
      ['a branch', { branchId: 'west' }, ['globex']],
      ['a kind and a grade', { kind: 'RETAILER', grade: 'A' }, ['muller']],
    ])('are found by %s', async (_, filter, ids) => {
      const { api } = await world();
      const open = (facts: Record<string, unknown>) => api.system.ask(OPEN_ACCOUNT, { input: anAccount(facts) });
      await open({ id: 'muller', name: 'Müller Möbel', kind: 'RETAILER', grade: 'A' });
      await open({ id: 'brightway', name: '明途電子' });
      await open({ id: 'percent', name: 'The 100% Company' });
      await open({ id: 'thousand', name: 'The 1000 Company' });
      const text = 'query($filter: AccountFilter) { accounts(filter: $filter) { nodes { id } } }';
      const { accounts } = await api.system.ask(text, { filter });
      expect(accounts.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
    });
  });

  describe('contacts', () => {
    it('are added, changed and read by both sides', async () => {
      const { api, east } = await world();
      const input = { accountId: 'acme', name: 'Joan Dock', topics: ['claims', 'claims', ' billing'] };
      const { addContact } = await api.as(aShipper('acme')).ask(ADD_CONTACT, { input });
      expect(addContact).toMatchObject({ topics: ['claims', 'billing'], version: 1 });
      const staff = api.as(aStaffMember(east.path));
      const text = `mutation($input: UpdateContactInput!) { updateContact(input: $input) {
        ... on Contact { name jobTitle topics version } } }`;
      const change = { id: addContact.id, version: 1, jobTitle: 'Dock lead' };
      expect((await staff.ask(text, { input: change })).updateContact).toEqual({
        name: 'Joan Dock',
        jobTitle: 'Dock lead',
        topics: ['claims', 'billing'],
        version: 2,
      });
      expect((await staff.answer(text, { input: change })).errors?.[0]?.extensions?.['code']).toBe('CONFLICT');
    });
  });
});
