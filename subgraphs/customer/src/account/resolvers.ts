import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { CustomerContext } from '../context.ts';
import { found } from '../found.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { REFERRER_FIELD } from './change.ts';
import { openAccount, updateAccount } from './commands.ts';
import { maySeeFinances } from './policy.ts';
import { changesOf, listAccounts } from './store.ts';

/** What a fact points to by its name, as far as the viewer sees it. */
async function nameOf({ loaders }: CustomerContext, field: string, value: string | null): Promise<string | null> {
  if (value === null) return null;
  if (field === 'branchId') return (await loaders.orgUnit.load(value))?.name ?? null;
  if (field === 'accountManagerId') return (await loaders.member.load(value))?.name ?? null;
  if (field === 'parentId' || field === REFERRER_FIELD) return (await loaders.account.load(value))?.name ?? null;
  return value;
}

/** Customer companies: who they are, and what became of their facts. */
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
    history: (account, { first }, ctx) =>
      maySeeFinances(ctx.viewer, account.id)
        ? ctx.db.read((em) => changesOf(em, ctx.viewer, account.id, clampFirst(first, 50)))
        : [],
    apiKeys: (account, _, ctx) => ctx.loaders.keysOfAccount.load(account.id),
  },
  AccountChange: {
    before: ({ field, before }, _, ctx) => nameOf(ctx, field, before),
    after: ({ field, after }, _, ctx) => nameOf(ctx, field, after),
  },
  AccountResult: resultUnion('Account'),
} satisfies Resolvers;
