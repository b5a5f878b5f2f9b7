import { forbidden } from '@quayside/shared/errors';
import type { EdiContext } from '../context.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { findByHash } from '../message/store.ts';
import { verifyArchive } from './commands.ts';
import { mayVerify } from './policy.ts';

/** The archive against the ledger, on demand. */
export const verifyResolvers: Pick<Resolvers<EdiContext>, 'Query' | 'EdiArchiveFinding'> = {
  Query: {
    verifyEdiArchive: async (_, __, ctx) => {
      if (!mayVerify(ctx.viewer)) throw forbidden('have the archive read');
      const started = performance.now();
      const { findings, ...report } = await verifyArchive(ctx.db, ctx.archive);
      return { ...report, findings: [...findings], tookMs: Math.round(performance.now() - started) };
    },
  },
  EdiArchiveFinding: {
    message: ({ sha256 }, _, ctx) => ctx.db.read((em) => findByHash(em, ctx.viewer, sha256)),
  },
};
