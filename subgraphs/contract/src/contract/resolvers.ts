import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { DAY, localDate } from '@quayside/shared/instant';
import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import { listCharges } from '../charge/store.ts';
import type { AmendContractInput, DraftContractInput, Resolvers } from '../generated/resolver-types.ts';
import { activateContract, amendContract, draftContract, terminateContract } from './commands.ts';
import { daysLeft, stateOn, type Terms } from './contract.ts';
import { findContract, listContracts } from './store.ts';

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
    draftContract: async (_, { input }, ctx) =>
      answer(
        await draftContract(ctx, {
          ...termsOf(input),
          id: input.id ?? undefined,
          number: input.number ?? undefined,
          accountId: input.accountId,
        }),
      ),
    activateContract: async (_, { id }, ctx) => answer(await activateContract(ctx, id)),
    amendContract: async (_, { input }, ctx) => answer(await amendContract(ctx, { ...input, change: changeOf(input) })),
    terminateContract: async (_, { id, reason }, ctx) => answer(await terminateContract(ctx, id, reason)),
  },
  Contract: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.contract.load(id),
    account: (contract) => ({ id: contract.accountId }),
    state: (contract, _, ctx) => stateOn(contract, localDate(ctx.now())),
    daysLeft: (contract, _, ctx) => daysLeft(contract, localDate(ctx.now())),
    rateCards: (contract, _, ctx) => ctx.loaders.rateCards.load(contract.id),
    versions: (contract, _, ctx) => ctx.loaders.versions.load(contract.id),
    catalogue: (contract) => [...contract.catalogue],
    charges: async (contract, { first }, ctx) => {
      const page = { first: clampFirst(first), after: null };
      const rows = await ctx.db.read((em) => listCharges(em, ctx.viewer, { contractId: contract.id }, page));
      return rows.slice(0, page.first);
    },
  },
  ContractVersion: { catalogue: (version) => [...version.catalogue] },
  CatalogueItem: {
    price: (item) => money(item.priceMinor, item.currency),
    minimum: (item) => (item.minimumMinor === null ? null : money(item.minimumMinor, item.currency)),
  },
  Account: {
    __resolveReference: ({ id }) => ({ id }),
    contracts: (account, _, ctx) => ctx.loaders.contractsOfAccount.load(account.id),
  },
  ContractResult: resultUnion('Contract'),
};

const clampDays = (days: number): number => Math.max(-FURTHEST_DAYS, Math.min(FURTHEST_DAYS, days));

const termsOf = (input: DraftContractInput): Terms => ({
  name: input.name,
  validFrom: input.validFrom,
  validTo: input.validTo,
  parties: (input.parties ?? []).map((party) => ({ ...party, accountId: party.accountId ?? null })),
  services: servicesOf(input.services),
  serviceLevels: levelsOf(input.serviceLevels ?? []),
  liability: liabilityOf(input.liability),
  catalogue: catalogueOf(input.catalogue ?? []),
});

/** Only what the amendment names; what it leaves out stays. */
const changeOf = (input: AmendContractInput): Partial<Terms> => ({
  ...(input.name ? { name: input.name } : {}),
  ...(input.services ? { services: servicesOf(input.services) } : {}),
  ...(input.serviceLevels ? { serviceLevels: levelsOf(input.serviceLevels) } : {}),
  ...(input.liability ? { liability: liabilityOf(input.liability) } : {}),
  ...(input.catalogue ? { catalogue: catalogueOf(input.catalogue) } : {}),
  ...(input.validTo ? { validTo: input.validTo } : {}),
});

const servicesOf = (services: DraftContractInput['services']): Terms['services'] =>
  services.map(({ service, guaranteed, note }) => ({ service, guaranteed: guaranteed ?? false, note: note ?? null }));

const levelsOf = (levels: NonNullable<DraftContractInput['serviceLevels']>): Terms['serviceLevels'] =>
  levels.map((level) => ({ ...level, note: level.note ?? null }));

const liabilityOf = (liability: DraftContractInput['liability']): Terms['liability'] => ({
  ...liability,
  limitPerKilogram: liability.limitPerKilogram ?? null,
  limitPerShipment: liability.limitPerShipment ?? null,
});

const catalogueOf = (items: NonNullable<DraftContractInput['catalogue']>): Terms['catalogue'] =>
  items.map((item) => ({
    ...item,
    minimumMinor: item.minimumMinor ?? null,
    photosRequired: item.photosRequired ?? 0,
    photoStandard: item.photoStandard?.trim() || null,
    serviceLevelHours: item.serviceLevelHours ?? UNTOLD_HOURS,
    cancellation: { ...UNTOLD_CANCELLATION, ...item.cancellation },
  }));

const UNTOLD_HOURS = 48;
/** What holds where a price says nothing of calling off: free until the day before, all of it once begun. */
const UNTOLD_CANCELLATION = { freeHours: 24, percent: 0, startedPercent: 100 };
