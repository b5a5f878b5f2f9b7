import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { isStaff } from '@quayside/shared/identity';
import type { Resolvers } from '../generated/resolver-types.ts';
import { createOrgUnit, updateOrgUnit } from './commands.ts';
import { listOrgUnits } from './store.ts';

export const organizationResolvers = {
  Query: {
    orgUnits: (_, _args, ctx) => (isStaff(ctx.viewer) ? ctx.db.read((em) => listOrgUnits(em, ctx.viewer)) : []),
  },
  Mutation: {
    createOrgUnit: async (_, { input }, ctx) => answer(await createOrgUnit(ctx, input)),
    updateOrgUnit: async (_, { input }, ctx) => answer(await updateOrgUnit(ctx, input)),
  },
  OrgUnit: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.orgUnit.load(id),
    parent: (unit, _, ctx) => (unit.parentId ? ctx.loaders.orgUnit.load(unit.parentId) : null),
    children: (unit, _, ctx) => ctx.loaders.unitsOfParent.load(unit.id),
  },
  CreateOrgUnitResult: resultUnion('OrgUnit'),
} satisfies Resolvers;
