import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { isStaff } from '@quayside/shared/identity';
import type { Resolvers } from '../generated/resolver-types.ts';
import { createOrgUnit, isBelow, updateOrgUnit } from './commands.ts';
import { contentOf } from './content-store.ts';
import { closeOrgUnit, moveOrgUnit } from './move-commands.ts';
import { mayMoveUnits } from './policy.ts';
import { listOrgUnits } from './store.ts';

export const organizationResolvers = {
  Query: {
    orgUnit: (_, { id }, ctx) => (isStaff(ctx.viewer) ? ctx.loaders.orgUnit.load(id) : null),
    orgUnits: (_, { closed }, ctx) =>
      isStaff(ctx.viewer) ? ctx.db.read((em) => listOrgUnits(em, ctx.viewer, closed ?? false)) : [],
  },
  Mutation: {
    createOrgUnit: async (_, { input }, ctx) => answer(await createOrgUnit(ctx, input)),
    updateOrgUnit: async (_, { input }, ctx) => answer(await updateOrgUnit(ctx, input)),
    moveOrgUnit: async (_, { input }, ctx) => answer(await moveOrgUnit(ctx, input)),
    closeOrgUnit: async (_, { input }, ctx) => answer(await closeOrgUnit(ctx, input)),
  },
  OrgUnit: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.orgUnit.load(id),
    parent: (unit, _, ctx) => (unit.parentId ? ctx.loaders.orgUnit.load(unit.parentId) : null),
    children: (unit, _, ctx) => ctx.loaders.unitsOfParent.load(unit.id),
    content: async (unit, _, ctx) => {
      if (!mayMoveUnits(ctx.viewer) || !isBelow(ctx.viewer, unit)) return [];
      return (await ctx.db.read((em) => contentOf(em, unit.id))).map((one) => ({ ...one, names: [...one.names] }));
    },
    changes: (unit, _, ctx) => (isStaff(ctx.viewer) ? ctx.loaders.changesOfUnit.load(unit.id) : []),
  },
  OrgUnitChange: {
    parentBefore: ({ parentBefore }, _, ctx) => (parentBefore ? ctx.loaders.orgUnit.load(parentBefore) : null),
    parentAfter: ({ parentAfter }, _, ctx) => (parentAfter ? ctx.loaders.orgUnit.load(parentAfter) : null),
  },
  CreateOrgUnitResult: resultUnion('OrgUnit'),
} satisfies Resolvers;
