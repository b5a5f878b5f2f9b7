import type { Resolvers } from './generated/resolver-types.ts';

/** What this subgraph adds to the entities of others. Which of it a viewer sees, the stores decide. */
export const referenceResolvers: Resolvers = {
  Shipment: {
    __resolveReference: ({ id }) => ({ id }),
    cases: ({ id }, _, ctx) => ctx.loaders.casesOfShipment.load(id),
    claims: ({ id }, _, ctx) => ctx.loaders.claimsOfShipment.load(id),
    workOrders: ({ id }, _, ctx) => ctx.loaders.workOrdersOfShipment.load(id),
    returns: ({ id }, _, ctx) => ctx.loaders.returnsOfShipment.load(id),
    openClaimCount: ({ id }, _, ctx) => ctx.loaders.openClaimsOfShipment.load(id),
    rating: ({ id }, _, ctx) => ctx.loaders.rating.load(id),
  },
  Tracking: {
    __resolveReference: ({ id }) => ({ id }),
    rating: ({ id }, _, ctx) => ctx.loaders.rating.load(id),
    damageReports: ({ id }, _, ctx) => ctx.loaders.damageReports.load(id),
  },
  Account: {
    __resolveReference: ({ id }) => ({ id }),
    openCaseCount: ({ id }, _, ctx) => ctx.loaders.openCasesOfAccount.load(id),
    openClaimCount: ({ id }, _, ctx) => ctx.loaders.openClaimsOfAccount.load(id),
  },
};
