import { answer } from '@quayside/shared/graphql/result-union';
import { recordText } from '../audit/audit.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { packFaults } from './check.ts';
import { supplementEvidence } from './commands.ts';
import { frozenPack } from './handover-store.ts';
import { findPack, textsAfter } from './store.ts';

const MOST_TEXTS = 200;

const url = (pack: { id: string; state: string }, ending: string): string | null =>
  pack.state === 'FROZEN' ? `/evidence/${pack.id}${ending}` : null;

/** Packs as their readers and the door see them. */
export const evidenceResolvers: Resolvers = {
  Query: {
    evidenceHandover: async (_, { id }, ctx) => {
      const frozen = await ctx.db.read((em) => frozenPack(em, ctx.viewer, id));
      if (!frozen) return null;
      return {
        manifest: frozen.manifest,
        record: frozen.sealing && recordText(frozen.sealing),
        faults: packFaults(frozen),
      };
    },
    evidenceTexts: (_, { id, after, first }, ctx) =>
      ctx.db.read(async (em) => {
        const pack = await findPack(em, ctx.viewer, id);
        return pack ? textsAfter(em, pack, { after, first: Math.max(1, Math.min(MOST_TEXTS, first)) }) : [];
      }),
  },
  Mutation: {
    supplementEvidence: async (_, { claimId }, ctx) => answer(await supplementEvidence(ctx, claimId)),
  },
  Claim: { evidence: (claim, _, ctx) => ctx.loaders.evidencePacks.load(claim.id) },
  EvidencePack: {
    items: (pack, _, ctx) => ctx.loaders.evidenceItems.load(pack.id),
    zipUrl: (pack) => url(pack, '.zip'),
    pdfUrl: (pack) => url(pack, '.pdf'),
    checkUrl: (pack) => url(pack, '/check'),
  },
};
