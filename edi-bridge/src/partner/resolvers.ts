import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { EdiContext } from '../context.ts';
import type {
  AddEdiPartnerInput,
  ChangeEdiPartnerInput,
  EdiProfileInput,
  Resolvers,
} from '../generated/resolver-types.ts';
import { addPartner, changePartner, pausePartner } from './commands.ts';
import { changesBetween, type OrderStatusMeaning, type PartnerProfile, type PolicyChanges } from './profile.ts';
import { listPartners, versionsOf } from './store.ts';

/** Left out and null mean the same for most fields; for these, null is a value of its own. */
const NULLABLE = ['statusCodes', 'stockReportAt', 'carrierScac', 'billingScac'];

type Given = Partial<EdiProfileInput>;

function profileOf({ checks, orderStatus, ...input }: Given): Partial<PartnerProfile> {
  const given = Object.entries(input).filter(
    ([field, value]) => value !== undefined && (value !== null || NULLABLE.includes(field)),
  );
  return {
    ...(Object.fromEntries(given) as Partial<PartnerProfile>),
    ...(checks ? { checks: policyChanges(checks) } : {}),
    ...(orderStatus ? { orderStatus: Object.fromEntries(orderStatus.map((one) => [one.code, one.meaning])) } : {}),
  };
}

/** A place without a digit or a capital is the name of a kind of check. */
function policyChanges(checks: NonNullable<Given['checks']>): PolicyChanges {
  const isPlace = (place: string): boolean => /[A-Z0-9]/.test(place);
  const of = (wanted: boolean) =>
    Object.fromEntries(
      checks.filter(({ place }) => isPlace(place) === wanted).map((one) => [one.place, one.treatment]),
    );
  return { kinds: of(false), places: of(true) } as PolicyChanges;
}

const identityOf = ({ name, senderId, receiverId, test }: ChangeEdiPartnerInput) =>
  Object.fromEntries(
    Object.entries({ name, senderId, receiverId, test }).filter(([, value]) => value !== null && value !== undefined),
  );

const newPartner = ({ id, accountId, name, senderId, receiverId, test, profile, ...usual }: AddEdiPartnerInput) => ({
  ...{ id, accountId, name, senderId, receiverId, test: test ?? false },
  ...profileOf({ ...usual, ...profile }),
});

/** Resolvers of trading partners. */
export const partnerResolvers: Resolvers<EdiContext> = {
  Query: {
    ediPartners: (_, __, ctx) => ctx.db.read((em) => listPartners(em, ctx.viewer, ctx.now())),
    ediPartner: (_, { id }, ctx) => ctx.loaders.partner.load(id),
  },
  Mutation: {
    addEdiPartner: async (_, { input }, ctx) => {
      const result = await addPartner(ctx, newPartner(input));
      if (result.ok) await ctx.mailboxes.open(result.value.id);
      return answer(result);
    },
    changeEdiPartner: async (_, { id, input, effectiveFrom, note }, ctx) =>
      answer(
        await changePartner(ctx, {
          id,
          identity: identityOf(input),
          profile: profileOf(input.profile ?? {}),
          effectiveFrom: effectiveFrom ?? null,
          note: note ?? null,
        }),
      ),
    pauseEdiPartner: async (_, { id, paused }, ctx) => answer(await pausePartner(ctx, id, paused)),
  },
  EdiPartnerResult: resultUnion('EdiPartner'),
  EdiPartner: {
    triesWithoutKey: async ({ id }, _, ctx) => (await ctx.loaders.tries.load(id))?.tries ?? 0,
    __resolveReference: ({ id }, ctx) => ctx.loaders.partner.load(id),
    account: ({ accountId }) => ({ id: accountId }),
    outSets: ({ outSets }) => [...outSets],
    statusCodes: ({ statusCodes }) => statusCodes && [...statusCodes],
    itemIdPriority: ({ itemIdPriority }) => [...itemIdPriority],
    orderStatus: ({ orderStatus }) =>
      Object.entries(orderStatus).map(([code, meaning]) => ({ code, meaning: meaning as OrderStatusMeaning })),
    checks: ({ checks }) =>
      Object.entries({ ...checks.kinds, ...checks.places }).map(([place, treatment]) => ({ place, treatment })),
    // Below QUAYSIDE_HOME: where that is on the server is no business of a customer.
    mailbox: ({ id }) => `mailbox/${id}`,
    versions: async ({ id }, _, ctx) => {
      const versions = await ctx.db.read((em) => versionsOf(em, [id]));
      return versions
        .map(({ number, effectiveFrom, note, by, at, profile }, index) => ({
          ...{ number, effectiveFrom, note, by, at },
          changes: changesBetween(versions[index - 1]?.profile ?? null, profile),
        }))
        .reverse();
    },
  },
};
