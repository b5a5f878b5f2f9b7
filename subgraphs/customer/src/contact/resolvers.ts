import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { addContact, updateContact } from './commands.ts';

export const contactResolvers = {
  Mutation: {
    addContact: async (_, { input }, ctx) => answer(await addContact(ctx, input)),
    updateContact: async (_, { input }, ctx) => answer(await updateContact(ctx, input)),
  },
  Contact: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.contact.load(id),
  },
  ContactResult: resultUnion('Contact'),
} satisfies Resolvers;
