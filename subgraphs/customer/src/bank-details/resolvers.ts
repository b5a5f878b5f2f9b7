import { forbidden } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { isStaff } from '@quayside/shared/identity';
import { found } from '../found.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { listOrgUnits } from '../organization/store.ts';
import { branchPathOf } from '../parameter/store.ts';
import { bankDetailsAt } from './bank-details.ts';
import { setBankDetails } from './commands.ts';
import { bankDetailsOfUnits, heldBankDetails } from './store.ts';

export const bankDetailsResolvers = {
  Query: {
    bankDetails: (_, _args, ctx) => {
      if (!isStaff(ctx.viewer)) throw forbidden('see the bank details of units');
      return ctx.db.read(async (em) => {
        const units = await listOrgUnits(em, ctx.viewer, true);
        return bankDetailsOfUnits(
          em,
          units.map(({ id }) => id),
        );
      });
    },
  },
  Mutation: {
    setBankDetails: async (_, { input }, ctx) => answer(await setBankDetails(ctx, input)),
  },
  BankDetailsSetting: {
    orgUnit: ({ orgUnitId }, _, ctx) => found(ctx.loaders.orgUnit.load(orgUnitId), 'The unit'),
    currency: ({ currency }) => currency || null,
  },
  BankDetailsResult: resultUnion('BankDetailsSetting'),
} satisfies Resolvers;

/** Of `Account`: where it pays to, for whoever sees the account. */
export const accountBankDetails: NonNullable<NonNullable<Resolvers['Account']>['bankDetails']> = (
  { id },
  { currency },
  ctx,
) => ctx.db.read(async (em) => bankDetailsAt(await heldBankDetails(em), await branchPathOf(em, id), currency));
