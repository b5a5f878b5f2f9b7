import { AppError, forbidden } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { isStaff } from '@quayside/shared/identity';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { ServiceContext } from '../context.ts';
import { MAIL_HELD, MAIL_SETTLED, type MailTold } from '../events.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { retryMail } from './commands.ts';
import { assignHeldMail, discardHeldMail, type HeldMailPlace } from './held-commands.ts';
import { readHeld } from './held-store.ts';
import { newWordsOf } from './incoming.ts';
import { findHeld, findMail, listHeld, mailsAbout } from './store.ts';

/** The proof of what was sent, and what came in and was not posted. */
export const mailResolvers: Resolvers = {
  Query: {
    mailsAbout: (_, { subjectId }, ctx) => ctx.db.read((em) => mailsAbout(em, ctx.viewer, subjectId)),
    heldMails: async (_, { first, after }, ctx) => {
      if (!isStaff(ctx.viewer)) throw forbidden('see held mails');
      const size = clampFirst(first);
      // Read before the rows: what happens in between comes twice rather than never.
      const liveCursor = await ctx.live.cursor();
      const page = { first: size, after: decodePageKey(after) };
      const { nodes, pageInfo } = toPage(await ctx.db.read((em) => listHeld(em, ctx.viewer, page)), size, (row) => row);
      return { nodes: [...nodes], pageInfo, liveCursor };
    },
  },
  Mutation: {
    retryMail: async (_, { id }, ctx) => answer(await retryMail(ctx, id)),
    assignHeldMail: async (_, input, ctx) => answer(await assignHeldMail(ctx, placeOf(ctx), input)),
    discardHeldMail: async (_, input, ctx) => answer(await discardHeldMail(ctx, placeOf(ctx), input)),
  },
  Mail: {
    member: ({ memberId }) => ({ id: memberId }),
    nextAt: ({ state, nextAt }) => (state === 'QUEUED' ? nextAt : null),
  },
  HeldMail: {
    reason: ({ reason }) => reason ?? 'UNREADABLE',
    account: ({ accountId }) => (accountId === null ? null : { id: accountId }),
    state: ({ state }) => (state === 'ASSIGNED' || state === 'DISCARDED' ? state : 'HELD'),
    text: async ({ state, fileName }, _, ctx) => {
      const parsed = state === 'HELD' ? await readHeld(placeOf(ctx).folder, fileName) : null;
      return parsed ? newWordsOf(parsed.mail.text).slice(0, LONGEST_TEXT) : null;
    },
    files: async ({ state, fileName }, _, ctx) => {
      const parsed = state === 'HELD' ? await readHeld(placeOf(ctx).folder, fileName) : null;
      return (parsed?.attachments ?? []).map((file) => file.fileName);
    },
  },
  HeldMailSettled: { leftOut: ({ leftOut }) => [...leftOut] },
  HeldMailResult: resultUnion('HeldMailSettled'),
  MailResult: resultUnion('Mail'),
  Subscription: {
    mailUpdated: {
      subscribe: (_, { subjectId, after }, ctx) => {
        if (!isStaff(ctx.viewer)) throw forbidden('see mails');
        return mailUpdates(ctx, subjectId, after);
      },
    },
    heldMailUpdated: {
      subscribe: (_, { after }, ctx) => {
        if (!isStaff(ctx.viewer)) throw forbidden('see held mails');
        return heldUpdates(ctx, after);
      },
    },
  },
};

const LONGEST_TEXT = 10_000;

/** @throws AppError UNAVAILABLE beside a running server, where no mails come in. */
function placeOf({ heldMails }: ServiceContext): HeldMailPlace {
  if (!heldMails) throw new AppError('UNAVAILABLE', 'No e-mails come in here.');
  return heldMails;
}

async function* heldUpdates(ctx: ServiceContext, after: string | null | undefined) {
  // A stranger's mail belongs to no account: every event is looked at, and the store says who may see what it tells of.
  for await (const { cursor, event } of ctx.live.follow(after)) {
    if (event.type !== MAIL_HELD && event.type !== MAIL_SETTLED) continue;
    const mail = await ctx.db.read((em) => findHeld(em, ctx.viewer, event.subject));
    if (mail) yield { heldMailUpdated: { cursor, event: event.type, at: event.at, mail } };
  }
}

async function* mailUpdates(ctx: ServiceContext, subject: string, after: string | null | undefined) {
  for await (const { cursor, event } of ctx.live.follow(after, { subject })) {
    if (!event.type.startsWith('mail.')) continue;
    const { mailId } = event.data as MailTold;
    const mail = await ctx.db.read((em) => findMail(em, ctx.viewer, mailId));
    if (mail) yield { mailUpdated: { cursor, event: event.type, at: event.at, mail } };
  }
}
