import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Attachment } from '../conversation/conversation.ts';
import { type MemberEntry, maySee, viewerOfMember } from '../directory/member.ts';
import { branchOf, findMemberEntries, findMembersByAddress } from '../directory/store.ts';
import { type HeldMailTold, MAIL_SETTLED } from '../events.ts';
import { mayHandle } from '../item/policy.ts';
import type { WorkItem } from '../queue/queue.ts';
import { findItem } from '../queue/store.ts';
import { discardReason, quotedMail, settledFault } from './held.ts';
import { moveHeld, readHeld } from './held-store.ts';
import { newWordsOf } from './incoming.ts';
import type { UploadFile } from './intake.ts';
import { hasThread } from './mail.ts';
import type { ParsedMail } from './parse.ts';
import { postReply } from './post-reply.ts';
import { findHeld, settleHeld } from './store.ts';
import type { IncomingRow } from './table.ts';

/** Where held mails lie, and the door for their files. */
export interface HeldMailPlace {
  readonly folder: string;
  readonly upload: UploadFile;
}

/** A mail that was dealt with. */
export interface SettledMail {
  readonly mail: IncomingRow;
  /** Names of files that the door has refused. */
  readonly leftOut: readonly string[];
}

/** In whose name it is posted: the sender's, who may write there, or as a note of the one who assigns it. */
interface Author {
  readonly member: MemberEntry;
  readonly asSender: boolean;
}

/** Throws a mail away, and keeps who did it and why. */
export async function discardHeldMail(
  ctx: CommandContext,
  { folder }: HeldMailPlace,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Result<SettledMail>> {
  if (!mayHandle(ctx.viewer)) throw forbidden('discard e-mails');
  const why = discardReason(reason);
  if (!why.ok) return why;
  const settled = await ctx.db.write(async (em) => {
    const mail = await findHeld(em, ctx.viewer, id);
    if (!mail) throw notFound('The e-mail');
    return settledFault(mail) ?? settle(ctx, em, mail, { state: 'DISCARDED', settledWhy: why.value });
  });
  if (!settled.ok) return settled;
  await moveHeld(folder, settled.value.fileName, 'discarded');
  return ok({ mail: settled.value, leftOut: [] });
}

/**
 * Puts a mail into the conversation of an item: in the name of its sender, where that is a member who may write there,
 * else as an internal note.
 */
export async function assignHeldMail(
  ctx: CommandContext,
  place: HeldMailPlace,
  { id, itemId }: { readonly id: string; readonly itemId: string },
): Promise<Result<SettledMail>> {
  if (!mayHandle(ctx.viewer)) throw forbidden('assign e-mails');
  const [mail, item] = await ctx.db.read(async (em) => [
    await findHeld(em, ctx.viewer, id),
    await findItem(em, ctx.viewer, itemId),
  ]);
  if (!mail) throw notFound('The e-mail');
  const fault = settledFault(mail) ?? targetFault(mail, item);
  if (fault) return fault;
  if (!item) throw notFound('The item');
  const parsed = await readHeld(place.folder, mail.fileName);
  if (!parsed) return refuse('MAIL_UNREADABLE', 'This e-mail cannot be read.', { fix: 'Discard it, and say so.' });
  const author = await authorOf(ctx, mail, item);
  if (!author) throw forbidden('assign e-mails without being a member');
  const { attachments, leftOut } = await storeFiles(place, parsed, item, author.member);
  const posted = await post(ctx, { mail, item, parsed, author, attachments });
  if (!posted.ok) return posted;
  await moveHeld(place.folder, mail.fileName, 'assigned');
  return ok({ mail: posted.value, leftOut });
}

function targetFault(mail: IncomingRow, item: WorkItem | null): Result<never> | null {
  if (!item || !isThread(item.kind)) {
    return refuse('ITEM_UNKNOWN', 'There is no such case, claim, job or return in your reach.', { field: 'itemId' });
  }
  // What a customer wrote is not shown to another one.
  return mail.accountId !== null && mail.accountId !== item.accountId
    ? refuse('MAIL_OF_OTHER_ACCOUNT', `${item.number} belongs to another customer than this e-mail.`, {
        field: 'itemId',
        fix: "Choose an item of the sender's account.",
      })
    : null;
}

const isThread = (kind: WorkItem['kind']): boolean => hasThread(kind);

async function authorOf(ctx: CommandContext, mail: IncomingRow, item: WorkItem): Promise<Author | null> {
  return ctx.db.read(async (em) => {
    const { accountId } = item;
    const audience = { accountId, branchPath: await branchOf(em, accountId), internal: false };
    const senders = (await findMembersByAddress(em, mail.sender)).filter(
      (member) => member.accountId === accountId && maySee(member, audience) && member.scopes.includes('write'),
    );
    const [sender] = senders;
    if (sender && senders.length === 1) return { member: sender, asSender: true };
    const [member] = await findMemberEntries(em, [ctx.viewer.id]);
    return member ? { member, asSender: false } : null;
  });
}

async function storeFiles({ upload }: HeldMailPlace, parsed: ParsedMail, { accountId }: WorkItem, by: MemberEntry) {
  const attachments: Attachment[] = [];
  const leftOut: string[] = [];
  for (const { bytes, fileName } of parsed.attachments) {
    try {
      attachments.push(await upload({ bytes, fileName, accountId, by }));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'UNAVAILABLE') throw error;
      leftOut.push(fileName);
    }
  }
  return { attachments, leftOut };
}

interface Posting {
  readonly mail: IncomingRow;
  readonly item: WorkItem;
  readonly parsed: ParsedMail;
  readonly author: Author;
  readonly attachments: readonly Attachment[];
}

async function post(ctx: CommandContext, posting: Posting): Promise<Result<IncomingRow>> {
  const { mail, item, parsed, author, attachments } = posting;
  const text = newWordsOf(parsed.mail.text);
  const quote = { sender: mail.sender, subject: mail.mailSubject, text };
  const kind = item.kind;
  const reply = { id: item.id, body: author.asSender ? text : quotedMail(quote), internal: !author.asSender };
  let settled: Result<IncomingRow> | null = null;
  const posted = await postReply(
    { ...ctx, viewer: viewerOfMember(author.member) },
    { kind, ...reply, attachments },
    async (em) => {
      const change = { state: 'ASSIGNED', accountId: item.accountId, subjectId: item.id } as const;
      settled = await settle(ctx, em, mail, { ...change, settledWhy: item.number });
      if (!settled.ok) throw new AppError('CONFLICT', settled.refusal.message);
    },
  );
  if (posted && settled) return settled;
  return refuse('ITEM_TAKES_NO_MESSAGE', `${item.number} takes no message now, or there is nothing to say.`, {
    field: 'itemId',
    fix: 'Reopen it, or choose another one.',
  });
}

async function settle(
  ctx: CommandContext,
  em: EntityManager,
  mail: IncomingRow,
  what: Pick<IncomingRow, 'state' | 'settledWhy'> & Partial<IncomingRow>,
): Promise<Result<IncomingRow>> {
  const at = ctx.now();
  const change = { ...what, settledBy: ctx.viewer.name, settledAt: at };
  if (!(await settleHeld(em, mail.id, change))) return settledFault({ state: 'ASSIGNED' }) as Result<never>;
  const settled = { ...mail, ...change };
  const { id: subject, accountId } = settled;
  const data: HeldMailTold = { heldMailId: subject, internal: true };
  const { correlationId } = ctx;
  await appendEvents(em, [{ type: MAIL_SETTLED, accountId, subject, seq: 2, at, correlationId, data }]);
  return ok(settled);
}
