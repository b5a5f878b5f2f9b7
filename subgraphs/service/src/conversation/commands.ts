import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { type MemberEntry, maySee, viewerOfMember } from '../directory/member.ts';
import { branchOf, findMemberEntries, findWithin } from '../directory/store.ts';
import { CONVERSATION_READ } from '../events.ts';
import { findItem } from '../queue/store.ts';
import { placeOfMark, type ReadMark } from './conversation.ts';
import { findReadMark, findReadMarks, messagesOf, saveReadMark } from './store.ts';

/** Notes how far the viewer has read. A mark never goes back, so a late one of another window changes nothing. */
export async function markConversationRead(
  ctx: CommandContext,
  { itemId, upTo }: { readonly itemId: string; readonly upTo: string },
): Promise<Result<{ readonly itemId: string; readonly upTo: string }>> {
  const { viewer, correlationId } = ctx;
  if (viewer.kind !== 'member') throw forbidden('mark conversations as read');
  return ctx.db.write(async (em) => {
    const item = await findItem(em, viewer, itemId);
    if (!item) throw notFound('The conversation');
    const seen = await messagesOf(em, viewer, [itemId]);
    if (!seen.some(({ id }) => id === upTo)) {
      return refuse('MESSAGE_UNKNOWN', 'There is no such message in this conversation.', { field: 'upTo' });
    }
    const before = await findReadMark(em, itemId, viewer.id);
    if (before && before.upTo >= upTo) return ok({ itemId, upTo: before.upTo });
    const { accountId } = item;
    await saveReadMark(em, { itemId, accountId, memberId: viewer.id, upTo, at: ctx.now() });
    const data = { itemId };
    const event = { type: CONVERSATION_READ, accountId, subject: itemId, seq: 1, at: ctx.now(), correlationId, data };
    await appendEvents(em, [event]);
    return ok({ itemId, upTo });
  });
}

/** A mark with the name of its member. */
export interface NamedMark extends ReadMark {
  readonly name: string;
}

/** Who has read how far, as far as this viewer may know it. */
export const readMarksFor = (ctx: CommandContext, itemId: string): Promise<NamedMark[]> =>
  ctx.db.read(async (em) => {
    const marks = await findReadMarks(em, ctx.viewer, itemId);
    const visible = await messagesOf(em, ctx.viewer, [itemId]);
    const members = await findMemberEntries(
      em,
      marks.map(({ memberId }) => memberId),
    );
    const names = new Map(members.map(({ memberId, name }) => [memberId, name]));
    return marks.flatMap((mark) => {
      const [upTo, name] = [placeOfMark(mark.upTo, visible), names.get(mark.memberId)];
      return upTo && name ? [{ ...mark, upTo, name }] : [];
    });
  });

/** Who may be mentioned in a message of this item; nobody where it is out of reach. */
export const mentionablesFor = (ctx: CommandContext, itemId: string, internal: boolean): Promise<MemberEntry[]> =>
  ctx.db.read(async (em) => {
    const item = await findItem(em, ctx.viewer, itemId);
    if (!item || (internal && !isStaff(ctx.viewer))) return [];
    const { accountId } = item;
    const branchPath = await branchOf(em, accountId);
    const members = await findWithin(em, { accountId, branchPath });
    return members.filter(
      (member) => member.memberId !== ctx.viewer.id && maySee(member, { accountId, branchPath, internal }),
    );
  });

/** The side of somebody who may be mentioned. */
export const isOfStaff = (member: MemberEntry): boolean => isStaff(viewerOfMember(member));
