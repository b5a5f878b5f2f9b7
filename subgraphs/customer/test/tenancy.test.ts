import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import {
  ADD_CONTACT,
  aMember,
  anAccount,
  aWorld,
  CREATE_KEY,
  customerApis,
  INVITE,
  OPEN_ACCOUNT,
  REGISTER,
  UPDATE_ACCOUNT,
} from './customer-api.ts';

const ENTITIES = `query($all: [_Any!]!) { _entities(representations: $all) { __typename
  ... on Account { id contacts { id } consignees { id } members { id } apiKeys { id } }
  ... on Contact { id } ... on Consignee { id } ... on Member { id } ... on ApiKey { id } } }`;
const LISTS = `query($consignee: ID!) { accounts { nodes { id parent { id } subsidiaries { id } } }
  account(id: "acme") { id } consignee(id: $consignee) { id } }`;

eachDatabase((engine) => {
  const start = customerApis(engine);

  /** One of everything at Acme, in the east, which belongs to Globex, in the west. */
  async function full() {
    const { api, east, west } = await aWorld(await start());
    const { system } = api;
    await system.ask(UPDATE_ACCOUNT, { input: { id: 'acme', version: 1, parentId: 'globex' } });
    const { addContact } = await system.ask(ADD_CONTACT, { input: { accountId: 'acme', name: 'Joan' } });
    const { registerConsignee } = await system.ask(REGISTER, { input: { accountId: 'acme', name: 'Store' } });
    const { inviteMember } = await system.ask(INVITE, { input: aMember({ id: 'sam' }) });
    const { createApiKey } = await system.ask(CREATE_KEY, {
      input: { accountId: 'acme', name: 'WMS', scopes: ['read'] },
    });
    const ids = {
      Account: 'acme',
      Contact: String(addContact.id),
      Consignee: String(registerConsignee.id),
      Member: String(inviteMember.id),
      ApiKey: String(createApiKey.apiKey.id),
    };
    return { api, east, west, ids };
  }

  type World = Awaited<ReturnType<typeof full>>;

  const entities = async ({ api, ids }: World, viewer: Viewer) => {
    const all = Object.entries(ids).map(([__typename, id]) => ({ __typename, id }));
    const found = (await api.as(viewer).ask(ENTITIES, { all }))._entities;
    return found.flatMap((one: { __typename: string } | null) => (one ? [one.__typename] : []));
  };

  const outsiders: readonly [string, Viewer][] = [
    ['a member of another account', aShipper('globex', 'SHIPPER_ADMINISTRATOR')],
    ['a key of another account', aKey('globex')],
    ['staff of another branch', aStaffMember('/group/west/', 'ADMINISTRATOR')],
    ['staff of a unit named alike', aStaffMember('/group/eas/', 'ADMINISTRATOR')],
    ['a link of another account', aLinkHolder('globex', 'shipment')],
  ];

  describe('tenancy', () => {
    it.each(outsiders)('hides everything of an account from %s', async (_, viewer) => {
      const world = await full();
      expect(await entities(world, viewer)).toEqual([]);
      const lists = await world.api.as(viewer).ask(LISTS, { consignee: world.ids.Consignee });
      expect(lists.account).toBeNull();
      expect(lists.consignee).toBeNull();
      expect(JSON.stringify(lists)).not.toContain('acme');
    });

    it.each(outsiders)('takes no change of an account from %s', async (_, viewer) => {
      const { api, ids } = await full();
      const graph = api.as({ ...viewer, scopes: ['read', 'write', 'edi'] });
      const answers = [
        await graph.answer(UPDATE_ACCOUNT, { input: { id: 'acme', version: 2, phone: '1' } }),
        await graph.answer(ADD_CONTACT, { input: { accountId: 'acme', name: 'Eve' } }),
        await graph.answer(REGISTER, { input: { accountId: 'acme', name: 'Eve' } }),
        await graph.answer(`mutation { updateContact(input: { id: "${ids.Contact}", version: 1 }) { __typename } }`),
        await graph.answer(`mutation { deactivateMember(id: "${ids.Member}") { __typename } }`),
        await graph.answer(`mutation { revokeApiKey(id: "${ids.ApiKey}") { __typename } }`),
        await graph.answer(CREATE_KEY, { input: { accountId: 'acme', name: 'Eve', scopes: ['read'] } }),
      ];
      const codes = answers.map((answer) => String(answer.errors?.[0]?.extensions?.['code']));
      expect(codes.filter((code) => code !== 'NOT_FOUND' && code !== 'FORBIDDEN')).toEqual([]);
      const { account } = await api.system.ask('{ account(id: "acme") { version contacts { name } } }');
      expect(account).toEqual({ version: 2, contacts: [{ name: 'Joan' }] });
    });

    it('shows each insider their share', async () => {
      const world = await full();
      const parties = ['Account', 'Contact', 'Consignee', 'Member'];
      expect(await entities(world, aShipper('acme'))).toEqual(parties);
      expect(await entities(world, aKey('acme'))).toEqual(parties);
      expect(await entities(world, aStaffMember(world.east.path))).toEqual(parties);
      expect(await entities(world, aShipper('acme', 'SHIPPER_ADMINISTRATOR'))).toEqual([...parties, 'ApiKey']);
      expect(await entities(world, aStaffMember('/group/', 'ADMINISTRATOR'))).toEqual([...parties, 'ApiKey']);
    });

    it('hides the parent company from its subsidiary', async () => {
      const { api } = await full();
      const text = '{ account(id: "acme") { parent { id } } }';
      expect((await api.as(aShipper('acme')).ask(text)).account.parent).toBeNull();
      expect((await api.as(aStaffMember('/group/')).ask(text)).account.parent).toEqual({ id: 'globex' });
    });

    it('shows a link holder the name of the sender', async () => {
      const { api, ids } = await full();
      const link = api.as(aLinkHolder('acme', 'shipment'));
      const sender = [{ __typename: 'Account', id: 'acme' }];
      const named = 'query($all: [_Any!]!) { _entities(representations: $all) { ... on Account { id name } } }';
      expect((await link.ask(named, { all: sender }))._entities).toEqual([{ id: 'acme', name: 'Company acme' }]);
      expect(await entities({ api, ids } as World, aLinkHolder('acme', 'shipment'))).toEqual(['Account']);
      for (const field of ['legalName', 'phone', 'grade', 'taxNumber', 'branch { id }', 'accountManager { id }']) {
        const text = `query($all: [_Any!]!) { _entities(representations: $all) { ... on Account { ${field} } } }`;
        const answer = await link.answer(text, { all: sender });
        expect([field, answer.errors?.[0]?.extensions?.['code'] ?? 'null']).toEqual([
          field,
          field === 'taxNumber' ? 'null' : 'FORBIDDEN',
        ]);
      }
    });

    it('takes no change from whoever may only read', async () => {
      const { api, east } = await full();
      const readers = [aKey('acme', ['read']), { ...aStaffMember(east.path, 'EXECUTIVE'), scopes: ['read'] }];
      for (const reader of readers) {
        const graph = api.as(reader);
        const answers = [
          await graph.answer(OPEN_ACCOUNT, { input: anAccount({}) }),
          await graph.answer(UPDATE_ACCOUNT, { input: { id: 'acme', version: 2, phone: '1' } }),
          await graph.answer(ADD_CONTACT, { input: { accountId: 'acme', name: 'Eve' } }),
          await graph.answer(REGISTER, { input: { accountId: 'acme', name: 'Eve' } }),
          await graph.answer(INVITE, { input: aMember({ email: 'eve@acme.example' }) }),
          await graph.answer(CREATE_KEY, { input: { accountId: 'acme', name: 'Eve', scopes: ['read'] } }),
        ];
        const codes = answers.map((answer) => answer.errors?.[0]?.extensions?.['code']);
        expect(codes).toEqual(answers.map(() => 'FORBIDDEN'));
      }
    });

    it('shows nothing to whoever may only write', async () => {
      const { api } = await full();
      const writer = api.as(aKey('acme', ['write']));
      const text = `mutation($input: AddContactInput!) { addContact(input: $input) {
        ... on Contact { name } } }`;
      expect((await writer.ask(text, { input: { accountId: 'acme', name: 'Eve' } })).addContact).toEqual({
        name: 'Eve',
      });
      const update = `mutation($input: UpdateAccountInput!) { updateAccount(input: $input) {
        ... on Account { phone members { email } contacts { email } consignees { id } } } }`;
      const administrator = api.as({ ...aShipper('acme', 'SHIPPER_ADMINISTRATOR'), scopes: ['write'] });
      const { account } = await api.system.ask('{ account(id: "acme") { version members { email } } }');
      expect(account.members).not.toEqual([]);
      const input = { id: 'acme', version: account.version, phone: '1' };
      expect((await administrator.ask(update, { input })).updateAccount).toEqual({
        phone: '1',
        members: [],
        contacts: [],
        consignees: [],
      });
      expect(await writer.ask('{ account(id: "acme") { name } accounts { nodes { id } } viewer { scopes } }')).toEqual({
        account: null,
        accounts: { nodes: [] },
        viewer: { scopes: ['write'] },
      });
    });

    it('tells each viewer who they are', async () => {
      const { api } = await full();
      const text = '{ viewer { kind name role scopes member { id } account { name } } }';
      const me = { ...aShipper('acme'), id: 'sam', name: 'Sam' };
      expect((await api.as(me).ask(text)).viewer).toEqual({
        kind: 'member',
        name: 'Sam',
        role: 'SHIPPER_USER',
        scopes: ['read', 'write', 'edi'],
        member: { id: 'sam' },
        account: { name: 'Company acme' },
      });
      expect((await api.as(aKey('acme', ['read'])).ask(text)).viewer).toMatchObject({
        kind: 'key',
        role: null,
        member: null,
        account: { name: 'Company acme' },
      });
      expect((await api.system.ask(text)).viewer).toMatchObject({ kind: 'system', member: null, account: null });
    });
  });
});
