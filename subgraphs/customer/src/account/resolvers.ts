import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import { found } from '../found.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { openAccount, updateAccount } from './commands.ts';
import { maySeeFinances } from './policy.ts';
import { listAccounts } from './store.ts';

export const accountResolvers = {
  Query: {
    account: (_, { id }, ctx) => ctx.loaders.account.load(id),
    accounts: async (_, { filter, first, after }, ctx) => {
      const page = { first: clampFirst(first), after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listAccounts(em, ctx.viewer, filter ?? {}, page));
      return toPage(rows, page.first, (row) => ({ at: row.openedAt, id: row.id }));
    },
  },
  Mutation: {
    openAccount: async (_, { input }, ctx) => answer(await openAccount(ctx, input)),
    updateAccount: async (_, { input }, ctx) => answer(await updateAccount(ctx, input)),
  },
  Account: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.account.load(id),
    taxNumber: (account, _, ctx) => (maySeeFinances(ctx.viewer, account.id) ? account.taxNumber : null),
    bankAccount: (account, _, ctx) => (maySeeFinances(ctx.viewer, account.id) ? account.bankAccount : null),
    creditLimit: (account, _, ctx) => (maySeeFinances(ctx.viewer, account.id) ? account.creditLimit : null),
    parent: (account, _, ctx) => (account.parentId ? ctx.loaders.account.load(account.parentId) : null),
    subsidiaries: (account, _, ctx) => ctx.loaders.subsidiaries.load(account.id),
    branch: (account, _, ctx) => found(ctx.loaders.orgUnit.load(account.branchId), 'The branch'),
    accountManager: (account, _, ctx) =>
      account.accountManagerId ? ctx.loaders.member.load(account.accountManagerId) : null,
    contacts: (account, _, ctx) => ctx.loaders.contactsOfAccount.load(account.id),
    members: (account, _, ctx) => ctx.loaders.membersOfAccount.load(account.id),
    consignees: (account, { first, after }, ctx) =>
      ctx.loaders.consigneesOfAccount(clampFirst(first, 50), after ?? null).load(account.id),
    apiKeys: (account, _, ctx) => ctx.loaders.keysOfAccount.load(account.id),
  },
  AccountResult: resultUnion('Account'),
} satisfies Resolvers;
