import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { money } from '@quayside/shared/money';
import type { Resolvers } from '../generated/resolver-types.ts';
import { mayBill } from '../invoice/policy.ts';
import { referenceOf } from './bank-statement.ts';
import { bookCredit, dismissCredit, importStatement } from './commands.ts';
import { openCredits } from './store.ts';

const MOST_SHOWN = 200;

/** What banks say that came in. */
export const bankStatementResolvers = {
  Query: {
    openBankCredits: (_, _args, { viewer, db }) =>
      mayBill(viewer) ? db.read((em) => openCredits(em, viewer, MOST_SHOWN)) : [],
  },
  Mutation: {
    importBankStatement: async (_, { content }, ctx) => {
      const { faults, ...counts } = await importStatement(ctx, content);
      return { ...counts, faults: [...faults] };
    },
    bookBankCredit: async (_, { id, accountId, items }, ctx) => answer(await bookCredit(ctx, id, accountId, items)),
    dismissBankCredit: async (_, { id, reason }, ctx) => answer(await dismissCredit(ctx, id, reason)),
  },
  BankCredit: {
    reference: referenceOf,
    amount: ({ amountMinor, currency }) => money(amountMinor, currency),
  },
  BankCreditResult: resultUnion('BankCredit'),
} satisfies Resolvers;
