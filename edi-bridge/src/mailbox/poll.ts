import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import type { ProcessedMessage } from '../inbound/finishing.ts';
import type { Intake } from '../inbound/intake.ts';
import type { Mailboxes, WaitingFile } from './mailboxes.ts';

const bridge = systemViewer('EDI bridge');

/** Files of one partner that are received together. */
const AT_ONCE = 32;

interface ClaimedFile {
  readonly file: WaitingFile;
  readonly messageId: string;
}

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
    for (let from = 0; from < files.length; from += AT_ONCE) {
      const taken = files.slice(from, from + AT_ONCE).map((file) => ({ file, messageId: newId() }));
      for (const { messageId } of taken) this.#taking.add(messageId);
      // Disks do several things at once, so files are received together; they are processed in their order.
      const received = await Promise.all(taken.map((one) => this.#claimAndReceive(one)));
      await Promise.all(received.map((process) => process?.()));
    }
  }

  async #claimAndReceive({ file, messageId }: ClaimedFile): Promise<(() => Promise<void>) | null> {
    if (await this.#mailboxes.claim(file, messageId)) return this.#receive({ file, messageId });
    this.#taking.delete(messageId);
    return null;
  }

  async #take(file: WaitingFile, messageId: string): Promise<void> {
    this.#taking.add(messageId);
    await (await this.#receive({ file, messageId }))?.();
  }

  /** Archives a claimed file and gives what processes it; null when it is not in safe hands yet. */
  async #receive({ file, messageId }: ClaimedFile): Promise<(() => Promise<void>) | null> {
    const arrival = {
      messageId,
      addressee: file.addressee,
      channel: this.#mailboxes.channelOf(file),
      fileName: file.name,
    };
    try {
      const process = await this.#intake.take(arrival, this.#mailboxes.read(file, messageId), bridge);
      return () => this.#process({ file, messageId }, process);
    } catch (error) {
      await this.#failed({ file, messageId }, error);
      return null;
    }
  }

  async #process(claimed: ClaimedFile, process: () => Promise<ProcessedMessage>): Promise<void> {
    const { file, messageId } = claimed;
    try {
      const { row } = await process();
      if (row.sha256 === '') await this.#mailboxes.setAside(file, messageId);
      await this.#mailboxes.remove(file, messageId);
      this.#taking.delete(messageId);
    } catch (error) {
      await this.#failed(claimed, error);
    }
  }

  /** Not in the ledger means not in safe hands: then the claimed file stays, to be taken again. */
  async #failed({ file, messageId }: ClaimedFile, error: unknown): Promise<void> {
    this.#log.warn({ err: error, file: file.name, message: messageId }, 'mailbox file not processed yet');
    if (await this.#intake.knows(messageId)) await this.#mailboxes.remove(file, messageId);
    this.#taking.delete(messageId);
  }
}
