import type { Database } from '@quayside/shared/db/database';
import type { Log } from '@quayside/shared/log';
import type { Archive } from '../archive.ts';
import type { ChannelKind } from './channel.ts';
import type { Outbox, Waiting } from './outbox.ts';
import { type OutChannel, type OutSession, reasonOf, type Sent, Unreachable } from './port.ts';
import type { SecretBox } from './secret-box.ts';
import { channelRow } from './store.ts';
import type { ChannelRow } from './table.ts';

interface Parts {
  readonly db: Database;
  readonly archive: Archive;
  readonly outbox: Outbox;
  readonly box: SecretBox;
  readonly channels: Readonly<Record<Exclude<ChannelKind, 'MAILBOX'>, OutChannel>>;
  readonly log: Log;
}

/** Takes messages to partners over the network: in order for each partner, and no partner waits for another. */
export class Dispatch {
  readonly #parts: Parts;
  readonly #visits = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Sets out with what is due; resolves before it has arrived. */
  async start(): Promise<void> {
    if (this.#stopped) return;
    const due = await this.#parts.outbox.due([...this.#visits.keys()]);
    for (const partnerId of new Set(due.map((one) => one.partnerId))) {
      if (this.#visits.has(partnerId)) continue;
      const files = due.filter((one) => one.partnerId === partnerId);
      const visit = this.#visit(partnerId, files)
        .catch((error: unknown) =>
          this.#parts.log.error({ err: error, partner: partnerId }, 'delivery failed, will retry'),
        )
        .finally(() => this.#visits.delete(partnerId));
      this.#visits.set(partnerId, visit);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#visits.values());
  }

  async #visit(partnerId: string, files: readonly Waiting[]): Promise<void> {
    const { db, box, outbox, channels } = this.#parts;
    const channel = await db.read((em) => channelRow(em, partnerId));
    if (!channel || channel.kind === 'MAILBOX') return;
    try {
      const session = await channels[channel.kind].open(channel, await box.open(channel.id, channel.secrets));
      await this.#sendAll(channel, session, files).finally(() => session.close());
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      await outbox.unreachable(partnerId, error.message);
    }
  }

  async #sendAll(channel: ChannelRow, session: OutSession, files: readonly Waiting[]): Promise<void> {
    for (const file of files) {
      if (this.#stopped) return;
      const sent = await this.#send(session, file);
      await this.#parts.outbox.note(file.id, channel.id, channel.kind, sent);
    }
  }

  async #send(session: OutSession, { id, fileName, sha256, setTypes }: Waiting): Promise<Sent> {
    const bytes = await this.#parts.archive.bytes(sha256);
    try {
      return await session.send({ messageId: id, name: fileName, type: setTypes.trim(), bytes });
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      // A fault of this one file must not keep the others back.
      this.#parts.log.error({ err: error, message: id }, 'message not delivered, will retry');
      return { kind: 'refused', reason: reasonOf(error) };
    }
  }
}
