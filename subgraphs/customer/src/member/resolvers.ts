import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { accountOf, isStaff, permissionsOf } from '@quayside/shared/identity';
import type { Resolvers } from '../generated/resolver-types.ts';
import {
  changeMemberRole,
  changeMyPassword,
  deactivateMember,
  inviteMember,
  moveMember,
  reactivateMember,
  resetMemberPassword,
  updateMyProfile,
} from './commands.ts';
import { maySeeSignIns } from './policy.ts';
import { listStaff } from './store.ts';

export const memberResolvers = {
  Query: {
    viewer: (_, _args, ctx) => ctx.viewer,
    staff: (_, { inactive }, ctx) =>
      isStaff(ctx.viewer) ? ctx.db.read((em) => listStaff(em, ctx.viewer, inactive ?? false)) : [],
  },
  Mutation: {
    inviteMember: async (_, { input }, ctx) => answer(await inviteMember(ctx, input)),
    deactivateMember: async (_, { id }, ctx) => answer(await deactivateMember(ctx, id)),
    reactivateMember: async (_, { id }, ctx) => answer(await reactivateMember(ctx, id)),
    moveMember: async (_, { id, orgUnitId }, ctx) => answer(await moveMember(ctx, id, orgUnitId)),
    changeMemberRole: async (_, { id, role }, ctx) => answer(await changeMemberRole(ctx, id, role)),
    resetMemberPassword: async (_, { id, password }, ctx) => answer(await resetMemberPassword(ctx, id, password)),
    updateMyProfile: async (_, { input }, ctx) => answer(await updateMyProfile(ctx, input)),
    changeMyPassword: async (_, passwords, ctx) => answer(await changeMyPassword(ctx, passwords)),
  },
  Member: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.member.load(id),
    account: (member, _, ctx) => (member.accountId ? ctx.loaders.account.load(member.accountId) : null),
    orgUnit: (member, _, ctx) => (member.orgUnitId ? ctx.loaders.orgUnit.load(member.orgUnitId) : null),
    lastSignInAt: (member, _, ctx) => (maySeeSignIns(ctx.viewer, member) ? member.lastSignInAt : null),
  },
  ViewerInfo: {
    permissions: (viewer) => (isStaff(viewer) ? [...permissionsOf(viewer)] : []),
    member: (viewer, _, ctx) => (viewer.kind === 'member' ? ctx.loaders.member.load(viewer.id) : null),
    account: (viewer, _, ctx) => {
      const accountId = accountOf(viewer);
      return accountId ? ctx.loaders.account.load(accountId) : null;
    },
  },
  MemberResult: resultUnion('Member'),
} satisfies Resolvers;
