import { forbidden } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { EdiContext } from '../context.ts';
import type { EdiMessageFacts } from '../events.ts';
import type { EdiMessageUpdate, Resolvers } from '../generated/resolver-types.ts';
import { toldAcknowledgement } from './acknowledgement.ts';
import { cancelMessage, replayMessage, resendMessage, sendAnew } from './commands.ts';
import { conservation } from './conservation.ts';
import { mendMessage } from './mend.ts';
import { bytesToText, type EdiMessage } from './message.ts';
import { mayReadMessages } from './policy.ts';
import { readableSegments } from './readable.ts';
import { replayMessages } from './replay.ts';
import { shipmentsNamed } from './shipments-named.ts';
import { findCopies, findOverdue, findReplays, listMessages } from './store.ts';
import { findThread } from './thread-store.ts';

const MAX_SEGMENTS = 5_000;

const demandRead = ({ viewer }: EdiContext): void => {
  if (!mayReadMessages(viewer)) throw forbidden('read EDI messages');
};

async function textOf({ sha256, partnerId }: EdiMessage, ctx: EdiContext): Promise<string> {
  if (sha256 === '') return '';
  const partner = partnerId ? await ctx.loaders.partner.load(partnerId) : null;
  return bytesToText(await ctx.archive.head(sha256), partner?.charset ?? 'utf8');
}

const accountReference = (id: string | null) => (id ? { id } : null);

type Update = Omit<EdiMessageUpdate, 'message'> & { message: EdiMessage };

async function* follow(
  ctx: EdiContext,
  partnerId: string | null,
  after: string | null,
): AsyncGenerator<{ ediMessagesUpdated: Update }, void, undefined> {
  // Staff may also see messages that belong to no account: which, the message itself tells.
  const filter = ctx.viewer.reach.kind === 'account' ? { viewer: ctx.viewer } : {};
  for await (const { cursor, event } of ctx.live.follow(after, filter)) {
    const facts = event.data as EdiMessageFacts;
    if (partnerId && facts.partnerId !== partnerId) continue;
    const message = await ctx.loaders.message.load(facts.messageId);
    if (message) yield { ediMessagesUpdated: { cursor, event: event.type, at: event.at, message } };
  }
}

/** Resolvers of messages, their sets and their readable form. */
export const messageResolvers: Resolvers<EdiContext> = {
  Query: {
    ediMessage: (_, { id }, ctx) => {
      demandRead(ctx);
      return ctx.loaders.message.load(id);
    },
    ediMessages: async (_, { filter, first, after }, ctx) => {
      demandRead(ctx);
      // Read before the rows: what changes in between comes again over the stream.
      const liveCursor = await ctx.live.cursor();
      const shipmentIds = await shipmentsNamed(ctx.graph, ctx.viewer, filter?.reference);
      const wanted = { ...filter, shipmentIds };
      const page = await ctx.db.read((em) => listMessages(em, ctx.viewer, wanted, { first, after }));
      return { nodes: [...page.nodes], pageInfo: page.pageInfo, liveCursor };
    },
    ediOverdue: (_, __, ctx) => {
      demandRead(ctx);
      return ctx.db.read((em) => findOverdue(em, ctx.viewer));
    },
    ediLedger: async (_, filter, ctx) => {
      demandRead(ctx);
      const { controlNumbers, ...counts } = await ctx.db.read((em) => conservation(em, ctx.viewer, filter));
      return { ...counts, controlNumbers: [...controlNumbers] };
    },
  },
  Mutation: {
    replayEdiMessage: async (_, { id }, ctx) => answer(await replayMessage(ctx, id)),
    replayEdiMessages: async (_, { filter, dryRun, mapVersion, force, reason }, ctx) => {
      const order = { filter, dryRun, force, mapVersion: mapVersion ?? null, reason: reason ?? null };
      const result = await replayMessages(ctx, ctx.archive, order);
      return answer(result.ok ? { ok: true, value: { ...result.value, would: [...result.value.would] } } : result);
    },
    mendEdiMessage: async (_, given, ctx) => answer(await mendMessage(ctx, ctx.archive, given)),
    resendEdiMessage: async (_, { id, anew }, ctx) => answer(await (anew ? sendAnew : resendMessage)(ctx, id)),
    cancelEdiMessage: async (_, { id, reason }, ctx) => answer(await cancelMessage(ctx, id, reason)),
  },
  Subscription: {
    ediMessagesUpdated: {
      subscribe: (_, { partnerId, after }, ctx) => {
        demandRead(ctx);
        return follow(ctx, partnerId ?? null, after ?? null);
      },
    },
  },
  EdiMessageResult: resultUnion('EdiMessage'),
  EdiReplayResult: resultUnion('EdiReplayReport'),
  EdiReplayEffect: { message: ({ messageId }, _, ctx) => ctx.loaders.message.load(messageId) },
  EdiMessage: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.message.load(id),
    partner: ({ partnerId }, _, ctx) => (partnerId ? ctx.loaders.partner.load(partnerId) : null),
    account: ({ accountId }) => accountReference(accountId),
    setTypes: ({ setTypes }) => [...setTypes],
    errors: ({ errors }) => [...errors],
    acknowledgement: async ({ ackState, verdict, ackDueAt, answeredAt, answeredById }, _, ctx) => ({
      state: toldAcknowledgement(ackState, verdict),
      dueAt: ackDueAt,
      answeredAt,
      by: answeredById ? await ctx.loaders.message.load(answeredById) : null,
    }),
    copyOf: ({ copyOfId }, _, ctx) => (copyOfId ? ctx.loaders.message.load(copyOfId) : null),
    copies: ({ id }, _, ctx) => ctx.db.read((em) => findCopies(em, ctx.viewer, id)),
    replays: async ({ id, state }, _, ctx) => {
      const replays = await ctx.db.read((em) => findReplays(em, id));
      return replays.map((one, index) => ({ ...one, outcome: replays[index + 1]?.stateBefore ?? state }));
    },
    thread: (message, _, ctx) => ctx.db.read((em) => findThread(em, ctx.viewer, message)),
    raw: (message, _, ctx) => textOf(message, ctx),
    segments: async (message, { first }, ctx) => {
      const text = await textOf(message, ctx);
      const count = Math.min(MAX_SEGMENTS, Math.max(1, first ?? 500));
      return readableSegments(text, message.errors, count).map(({ elements, errors, ...segment }) => ({
        ...segment,
        elements: [...elements],
        errors: [...errors],
      }));
    },
    sets: ({ id }, _, ctx) => ctx.loaders.sets.load(id),
    case: async ({ id, state }, _, ctx) =>
      state === 'REJECTED' || state === 'REPLACED' || state === 'CANCELLED'
        ? accountReference((await ctx.loaders.rejection.load(id))?.caseId ?? null)
        : null,
    invoices: ({ id }, _, ctx) => ctx.loaders.invoices.load(id),
    relatesTo: ({ relatesToId }, _, ctx) => (relatesToId ? ctx.loaders.message.load(relatesToId) : null),
    related: ({ id }, _, ctx) => ctx.loaders.related.load(id),
  },
  EdiSet: {
    shipment: ({ shipmentId }) => accountReference(shipmentId),
  },
};
