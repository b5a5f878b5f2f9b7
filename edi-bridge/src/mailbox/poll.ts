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
  /** By addressee: what is taken from its folder now. */
  readonly #running = new Map<string, Promise<void>>();

  constructor(mailboxes: Mailboxes, intake: Intake, log: Log) {
    this.#mailboxes = mailboxes;
    this.#intake = intake;
    this.#log = log;
  }

  /** Sets out to take again what was claimed and never became a message: the process stopped, or a file could not be read. */
  async recover(): Promise<void> {
    this.#eachFolder(await this.#mailboxes.claimed(), async (files) => {
      for (const file of files) if (!this.#taking.has(file.messageId)) await this.#take(file, file.messageId);
    });
  }

  /** Looks once, and sets out to take every file that has stopped growing: in order, but no partner waits for another. */
  async look(): Promise<void> {
    this.#eachFolder(await this.#mailboxes.look(), (files) => this.#takeAll(files));
  }

  /** Resolves when nothing is taken any more. */
  async quiet(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /** Begins at each folder; one that is still busy is left to the next look, and its files lie there until then. */
  #eachFolder<File extends WaitingFile>(files: readonly File[], take: (own: File[]) => Promise<void>): void {
    for (const addressee of new Set(files.map((file) => file.addressee))) {
      if (this.#running.has(addressee)) continue;
      const running = take(files.filter((file) => file.addressee === addressee))
        .catch((error: unknown) => this.#log.error({ err: error, addressee }, 'taking from a mailbox failed'))
        .finally(() => this.#running.delete(addressee));
      this.#running.set(addressee, running);
    }
  }

  /** As long as its quota has room: what is beyond stays in the folder, for another day. */
  async #takeAll(files: readonly WaitingFile[]): Promise<void> {
    for (let from = 0; from < files.length; ) {
      const room = await this.#intake.roomFor(files[from]?.addressee ?? '', 'mailbox');
      if (room === 0) return;
      const taken = files.slice(from, from + Math.min(AT_ONCE, room)).map((file) => ({ file, messageId: newId() }));
      from += taken.length;
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
