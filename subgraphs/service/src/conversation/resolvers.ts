import type { Resolvers } from '../generated/resolver-types.ts';

/** The address checks the rights again when it is followed: a name is no permission. */
export const conversationResolvers: Resolvers = {
  Attachment: { url: ({ fileId }) => `/files/${encodeURIComponent(fileId)}` },
};
