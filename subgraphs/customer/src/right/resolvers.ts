import { answer } from '@quayside/shared/graphql/result-union';
import { isStaff } from '@quayside/shared/identity';
import { isPermission } from '@quayside/shared/permissions';
import type { CustomerContext } from '../context.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import type { Member } from '../member/member.ts';
import { mayManageMember } from '../member/policy.ts';
import { grantRight, withdrawRight } from './commands.ts';
import { isInForce, mayHoldRights, permissionsIn } from './right.ts';

/** Between a person and those who manage them. */
const mayKnow = ({ viewer }: CustomerContext, member: Member): boolean =>
  mayHoldRights(member) && (viewer.id === member.id || mayManageMember(viewer, member));

export const rightResolvers = {
  Query: {
    staffMember: async (_, { id }, ctx) => {
      const member = isStaff(ctx.viewer) ? await ctx.loaders.member.load(id) : null;
      return member && mayHoldRights(member) ? member : null;
    },
  },
  Mutation: {
    grantRight: async (_, { input }, ctx) => answer(await grantRight(ctx, input)),
    withdrawRight: async (_, { id, reason }, ctx) => answer(await withdrawRight(ctx, id, reason)),
  },
  MemberRight: {
    permission: ({ kind, subject }) => (kind === 'PERMISSION' && isPermission(subject) ? subject : null),
    orgUnit: ({ kind, subject }, _, ctx) => (kind === 'UNIT' ? ctx.loaders.orgUnit.load(subject) : null),
    account: ({ kind, subject }, _, ctx) => (kind === 'ACCOUNT' ? ctx.loaders.account.load(subject) : null),
    from: ({ fromAt }) => fromAt,
    until: ({ untilAt }) => untilAt,
    inForce: (right, _, ctx) => isInForce(right, ctx.now()),
  },
  StaffRecord: {
    before: ({ detail }) => detail.before ?? null,
    after: ({ detail }) => detail.after ?? null,
    reason: ({ detail }) => detail.reason ?? null,
    right: async ({ memberId, detail }, _, ctx) => {
      if (!detail.rightId) return null;
      const rights = await ctx.loaders.rightsOfMember.load(memberId);
      return rights.find(({ id }) => id === detail.rightId) ?? null;
    },
  },
} satisfies Resolvers;

/** What the other features' type `Member` gains here. */
export const memberRights = {
  permissions: async (member, _, ctx) =>
    mayKnow(ctx, member) ? [...permissionsIn(member, await ctx.loaders.rightsOfMember.load(member.id), ctx.now())] : [],
  rights: async (member, _, ctx) => (mayKnow(ctx, member) ? ctx.loaders.rightsOfMember.load(member.id) : []),
  staffLog: async (member, _, ctx) =>
    mayHoldRights(member) && mayManageMember(ctx.viewer, member) ? ctx.loaders.recordsOfMember.load(member.id) : [],
} satisfies NonNullable<Resolvers['Member']>;
