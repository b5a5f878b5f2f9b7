import type { Database } from '@quayside/shared/db/database';
import type { Log } from '@quayside/shared/log';
import type { Archive } from '../archive.ts';
import type { Intake } from '../inbound/intake.ts';
import type { Mailboxes } from '../mailbox/mailboxes.ts';
import { As2Channel } from './as2/as2-channel.ts';
import { Exchanges } from './as2/exchange-store.ts';
import { mdnIntake } from './as2/mdn-intake.ts';
import { Receipts } from './as2/receipts.ts';
import { As2Receiver } from './as2/receiver.ts';
import { Dispatch } from './dispatch.ts';
import { httpsChannel } from './https-channel.ts';
import { Outbox } from './outbox.ts';
import type { SecretBox } from './secret-box.ts';
import { SftpChannel } from './sftp/sftp-channel.ts';
import { SftpPoll } from './sftp/sftp-poll.ts';
import { SftpServer } from './sftp/sftp-server.ts';
import type { Doors } from './station.ts';

interface Parts {
  readonly db: Database;
  readonly archive: Archive;
  readonly intake: Intake;
  readonly box: SecretBox;
  readonly mailboxes: Mailboxes;
  readonly home: string;
  readonly as2Url: string | null;
  readonly sftp: Doors['sftp'];
  readonly log: Log;
  readonly now: () => number;
}

/** All ways to and from partners that lead over the network. */
export class Network {
  /** Takes what comes to POST /as2. */
  readonly receiver: As2Receiver;
  readonly outbox: Outbox;
  readonly #dispatch: Dispatch;
  readonly #receipts: Receipts;
  readonly #poll: SftpPoll;
  readonly #server: SftpServer;
  readonly #listen: Doors['sftp'];
  readonly #log: Log;

  readonly #ending = new AbortController();

  constructor(given: Parts) {
    const parts = { ...given, ending: this.#ending.signal };
    this.#log = parts.log;
    const exchanges = new Exchanges(parts.db);
    const outbox = new Outbox(parts);
    this.outbox = outbox;
    const as2 = new As2Channel({ ...parts, exchanges });
    const channels = { HTTPS: httpsChannel(parts), SFTP: new SftpChannel(parts), AS2: as2 };
    this.receiver = new As2Receiver({ ...parts, exchanges });
    this.receiver.onMdn = mdnIntake({ ...parts, exchanges, as2, outbox });
    this.receiver.onDue = () => this.#run(() => this.#receipts.send());
    this.#receipts = new Receipts({ ...parts, exchanges });
    this.#poll = new SftpPoll(parts);
    this.#server = new SftpServer(parts);
    this.#listen = parts.sftp;
    this.#dispatch = new Dispatch({ ...parts, outbox, channels });
  }

  /** Opens the SFTP server, where one is wanted; gives its port. */
  async listen(): Promise<number | null> {
    return this.#listen ? this.#server.start(this.#listen) : null;
  }

  /** Sets out with what is due; resolves before it has arrived. */
  async send(): Promise<void> {
    await this.#dispatch.start();
  }

  /** Tries again what did not arrive, and fetches what waits. */
  async look(): Promise<void> {
    await this.#dispatch.start();
    await this.#poll.look();
    this.#run(() => this.#receipts.send());
  }

  /** What is on its way is broken off: it is not noted as delivered, so it goes out again. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#server.stop();
    await this.#poll.stop();
    await this.#dispatch.stop();
    await this.#receipts.stop();
  }

  #run(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#log.error({ err: error }, 'a channel failed, will retry'));
  }
}
