import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { replyToCase } from '../case/commands.ts';
import { replyToClaim } from '../claim/settle-commands.ts';
import { awaitFiles } from '../conversation/attaching.ts';
import type { Attachment } from '../conversation/conversation.ts';
import type { Reply } from '../item/reply.ts';
import type { SubjectKind } from '../notification/notification.ts';
import { replyToReturn } from '../return-order/commands.ts';
import { replyToWorkOrder } from '../work-order/commands.ts';

/** An answer by mail, for the conversation that it belongs to. */
export interface MailReply {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly body: string;
  readonly internal: boolean;
  readonly attachments: readonly Attachment[];
}

/** The same commands that the portal's answers go through, so that the same rules hold. */
const COMMANDS: Partial<Record<SubjectKind, (ctx: CommandContext, reply: Reply) => Promise<Result<unknown>>>> = {
  CASE: replyToCase,
  CLAIM: replyToClaim,
  WORK_ORDER: replyToWorkOrder,
  RETURN_ORDER: replyToReturn,
};

class RefusedReply extends Error {}

/**
 * Posts an answer as its member, with a note of it in the same transaction.
 * @returns false when a rule said no; then nothing was written.
 * @throws AppError as the command does.
 */
export async function postReply(
  ctx: CommandContext,
  { kind, ...reply }: MailReply,
  note: (em: EntityManager) => Promise<void>,
): Promise<boolean> {
  const command = COMMANDS[kind];
  if (!command) return false;
  // Files are told of by events, which could not come in while the transaction is open.
  await awaitFiles(ctx, reply.attachments);
  try {
    await ctx.db.write(async (em) => {
      await note(em);
      const posted = await command(ctx, { ...reply, way: 'EMAIL' });
      if (!posted.ok) throw new RefusedReply(posted.refusal.code);
    });
    return true;
  } catch (error) {
    if (error instanceof RefusedReply) return false;
    throw error;
  }
}
