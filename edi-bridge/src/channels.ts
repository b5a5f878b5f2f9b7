import type { Database } from '@quayside/shared/db/database';
import { systemViewer } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import type { Network } from './channel/network.ts';
import type { Intake } from './inbound/intake.ts';
import type { Mailboxes } from './mailbox/mailboxes.ts';
import type { MailboxPoll } from './mailbox/poll.ts';
import type { Delivery } from './outbound/delivery.ts';
import type { Schedule } from './outbound/schedule.ts';
import type { Sender } from './outbound/sender.ts';
import { listPartners } from './partner/store.ts';
import type { RejectionCases } from './rejection/cases.ts';
import type { Strangers } from './stranger/strangers.ts';

/** Pause between two looks into the mailboxes. */
export const POLL_MS = 500;
/** Every so many looks, what was left over is tried again. */
const RETRY_EVERY = 4;

interface Parts {
  readonly db: Database;
  readonly mailboxes: Mailboxes;
  readonly poll: MailboxPoll;
  readonly intake: Intake;
  readonly sender: Sender;
  readonly cases: RejectionCases;
  readonly strangers: Strangers;
  readonly delivery: Delivery;
  readonly network: Network;
  readonly schedule: Schedule;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs: number;
}

/** The clockwork of the bridge: looks into mailboxes, sends what is due, retries what failed. */
export class Channels {
  readonly #parts: Parts;
  /** Where our SFTP server listens. */
  sftpPort: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #retrying: Promise<void> | null = null;
  #looks = 0;
  #started = false;
  #due = false;
  #unlisten: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.intake.onProcessed = () => this.#run('delivery', () => this.#deliver());
  }

  /** A document has become due in a transaction that is about to commit. */
  noteDue(): void {
    this.#due = true;
  }

  async start(): Promise<void> {
    const { db, mailboxes, poll, intake } = this.#parts;
    for (const { id } of await db.read((em) => listPartners(em, systemViewer('EDI bridge'), this.#parts.now())))
      await mailboxes.open(id);
    this.#started = true;
    this.#unlisten = db.onCommit(() => this.#committed());
    await poll.recover();
    await poll.quiet();
    await intake.resume();
    await this.settle();
    this.sftpPort = await this.#parts.network.listen();
    this.#timer = setInterval(() => this.#tick(), this.#parts.pollMs);
    this.#timer.unref();
  }

  /** Resolves when what is due has been sent and lies in the mailboxes. */
  async settle(): Promise<void> {
    if (!this.#started) return;
    await this.#parts.intake.quiet();
    await this.#parts.sender.send();
    // What cannot be put into one mailbox hinders nothing else.
    await this.#deliver().finally(() => this.#parts.cases.open());
  }

  /** Resolves when the mailboxes are served; what goes over the network has set out. */
  async #deliver(): Promise<void> {
    await this.#parts.delivery.deliver().finally(() => this.#parts.network.send());
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#unlisten?.();
    if (this.#timer) clearInterval(this.#timer);
    await this.#looking;
    await this.#retrying;
    await this.#parts.poll.quiet();
    await this.#parts.intake.quiet();
    await this.#parts.strangers.flush();
    await this.#parts.sender.stop();
    await this.#parts.delivery.deliver();
    await this.#parts.network.stop();
  }

  #committed(): void {
    if (!this.#due) return;
    this.#due = false;
    this.#run('sending', () => this.settle());
  }

  #tick(): void {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'looking into the mailboxes failed'))
      .finally(() => {
        this.#looking = null;
      });
  }

  async #look(): Promise<void> {
    await this.#parts.poll.look();
    await this.#parts.network.look();
    if (++this.#looks % RETRY_EVERY !== 0) return;
    // A retry may last as long as the slowest partner: nobody waits for it to have his folder looked into.
    this.#retrying ??= this.#retry()
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'trying again failed'))
      .finally(() => {
        this.#retrying = null;
      });
  }

  async #retry(): Promise<void> {
    await this.#parts.poll.recover();
    await this.#parts.intake.resume();
    await this.#parts.schedule.look();
    await this.#parts.strangers.flush();
    await this.settle();
  }

  #run(what: string, work: () => Promise<void>): void {
    if (!this.#started) return;
    work().catch((error: unknown) => this.#parts.log.error({ err: error }, `${what} failed, will retry`));
  }
}
