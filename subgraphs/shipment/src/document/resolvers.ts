import { answer } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { attachDocument, registerFile } from './commands.ts';
import { fileUrl } from './document.ts';
import { findFile, findFiles } from './store.ts';

const MOST_FILES = 500;

/** Stored files, and their roles as documents. */
export const documentResolvers: Resolvers = {
  Query: {
    storedFile: (_, { id }, ctx) => ctx.db.read((em) => findFile(em, ctx.viewer, id)),
    storedFiles: (_, { ids }, ctx) => ctx.db.read((em) => findFiles(em, ctx.viewer, ids.slice(0, MOST_FILES))),
  },
  Mutation: {
    attachDocument: async (_, { input }, ctx) => answer(await attachDocument(ctx, input)),
    registerFile: (_, input, ctx) => registerFile(ctx, input),
  },
  Document: { url: ({ fileId }) => fileUrl(fileId) },
};
