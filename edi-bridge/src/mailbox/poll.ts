import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import type { Intake } from '../inbound/intake.ts';
import type { Mailboxes, WaitingFile } from './mailboxes.ts';

const bridge = systemViewer('EDI bridge');

/** Carries files from the mailbox folders into the bridge. */
export class MailboxPoll {
  readonly #mailboxes: Mailboxes;
  readonly #intake: Intake;
  readonly #log: Log;
  readonly #taking = new Set<string>();

  constructor(mailboxes: Mailboxes, intake: Intake, log: Log) {
    this.#mailboxes = mailboxes;
    this.#intake = intake;
    this.#log = log;
  }

  /** Takes again what was claimed and never became a message: the process stopped, or the file could not be read. */
  async recover(): Promise<void> {
    for (const file of await this.#mailboxes.claimed())
      if (!this.#taking.has(file.messageId)) await this.#take(file, file.messageId);
  }

  /** Looks once, and takes every file that has stopped growing: in order, but no partner waits for another. */
  async look(): Promise<void> {
    const files = await this.#mailboxes.look();
    const addressees = [...new Set(files.map(({ addressee }) => addressee))];
    await Promise.all(
      addressees.map((addressee) => this.#takeAll(files.filter((file) => file.addressee === addressee))),
    );
  }

  async #takeAll(files: readonly WaitingFile[]): Promise<void> {
    for (const file of files) {
      const messageId = newId();
      this.#taking.add(messageId);
      if (await this.#mailboxes.claim(file, messageId)) await this.#take(file, messageId);
      else this.#taking.delete(messageId);
    }
  }

  async #take(file: WaitingFile, messageId: string): Promise<void> {
    this.#taking.add(messageId);
    const arrival = {
      messageId,
      addressee: file.addressee,
      channel: this.#mailboxes.channelOf(file),
      fileName: file.name,
    };
    try {
      const { row } = await this.#intake.receive(arrival, this.#mailboxes.read(file, messageId), bridge);
      if (row.sha256 === '') await this.#mailboxes.setAside(file, messageId);
    } catch (error) {
      this.#log.warn({ err: error, file: file.name, message: messageId }, 'mailbox file not processed yet');
      // Not in the ledger means not in safe hands: the claimed file stays, to be taken again.
      if (!(await this.#intake.knows(messageId))) return;
    } finally {
      this.#taking.delete(messageId);
    }
    await this.#mailboxes.remove(file, messageId);
  }
}
