import { posix } from 'node:path';
import type { Database } from '@quayside/shared/db/database';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import type { Intake } from '../../inbound/intake.ts';
import { loadPartner } from '../../partner/store.ts';
import type { ChannelSecrets, SftpSettings } from '../channel.ts';
import { reasonOf, Unreachable } from '../port.ts';
import type { SecretBox } from '../secret-box.ts';
import { channelsToFetch, noteFailure, noteSuccess, noteUnreachable } from '../store.ts';
import type { ChannelRow } from '../table.ts';
import { type RemoteFile, SftpClient } from './sftp-client.ts';

interface Parts {
  readonly db: Database;
  readonly intake: Intake;
  readonly box: SecretBox;
  readonly log: Log;
  readonly ending: AbortSignal;
  readonly now: () => number;
}

const bridge = systemViewer('EDI bridge');
const EVERY_MS = 15_000;
/** A file that was seen is looked at again soon: two equal looks say that it is whole. */
const SOON_MS = 1_000;
const UNFINISHED = /^\.|\.(tmp|part|filepart)$/i;
const CLAIMED = /^\.claimed-([0-7][0-9A-HJKMNP-TV-Z]{25})-(.+)$/;

interface Visit {
  /** Size and time of files at the last look. */
  readonly seen: Map<string, string>;
  /** Files that their server would not let us take, and why. Each is tried again at every visit. */
  readonly stuck: Map<string, string>;
  nextAt: number;
}

/** Fetches files from the SFTP servers of partners: claimed by renaming, archived, then deleted there. */
export class SftpPoll {
  readonly #parts: Parts;
  readonly #visits = new Map<string, Visit>();
  readonly #running = new Map<string, Promise<void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Sets out to every partner whose turn it is; no partner waits for another. */
  async look(): Promise<void> {
    const now = this.#parts.now();
    for (const channel of await this.#parts.db.read((em) => channelsToFetch(em, now))) {
      const visit = this.#visits.get(channel.id) ?? { seen: new Map(), stuck: new Map(), nextAt: 0 };
      this.#visits.set(channel.id, visit);
      if (this.#parts.ending.aborted || this.#running.has(channel.id) || visit.nextAt > now) continue;
      const running = this.#visit(channel, visit).finally(() => this.#running.delete(channel.id));
      this.#running.set(channel.id, running);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async #visit(channel: ChannelRow, visit: Visit): Promise<void> {
    const { db, box, now, log } = this.#parts;
    const { sftp } = channel.settings;
    const from = sftp?.fetchFrom;
    if (!sftp || !from) return;
    try {
      const partner = await db.read((em) => loadPartner(em, channel.id, now()));
      const fault = partner && (await this.#parts.intake.overQuota(partner, 'sftp'));
      if (fault) throw new Error(fault);
      const more = await this.#fetchAll(channel.id, sftp, from, await box.open(channel.id, channel.secrets), visit);
      visit.nextAt = now() + (more ? SOON_MS : EVERY_MS);
      await db.write(async (em) => {
        await noteSuccess(em, channel.id, now());
        if (visit.stuck.size > 0) await noteFailure(em, channel.id, wordsFor(visit.stuck), now());
      });
    } catch (error) {
      visit.nextAt = now() + EVERY_MS;
      log.warn({ err: error, partner: channel.id }, 'files could not be fetched, will retry');
      const note = error instanceof Unreachable ? noteUnreachable : noteFailure;
      await db.write((em) => note(em, channel.id, reasonOf(error), now()));
    }
  }

  /** @returns true when files are there that may still grow. */
  async #fetchAll(
    partnerId: string,
    sftp: SftpSettings,
    from: string,
    secrets: ChannelSecrets,
    { seen, stuck }: Visit,
  ): Promise<boolean> {
    const client = await SftpClient.connect(sftp, secrets, this.#parts.ending);
    try {
      const files = await client.list(from);
      stuck.clear();
      const each = (name: string, take: () => Promise<void>): Promise<void> =>
        take().catch((error: unknown) => {
          // A server that refuses one file may give the others; everything else ends the visit.
          if (!isRefusal(error)) throw error;
          stuck.set(name, reasonOf(error));
        });
      for (const { name } of files) await each(name, () => this.#recover(client, partnerId, from, name));
      const present = files.filter(({ name }) => !UNFINISHED.test(name)).sort(byName);
      const steady = present.filter((file) => seen.get(file.name) === looksOf(file));
      seen.clear();
      for (const file of present) seen.set(file.name, looksOf(file));
      for (const { name } of steady) {
        if (this.#parts.ending.aborted) break;
        await each(name, () => this.#claim(client, partnerId, from, name));
        if (!stuck.has(name)) seen.delete(name);
      }
      return present.length > steady.length;
    } finally {
      await client.close();
    }
  }

  async #claim(client: SftpClient, partnerId: string, folder: string, name: string): Promise<void> {
    const messageId = newId();
    const claimed = posix.join(folder, `.claimed-${messageId}-${fitting(name)}`);
    try {
      await client.rename(posix.join(folder, name), claimed);
    } catch (error) {
      if ((await client.sizeOf(posix.join(folder, name))) === null) return;
      throw error;
    }
    await this.#take(client, partnerId, { messageId, name, path: claimed });
  }

  /** What was claimed before a crash or a lost connection is taken up under the id that it had. */
  async #recover(client: SftpClient, partnerId: string, folder: string, name: string): Promise<void> {
    const [, messageId, original] = CLAIMED.exec(name) ?? [];
    if (!messageId || !original) return;
    await this.#take(client, partnerId, { messageId, name: original, path: posix.join(folder, name) });
  }

  async #take(
    client: SftpClient,
    partnerId: string,
    { messageId, name, path }: { messageId: string; name: string; path: string },
  ): Promise<void> {
    const { intake, log } = this.#parts;
    const arrival = { messageId, addressee: partnerId, channel: 'sftp', fileName: name };
    // Safe already, and left there by a crash or by a server that did not let us remove it.
    if (await intake.knows(messageId)) return client.remove(path);
    try {
      const { row } = await intake.receive(arrival, client.read(path), bridge);
      // Too large to be kept: it stays where it is, for both sides to see, under a name that nobody takes up again.
      if (row.sha256 === '') return await client.rename(path, path.replace('.claimed-', '.refused-'));
    } catch (error) {
      log.warn({ err: error, message: messageId }, 'fetched file not processed yet');
      // Not in the ledger means not in safe hands: it stays on the partner's server.
      if (!(await intake.knows(messageId))) throw error;
    }
    await client.remove(path);
  }
}

/** What the server itself answered to one question, by its status code; the connection stands. */
const isRefusal = (error: unknown): boolean => typeof (error as { code?: unknown }).code === 'number';

function wordsFor(stuck: ReadonlyMap<string, string>): string {
  const [[name, reason] = ['', '']] = stuck;
  const others = stuck.size > 1 ? ` and ${stuck.size - 1} more` : '';
  return `The server does not let us take ${name.slice(-100)}${others}: ${reason}. Other files were fetched.`;
}

// A claim has to fit into a file name; the end of a name is what tells files apart.
const fitting = (name: string): string => (Buffer.byteLength(name) > 200 ? name.slice(-50) : name);

const byName = (one: RemoteFile, other: RemoteFile): number => (one.name < other.name ? -1 : 1);
const looksOf = ({ sizeBytes, modifiedAt }: RemoteFile): string => `${sizeBytes} ${modifiedAt}`;
