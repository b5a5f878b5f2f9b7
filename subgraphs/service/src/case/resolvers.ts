import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { followItem } from '../item/live.ts';
import { itemFields, listPage, optionalShipment } from '../item/resolvers.ts';
import { REOPEN_WITHIN } from './case.ts';
import { assignCase, changeCaseState, followCaseUp, openCase, replyToCase, turnCaseClock } from './commands.ts';
import { cases } from './store.ts';

/** Cases, as the account and the staff see them. */
export const caseResolvers: Resolvers = {
  Query: {
    case: (_, { id }, ctx) => ctx.db.read((em) => cases.find(em, ctx.viewer, id)),
    cases: (_, args, ctx) => listPage(ctx, cases, args),
  },
  Mutation: {
    openCase: async (_, { input }, ctx) => {
      const { category = 'OTHER', severity = 'MODERATE', priority, attachments } = input;
      const filled = { category, severity, priority: priority ?? 'NORMAL', attachments: attachments ?? [] };
      const complete = { ...input, ...filled };
      return answer(await openCase(ctx, complete));
    },
    replyToCase: async (_, { input }, ctx) =>
      answer(
        await replyToCase(ctx, {
          ...input,
          internal: input.internal ?? false,
          attachments: input.attachments ?? [],
        }),
      ),
    assignCase: async (_, { id, ownerId }, ctx) => answer(await assignCase(ctx, id, ownerId)),
    changeCaseState: async (_, { id, state, resolution, decision, solved }, ctx) => {
      const verdict = { resolution: resolution ?? null, decision: decision ?? null, solved: solved ?? true };
      return answer(await changeCaseState(ctx, id, { state, ...verdict }));
    },
    followCaseUp: async (_, { id, text }, ctx) => answer(await followCaseUp(ctx, id, text)),
    pauseCaseClock: async (_, args, ctx) => answer(await turnCaseClock(ctx, { ...args, to: 'PAUSED' })),
    resumeCaseClock: async (_, args, ctx) => answer(await turnCaseClock(ctx, { ...args, to: 'RESUMED', reason: null })),
  },
  Case: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.case.load(id),
    ...itemFields,
    ...optionalShipment,
    contract: ({ contractId }) => (contractId ? { id: contractId } : null),
    invoice: ({ invoiceId }) => (invoiceId ? { id: invoiceId } : null),
    reopenUntil: ({ state, closedAt }) => (state === 'RESOLVED' && closedAt !== null ? closedAt + REOPEN_WITHIN : null),
    clocks: ({ id }, _, ctx) => ctx.loaders.clocks.load(id),
  },
  CaseResult: resultUnion('Case'),
  DamageReportResult: resultUnion('DamageReported'),
  Subscription: {
    caseUpdated: {
      subscribe: (_, { id, after }, ctx) =>
        followItem(ctx, cases, { id, what: 'The case', after }, ({ item, ...update }) => ({
          caseUpdated: { ...update, case: item },
        })),
    },
  },
};
