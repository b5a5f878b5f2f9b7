import type { Database } from '@quayside/shared/db/database';
import type { Log } from '@quayside/shared/log';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { findMessageBody } from '../conversation/store.ts';
import { type MemberEntry, maySee } from '../directory/member.ts';
import { branchOf, findMemberEntries } from '../directory/store.ts';
import { MAIL_FAILED, MAIL_SENT, type MailFailed, type ServiceFacts } from '../events.ts';
import { inviteToRate } from '../invite/commands.ts';
import type { Notification } from '../notification/notification.ts';
import { findForMail } from '../notification/store.ts';
import { MOST_IN_DIGEST, renderDigest } from './digest.ts';
import { hasThread, isPermanent, type Mail, type MailThread, pauseAfter } from './mail.ts';
import { headerText, renderMail } from './render.ts';
import { changeMail, dueMails, dueOfDay, threadFor } from './store.ts';
import type { Envelope, MailTransport } from './transport.ts';

export interface DispatchDeps {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly transport: MailTransport;
  /** `Name <address>` or an address. */
  readonly from: string;
  readonly portalUrl: string | null;
}

const BATCH = 20;
/** For so long nobody else takes a mail that one process is sending. */
const LEASE_MS = 120_000;
const LONGEST_LINE = 255;

/**
 * Sends what is queued. A mail is leased before it is handed over and marked after it: a process that dies between the
 * server's word and its own mark lets the mail go out a second time, with the same Message-ID. Anywhere else it goes
 * out once.
 */
export class MailDispatch {
  readonly #deps: DispatchDeps;

  constructor(deps: DispatchDeps) {
    this.#deps = deps;
  }

  /** Sends all mails whose time has come. */
  async run(): Promise<void> {
    for (;;) {
      const mails = await this.#deps.db.read((em) => dueMails(em, this.#deps.now(), BATCH));
      for (const mail of mails) await this.#send(mail);
      if (mails.length < BATCH) return;
    }
  }

  async #send(read: Mail): Promise<void> {
    const { db } = this.#deps;
    const mails = await this.#lease(read);
    if (mails.length === 0) return;
    const { envelope, carried } = await db.write((em) => this.#compose(em, mails));
    for (const mail of mails.filter((one) => !carried.includes(one)))
      await this.#settle(mail, { state: 'DROPPED', lastError: 'The reader may not see the subject any more.' });
    if (envelope) await this.#handOver(envelope, carried);
  }

  /** The mail, or everything that goes out with it in the mail of the day; nobody else takes these for a while. */
  async #lease(read: Mail): Promise<readonly Mail[]> {
    const { db, now } = this.#deps;
    const wanted = read.daily ? await db.read((em) => dueOfDay(em, read.memberId, now(), MOST_IN_DIGEST)) : [read];
    const nextAt = now() + LEASE_MS;
    return db.write(async (em) => {
      const leased: Mail[] = [];
      for (const mail of wanted) {
        const attempts = mail.attempts + 1;
        if (await changeMail(em, mail, { attempts, nextAt })) leased.push({ ...mail, attempts, nextAt });
      }
      return leased;
    });
  }

  async #handOver(envelope: Envelope, mails: readonly Mail[]): Promise<void> {
    const { now, transport } = this.#deps;
    try {
      const { messageId, answer } = await transport.send(envelope);
      const proof = { messageId, answer: headerText(answer), sentAt: now(), lastError: null };
      for (const mail of mails) await this.#settle(mail, { state: 'SENT', ...proof });
    } catch (error) {
      for (const mail of mails) await this.#failed(mail, error as Error & { readonly responseCode?: number });
    }
  }

  /** @returns what is sent, and the mails that it carries: those whose reader may still see their subjects. */
  async #compose(
    em: EntityManager,
    mails: readonly Mail[],
  ): Promise<{ readonly envelope: Envelope | null; readonly carried: readonly Mail[] }> {
    const [first] = mails;
    if (first && !first.daily) {
      const envelope = await this.#envelope(em, first);
      return { envelope, carried: envelope ? [first] : [] };
    }
    const carried: { readonly mail: Mail; readonly notification: Notification; readonly reader: MemberEntry }[] = [];
    for (const mail of mails) {
      const seen = await this.#seen(em, mail);
      if (seen) carried.push({ mail, ...seen });
    }
    const [leading] = carried;
    if (!leading) return { envelope: null, carried: [] };
    const { mail, reader } = leading;
    const notifications = carried.map(({ notification }) => notification);
    const envelope = {
      id: mail.id,
      ...renderDigest({ notifications, reader, portalUrl: this.#deps.portalUrl }),
      ...this.#addresses(mail, reader, null),
    };
    return { envelope, carried: carried.map((one) => one.mail) };
  }

  /** What a mail is about and who reads it; null when the reader may not see it any more. */
  async #seen(em: EntityManager, mail: Mail) {
    const notification = await findForMail(em, mail.notificationId);
    const [reader] = await findMemberEntries(em, [mail.memberId]);
    if (!notification || !reader) return null;
    const { accountId, internal } = notification;
    const audience = { accountId, branchPath: await branchOf(em, accountId), internal };
    return maySee(reader, audience) ? { notification, reader } : null;
  }

  /** What is sent, in the reader's language; null when the reader may not see it any more. */
  async #envelope(em: EntityManager, mail: Mail): Promise<Envelope | null> {
    const seen = await this.#seen(em, mail);
    if (!seen) return null;
    const { notification, reader } = seen;
    const { accountId, internal, subjectKind, subjectId } = notification;
    const thread = hasThread(subjectKind)
      ? await threadFor(em, { subjectKind, subjectId, accountId, memberId: reader.memberId, internal })
      : null;
    const messageBody = notification.messageId ? await findMessageBody(em, notification.messageId) : null;
    const answerable = thread !== null && reader.scopes.includes('write');
    const { portalUrl, now } = this.#deps;
    const rateToken = portalUrl === null ? null : await inviteToRate(em, notification, reader, now());
    return {
      id: mail.id,
      ...renderMail({ notification, reader, messageBody, portalUrl, answerable, rateToken }),
      ...this.#addresses(mail, reader, answerable ? thread : null),
    };
  }

  #addresses(mail: Mail, reader: MemberEntry, thread: MailThread | null) {
    const { from } = this.#deps;
    const [local, domain] = bareAddress(from).split('@') as [string, string];
    const at = (name: string): string => `<${name}@${domain}>`;
    return {
      from,
      to: { name: headerText(reader.name), address: mail.address },
      replyTo: thread ? `${local}+${thread.token}@${domain}` : null,
      // The proof of sending shows the Message-ID to the staff: the token, which is its reader's alone, is not in it.
      messageId: at(mail.id.toLowerCase()),
      references: thread ? [at(`thread.${thread.token}`)] : [],
    };
  }

  async #failed(mail: Mail, error: Error & { readonly responseCode?: number }): Promise<void> {
    const { now, log } = this.#deps;
    const lastError = headerText(error.message).slice(0, LONGEST_LINE);
    const pause = isPermanent(error.responseCode) ? null : pauseAfter(mail.attempts);
    if (pause !== null) {
      log.warn({ mail: mail.id, attempts: mail.attempts, error: lastError }, 'a mail could not be sent yet');
      await this.#settle(mail, { nextAt: now() + pause, lastError });
      return;
    }
    log.error({ mail: mail.id, attempts: mail.attempts, error: lastError }, 'a mail was given up');
    await this.#settle(mail, { state: 'FAILED', lastError });
  }

  /** Writes what became of a mail; its end is an event. */
  async #settle(mail: Mail, change: Partial<Mail>): Promise<void> {
    const { db, now } = this.#deps;
    await db.write(async (em) => {
      if (!(await changeMail(em, mail, change))) return;
      const type = change.state === 'SENT' ? MAIL_SENT : change.state === 'FAILED' ? MAIL_FAILED : null;
      if (!type) return;
      const { id: mailId, accountId, attempts: seq, number, subjectId: itemId } = mail;
      const itemKind = mail.subjectKind as ServiceFacts['kind'];
      const data: MailFailed = { mailId, itemKind, itemId, number, reason: change.lastError ?? '' };
      await appendEvents(em, [{ type, accountId, subject: itemId, seq, at: now(), correlationId: mailId, data }]);
    });
  }
}

/** The address without its name. */
export const bareAddress = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
