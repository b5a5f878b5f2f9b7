import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { MAIL_QUEUED, type MailTold } from '../events.ts';
import { mayHandle } from '../item/policy.ts';
import { MAIL_NEXT, type Mail, type MailState } from './mail.ts';
import { changeMail, findMail } from './store.ts';

/** Queues a mail that was given up once more. */
export async function retryMail(ctx: CommandContext, id: string): Promise<Result<Mail>> {
  if (!mayHandle(ctx.viewer)) throw forbidden('send mails again');
  return ctx.db.write(async (em) => {
    const mail = await findMail(em, ctx.viewer, id);
    if (!mail) throw notFound('The mail');
    const next: readonly MailState[] = MAIL_NEXT[mail.state];
    if (!next.includes('QUEUED')) return refuse('MAIL_NOT_FAILED', 'Only a mail that was given up is sent again.');
    const change = { state: 'QUEUED', attempts: 0, nextAt: ctx.now() } as const;
    if (!(await changeMail(em, mail, change))) return refuse('MAIL_NOT_FAILED', 'It is on its way already.');
    const { accountId, subjectId: subject } = mail;
    const data: MailTold = { mailId: id };
    const { correlationId } = ctx;
    await appendEvents(em, [{ type: MAIL_QUEUED, accountId, subject, seq: 1, at: ctx.now(), correlationId, data }]);
    return ok({ ...mail, ...change });
  });
}
