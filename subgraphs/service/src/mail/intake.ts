import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, isDuplicateKey } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import type { Attachment } from '../conversation/conversation.ts';
import { type MemberEntry, maySee, viewerOfMember } from '../directory/member.ts';
import { branchOf, findMemberEntries, findMembersByAddress } from '../directory/store.ts';
import { type HeldMailTold, MAIL_HELD } from '../events.ts';
import {
  type HeldReason,
  type IncomingState,
  isAutomatic,
  newWordsOf,
  type ReceivedMail,
  tokensOf,
} from './incoming.ts';
import type { MailThread } from './mail.ts';
import { type ParsedMail, parseMail } from './parse.ts';
import { postReply } from './post-reply.ts';
import { headerText } from './render.ts';
import { findThread, incomingBefore, insertIncoming } from './store.ts';
import type { IncomingRow } from './table.ts';

/** Stores a file for an account through the product's door, with all its checks. @throws AppError when it is refused. */
export type UploadFile = (file: {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly accountId: string;
  readonly by: MemberEntry;
}) => Promise<Attachment>;

export interface IntakeDeps {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  /** The mails in its folder `in` are taken in; they end in `posted`, `held` or `ignored`. */
  readonly folder: string;
  readonly upload: UploadFile;
}

/** Written with its event, in the transaction of what became of it. */
async function keepIncoming(em: EntityManager, row: IncomingRow): Promise<void> {
  await insertIncoming(em, row);
  if (row.state !== 'HELD') return;
  const { id: subject, accountId, at } = row;
  const data: HeldMailTold = { heldMailId: subject, internal: true };
  await appendEvents(em, [{ type: MAIL_HELD, accountId, subject, seq: 1, at, correlationId: subject, data }]);
}

/** The account of a customer's member; null for the staff, for strangers, and for an address of several accounts. */
async function accountOfSender(em: EntityManager, sender: string): Promise<string | null> {
  const accounts = new Set((await findMembersByAddress(em, sender)).map(({ accountId }) => accountId));
  const [accountId = null] = accounts;
  return accounts.size === 1 ? accountId : null;
}

/** As large as a mail may be, with its files. */
export const LARGEST_MAIL = 35 * 1024 * 1024;

interface Verdict {
  readonly state: IncomingState;
  readonly reason: HeldReason | null;
  readonly thread: MailThread | null;
  readonly member: MemberEntry | null;
}
const held = (reason: HeldReason, thread: MailThread | null = null, member: MemberEntry | null = null): Verdict => ({
  ...{ state: 'HELD', reason, thread, member },
});

/** Takes in mails that lie in a folder: each is posted once, held where people see it, or ignored. Nothing is answered. */
export class MailIntake {
  readonly #deps: IntakeDeps;

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  async run(): Promise<void> {
    const inbox = join(this.#deps.folder, 'in');
    await mkdir(inbox, { recursive: true });
    const names = (await readdir(inbox)).filter((name) => name.endsWith('.eml') && !name.startsWith('.'));
    const failed: unknown[] = [];
    // One that cannot be dealt with now waits; those behind it do not wait for it.
    for (const name of names.sort()) await this.#take(join(inbox, name), name).catch((error) => failed.push(error));
    if (failed.length > 0) throw failed[0];
  }

  async #take(path: string, name: string): Promise<void> {
    const { size } = await stat(path);
    const bytes = size > LARGEST_MAIL ? Buffer.alloc(0) : await readFile(path);
    const parsed = await parseMail(bytes);
    const id = parsed?.mail.messageId;
    const fingerprint = createHash('sha256')
      .update(id || bytes)
      .digest('hex');
    const kept = `${fingerprint.slice(0, 12)}-${name.slice(-200)}`;
    let state: IncomingState;
    try {
      state = await this.#deal(parsed, fingerprint, kept);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      state = 'IGNORED';
    }
    // Only now: a process that dies before finds the file again, and the mail by its fingerprint.
    const folder = join(this.#deps.folder, state.toLowerCase());
    await mkdir(folder, { recursive: true });
    await rename(path, join(folder, kept));
  }

  async #deal(parsed: ParsedMail | null, fingerprint: string, fileName: string): Promise<IncomingState> {
    const { db, now } = this.#deps;
    if (await db.read((em) => incomingBefore(em, fingerprint))) return 'IGNORED';
    const verdict = parsed ? await this.#judge(parsed.mail) : held('UNREADABLE');
    // Whoever looks after the sender's account sees what came from there, though it names no conversation.
    const accountId = parsed ? await db.read((em) => accountOfSender(em, parsed.mail.sender)) : null;
    const note = (em: EntityManager, { state, reason, thread, member }: Verdict): Promise<void> =>
      keepIncoming(em, {
        ...{ id: newId(), fingerprint, state, reason, fileName, at: now() },
        ...{ settledBy: null, settledAt: null, settledWhy: null },
        sender: headerText(parsed?.mail.sender ?? ''),
        mailSubject: headerText(parsed?.mail.subject ?? ''),
        accountId: thread?.accountId ?? accountId,
        subjectId: thread?.subjectId ?? null,
        memberId: member?.memberId ?? null,
      });
    const posted = verdict.state === 'POSTED' && parsed ? await this.#post(parsed, verdict, note) : verdict;
    if (posted.state !== 'POSTED') await db.write((em) => note(em, posted));
    return posted.state;
  }

  async #judge(mail: ReceivedMail): Promise<Verdict> {
    if (isAutomatic(mail)) return held('AUTOMATIC');
    const tokens = tokensOf(mail);
    if (tokens.length === 0) return held('NO_TOKEN');
    return this.#deps.db.read(async (em) => {
      const thread = await findThread(em, tokens);
      if (!thread) return held('UNKNOWN_TOKEN');
      const [member] = await findMemberEntries(em, [thread.memberId]);
      if (!member || member.email.toLowerCase() !== mail.sender.toLowerCase()) return held('FOREIGN_SENDER', thread);
      const { accountId, internal } = thread;
      const audience = { accountId, branchPath: await branchOf(em, accountId), internal };
      if (!maySee(member, audience)) return held('UNSEEN', thread, member);
      return { state: 'POSTED', reason: null, thread, member };
    });
  }

  /** The message and the note that it was posted stand or fall together. */
  async #post(
    { mail, attachments }: ParsedMail,
    verdict: Verdict,
    note: (em: EntityManager, verdict: Verdict) => Promise<void>,
  ): Promise<Verdict> {
    const { db, log, now, upload } = this.#deps;
    const { thread, member } = verdict;
    if (!thread || !member) throw new TypeError('a mail without a thread was to be posted');
    const body = newWordsOf(mail.text);
    if (!body && attachments.length === 0) return held('EMPTY', thread, member);
    const stored: Attachment[] = [];
    for (const { bytes, fileName } of attachments) {
      try {
        stored.push(await upload({ bytes, fileName, accountId: thread.accountId, by: member }));
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'UNAVAILABLE') throw error;
        log.warn({ fileName, reason: error.message }, 'an attachment of a mail was refused');
        return held('ATTACHMENT', thread, member);
      }
    }
    try {
      const done = await postReply(
        { db, now, viewer: viewerOfMember(member), correlationId: newId() },
        { kind: thread.subjectKind, id: thread.subjectId, body, internal: thread.internal, attachments: stored },
        (em) => note(em, verdict),
      );
      return done ? verdict : held('REFUSED', thread, member);
    } catch (error) {
      if (error instanceof AppError && ['NOT_FOUND', 'FORBIDDEN'].includes(error.code))
        return held('UNSEEN', thread, member);
      throw error;
    }
  }
}
