import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import { ok } from '@quayside/shared/result';
import type { Resolvers } from '../generated/resolver-types.ts';
import { cardOf } from '../rate/card-input.ts';
import { toRateCard } from '../rate/commands.ts';
import { byKind, differenceOf, type Sums, sumUp } from '../rating/compare.ts';
import { placeText } from '../rating/lane.ts';
import { rateAgain, recordFuelPrices, sayMissing } from './commands.ts';
import { simulateTariff } from './simulation-commands.ts';
import { fuelPrices, listActivities } from './store.ts';

const MOST_LINES = 200;

/** What was done for customers, charged or not, and what it would cost under other prices. */
export const activityResolvers: Resolvers = {
  Query: {
    activities: async (_, { filter, first, after }, ctx) => {
      const size = clampFirst(first);
      const page = { first: size, after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listActivities(em, ctx.viewer, filter ?? {}, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ at, id }) => ({ at, id }));
      return { nodes: [...nodes], pageInfo };
    },
    fuelPrices: (_, __, ctx) => ctx.db.read(fuelPrices),
    simulateTariff: async (_, { input }, ctx) => {
      const { contractId, from, to, otherContractId, card } = input;
      const proposed = card ? toRateCard({ ...cardOf(card), contractId }) : null;
      const asked = { contractId, from, to, otherContractId: otherContractId ?? null, card: proposed };
      return answer(await simulateTariff(ctx, asked));
    },
  },
  Mutation: {
    rateAgain: async (_, { accountId, ids }, ctx) => {
      const rated = await rateAgain(ctx, { ...(accountId ? { accountId } : {}), ...(ids ? { ids } : {}) });
      return answer(rated.ok ? ok({ charged: rated.value }) : rated);
    },
    completeActivity: async (_, { id, weightGrams, quantities }, ctx) => {
      const counted = (quantities ?? []).map(({ unit, quantity }) => ({ unit: unit.trim().toUpperCase(), quantity }));
      const said = await sayMissing(ctx, { id, weightGrams: weightGrams ?? null, quantities: counted });
      return answer(said.ok ? ok({ charged: said.value.state === 'CHARGED' ? 1 : 0 }) : said);
    },
    recordFuelPrices: async (_, { prices }, ctx) => {
      const recorded = await recordFuelPrices(ctx, prices);
      return answer(recorded.ok ? ok({ count: recorded.value }) : recorded);
    },
  },
  Activity: {
    account: ({ accountId }) => ({ id: accountId }),
    contract: ({ contractId }, _, ctx) => (contractId ? ctx.loaders.contract.load(contractId) : null),
    kind: ({ done }) => done.kind,
    code: ({ done }) => done.code,
    source: ({ done }) => done.subjectKind,
    subjectNumber: ({ done }) => done.subjectNumber,
    date: ({ done }) => done.date,
    weightGrams: ({ done }) => done.weightGrams,
    quantities: ({ done, stored }) =>
      stored
        ? stored.days.map(({ onHand }) => ({ unit: done.quantities[0]?.unit ?? '', quantity: onHand }))
        : [...done.quantities],
    completedBy: ({ done }) => done.completed?.by ?? null,
    completedAt: ({ done }) => done.completed?.at ?? null,
    origin: ({ done }) => (done.origin ? placeText(done.origin) : null),
    destination: ({ done }) => (done.destination ? placeText(done.destination) : null),
  },
  TariffSimulation: {
    before: ({ lines, currency }) => money(sumUp(lines).beforeMinor, currency),
    unrated: ({ lines, currency }) => money(sumUp(lines).unratedMinor, currency),
    after: ({ lines, currency }) => otherSide(sumUp(lines), currency).after,
    difference: ({ lines, currency }) => otherSide(sumUp(lines), currency).difference,
    unratedCount: ({ lines }) => new Set(lines.filter(({ refusal }) => refusal).map(({ subject }) => subject.id)).size,
    kinds: ({ lines, currency }) =>
      byKind(lines).map((sums) => ({
        kind: sums.kind,
        before: money(sums.beforeMinor, currency),
        unrated: money(sums.unratedMinor, currency),
        ...otherSide(sums, currency),
      })),
    lines: ({ lines, currency }) =>
      lines
        .map((line) => ({ line, sums: sumUp([line]) }))
        .sort((a, b) => weightOf(b.sums) - weightOf(a.sums))
        .slice(0, MOST_LINES)
        .map(({ line: { subject, kind, refusal }, sums }) => ({
          ...{ ...subject, kind, refusal, before: money(sums.beforeMinor, currency) },
          ...otherSide(sums, currency),
        })),
  },
  SimulatedClause: {
    contract: async ({ contractId }, _, ctx) => {
      const contract = await ctx.loaders.contract.load(contractId);
      if (!contract) throw new RangeError(`the contract ${contractId} is out of reach`);
      return contract;
    },
    service: ({ item }) => item.service,
    unit: ({ item }) => item.unit,
    price: ({ item }) => money(item.priceMinor, item.currency),
    minimum: ({ item }) => (item.minimumMinor === null ? null : money(item.minimumMinor, item.currency)),
  },
  SimulationResult: resultUnion('TariffSimulation'),
  RatedAgainResult: resultUnion('RatedAgain'),
  FuelPricesResult: resultUnion('FuelPricesRecorded'),
};

/** What the other prices make of charges, where they reach any. */
function otherSide(sums: Sums, currency: string) {
  const difference = differenceOf(sums);
  return {
    after: sums.afterMinor === null ? null : money(sums.afterMinor, currency),
    difference: difference === null ? null : money(difference, currency),
  };
}

/** What cannot be compared is as far off as what was billed. */
const weightOf = (sums: Sums): number => Math.abs(differenceOf(sums) ?? sums.beforeMinor);
