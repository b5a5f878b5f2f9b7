import type { AddressInfo } from 'node:net';
import type { Database } from '@quayside/shared/db/database';
import { systemViewer } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import { checkPassword } from '@quayside/shared/password';
import ssh2, { type AuthContext, type Connection, type PublicKeyAuthContext, type Session } from 'ssh2';
import type { Intake } from '../../inbound/intake.ts';
import type { Mailboxes } from '../../mailbox/mailboxes.ts';
import { listPartners, loadPartner } from '../../partner/store.ts';
import { FailureGate } from '../failure-gate.ts';
import type { SecretBox } from '../secret-box.ts';
import { channelOfLogin } from '../store.ts';
import type { ChannelRow } from '../table.ts';
import { hostKey } from './host-key.ts';
import { MailboxView } from './mailbox-view.ts';
import { SftpSession } from './sftp-session.ts';

interface Parts {
  readonly db: Database;
  readonly mailboxes: Mailboxes;
  readonly intake: Intake;
  readonly box: SecretBox;
  readonly home: string;
  readonly log: Log;
  readonly now: () => number;
}

const METHODS = ['publickey', 'password'] as const;
const ATTEMPTS = 6;
const LOGIN_MS = 60_000;
const CONNECTIONS = 200;
const CONNECTIONS_OF_ONE = 10;
/** Connections from one address that have not logged in yet. */
const STRANGERS_OF_ONE = 20;

/** Who has logged in, and under which set-up of the channel. */
interface Login {
  readonly partnerId: string;
  readonly user: string;
  readonly version: number;
}

interface Guest {
  readonly ip: string;
  login: Login | null;
}

/** Our SFTP server: a partner logs in and sees `in` and `out` of its own mailbox. There is no shell and no forwarding. */
export class SftpServer {
  readonly #parts: Parts;
  readonly #gate: FailureGate;
  readonly #connections = new Map<Connection, Guest>();
  #server: InstanceType<typeof ssh2.Server> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#gate = new FailureGate(parts.now);
  }

  /** Listens when the promise resolves. @param port 0 takes any free port. */
  async start({ host, port }: { host: string; port: number }): Promise<number> {
    const { db, mailboxes, home, now } = this.#parts;
    for (const { id } of await db.read((em) => listPartners(em, systemViewer('EDI bridge'), now())))
      await new MailboxView(mailboxes, id).tidy();
    const options = {
      hostKeys: [await hostKey(home)],
      ident: 'Quayside',
      keepaliveInterval: 30_000,
      keepaliveCountMax: 3,
    };
    const server = new ssh2.Server(options, (connection, { ip }) => this.#greet(connection, ip));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const connection of this.#connections.keys()) connection.end();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #greet(connection: Connection, ip: string): void {
    // Whoever scans the port breaks the protocol; that is no fault of ours.
    connection.on('error', (error) => this.#parts.log.debug({ err: error, ip }, 'an SSH connection failed'));
    const strangers = [...this.#connections.values()].filter((guest) => guest.ip === ip && guest.login === null).length;
    if (this.#connections.size >= CONNECTIONS || strangers >= STRANGERS_OF_ONE || this.#gate.isShut(ip)) {
      connection.end();
      return;
    }
    const guest: Guest = { ip, login: null };
    this.#connections.set(connection, guest);
    const late = setTimeout(() => connection.end(), LOGIN_MS);
    connection.on('close', () => {
      clearTimeout(late);
      this.#connections.delete(connection);
    });
    let attempts = 0;
    connection.on('authentication', (attempt) => {
      if (++attempts > ATTEMPTS) connection.end();
      else void this.#authenticate(guest, attempt);
    });
    connection.on('ready', () => clearTimeout(late));
    connection.on('session', (accept) => this.#serve(connection, guest, accept()));
  }

  async #authenticate(guest: Guest, attempt: AuthContext): Promise<void> {
    const { ip } = guest;
    const { db, log } = this.#parts;
    try {
      const channel = await db.read((em) => channelOfLogin(em, attempt.username));
      const right = await this.#isRight(attempt, channel);
      const open = [...this.#connections.values()].filter(
        ({ login }) => login && login.partnerId === channel?.id,
      ).length;
      if (right && channel && open < CONNECTIONS_OF_ONE) {
        // Whoever only asks whether a key would do has shown a public key, and nothing else.
        if (attempt.method === 'publickey' && !attempt.signature) return attempt.accept();
        await this.#parts.mailboxes.open(channel.id);
        guest.login = { partnerId: channel.id, user: attempt.username, version: channel.version };
        return attempt.accept();
      }
      if (attempt.method === 'password') {
        this.#gate.note(ip);
        log.warn({ user: attempt.username.slice(0, 64), ip }, 'an SFTP login failed');
      }
    } catch (error) {
      log.error({ err: error }, 'an SFTP login could not be checked');
    }
    attempt.reject([...METHODS]);
  }

  /** A session does not outlive the set-up that it was opened under: who was shut out is out. */
  async #holds({ user, partnerId, version }: Login): Promise<boolean> {
    const channel = await this.#parts.db.read((em) => channelOfLogin(em, user));
    return channel?.id === partnerId && channel.version === version;
  }

  async #isRight(attempt: AuthContext, channel: ChannelRow | null): Promise<boolean> {
    if (attempt.method === 'publickey') return hasKey(attempt, channel?.settings.login?.publicKeys ?? []);
    if (attempt.method !== 'password') return false;
    const secrets = channel ? await this.#parts.box.open(channel.id, channel.secrets) : {};
    // Without a hash it takes as long, so that nobody learns which users there are.
    return checkPassword(secrets.loginPasswordHash ?? null, attempt.password);
  }

  async #overQuota(partnerId: string): Promise<string | null> {
    const { db, intake, now } = this.#parts;
    const partner = await db.read((em) => loadPartner(em, partnerId, now()));
    return partner && intake.overQuota(partner, 'sftp');
  }

  #serve(connection: Connection, { login }: Guest, session: Session): void {
    session.on('sftp', (accept, reject) => {
      if (!login) return reject();
      const { partnerId } = login;
      // At once: a client speaks before it is told that it may, and what nobody hears then is lost.
      const sftp = accept();
      const { mailboxes, log } = this.#parts;
      const conversation = new SftpSession(sftp, new MailboxView(mailboxes, partnerId), log, {
        stay: () => this.#holds(login),
        overQuota: () => this.#overQuota(partnerId),
      });
      sftp.on('error', (error: unknown) => log.debug({ err: error, partner: partnerId }, 'an SFTP session failed'));
      for (const ending of [sftp, connection]) ending.on('close', () => void conversation.end());
    });
  }
}

/** True when the key is one of these and, once it comes to that, the signature was made with it. */
function hasKey({ key, blob, signature, hashAlgo }: PublicKeyAuthContext, allowed: readonly string[]): boolean {
  return allowed.some((text) => {
    const known = ssh2.utils.parseKey(text);
    if (known instanceof Error || !known.getPublicSSH().equals(key.data)) return false;
    return signature === undefined || (blob !== undefined && known.verify(blob, signature, hashAlgo) === true);
  });
}
