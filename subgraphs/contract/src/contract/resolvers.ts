import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { DAY, localDate } from '@quayside/shared/instant';
import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import { listCharges } from '../charge/store.ts';
import { accountCredit } from '../credit/resolvers.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { accountBilling, accountUnbilled } from '../invoice/resolvers.ts';
import { type LiveUpdate, liveUpdates } from '../live.ts';
import { activateContract, amendContract, draftContract, terminateContract } from './commands.ts';
import { type Contract, daysLeft, holdsFrom, stateOn } from './contract.ts';
import { contractIn } from './news.ts';
import { findContract, listContracts } from './store.ts';
import { changeOf, termsOf } from './terms-commands.ts';

const FURTHEST_DAYS = 36_500;

/** State and days left depend on the day they are asked for; everything else is a property. */
export const contractResolvers: Resolvers = {
  Query: {
    contract: (_, { id }, ctx) => ctx.db.read((em) => findContract(em, ctx.viewer, id)),
    contracts: async (_, { filter, first, after }, ctx) => {
      const size = clampFirst(first);
      const within = filter?.expiringWithinDays ?? null;
      const endsBy = within === null ? null : localDate(ctx.now() + clampDays(within) * DAY);
      const page = { first: size, after: decodePageKey(after), today: localDate(ctx.now()) };
      const rows = await ctx.db.read((em) => listContracts(em, ctx.viewer, { ...filter, endsBy }, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ createdAt, id }) => ({ at: createdAt, id }));
      return { nodes: [...nodes], pageInfo };
    },
  },
  Mutation: {
    draftContract: async (_, { input }, ctx) => {
      const terms = await termsOf(ctx, input);
      if (!terms.ok) return answer(terms);
      const { id, number, accountId } = input;
      return answer(
        await draftContract(ctx, { ...terms.value, id: id ?? undefined, number: number ?? undefined, accountId }),
      );
    },
    activateContract: async (_, { id }, ctx) => answer(await activateContract(ctx, id)),
    amendContract: async (_, { input }, ctx) => {
      const change = await changeOf(ctx, input);
      if (!change.ok) return answer(change);
      const { id, version, reason } = input;
      return answer(await amendContract(ctx, { id, version, reason, change: change.value }));
    },
    terminateContract: async (_, { id, reason }, ctx) => answer(await terminateContract(ctx, id, reason)),
  },
  Subscription: {
    contractsUpdated: {
      subscribe: (_, { id, after }, ctx) =>
        liveUpdates(ctx, {
          after,
          filter: id ? { subject: id } : {},
          concerns: (event) => contractIn(event) !== null,
          load: (event) => ctx.loaders.contract.load(contractIn(event) ?? event.subject),
        }),
      resolve: ({ about, ...update }: LiveUpdate<Contract>) => ({ ...update, contract: about }),
    },
  },
  Contract: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.contract.load(id),
    account: (contract) => ({ id: contract.accountId }),
    state: (contract, _, ctx) => stateOn(contract, localDate(ctx.now())),
    daysLeft: (contract, _, ctx) => daysLeft(contract, localDate(ctx.now())),
    rateCards: (contract, _, ctx) => ctx.loaders.rateCards.load(contract.id),
    versions: (contract, _, ctx) => ctx.loaders.versions.load(contract.id),
    agreedChanges: async (contract, _, ctx) =>
      (await ctx.loaders.agreedChanges.load(contract.id)).map((change) => ({ ...change, contract })),
    catalogue: (contract) => [...contract.catalogue],
    volumes: (contract) => [...contract.volumes],
    charges: async (contract, { first }, ctx) => {
      const page = { first: clampFirst(first), after: null };
      const rows = await ctx.db.read((em) => listCharges(em, ctx.viewer, { contractId: contract.id }, page));
      return rows.slice(0, page.first);
    },
  },
  ContractVersion: {
    catalogue: (version) => [...version.catalogue],
    volumes: (version) => [...version.volumes],
    holdsFrom: async (version, _, ctx) => holdsFrom(version, await ctx.loaders.versions.load(version.contractId)),
  },
  // The address looks at the rights again when it is followed: a name is no permission.
  ContractPaper: { url: ({ fileId }) => `/files/${encodeURIComponent(fileId)}` },
  OtifClause: { exclusions: (clause) => [...clause.exclusions] },
  CatalogueItem: {
    price: (item) => money(item.priceMinor, item.currency),
    minimum: (item) => (item.minimumMinor === null ? null : money(item.minimumMinor, item.currency)),
  },
  Account: {
    __resolveReference: ({ id }) => ({ id }),
    contracts: (account, _, ctx) => ctx.loaders.contractsOfAccount.load(account.id),
    billing: accountBilling,
    credit: accountCredit,
    unbilled: accountUnbilled,
  },
  ContractResult: resultUnion('Contract'),
};

const clampDays = (days: number): number => Math.max(-FURTHEST_DAYS, Math.min(FURTHEST_DAYS, days));
