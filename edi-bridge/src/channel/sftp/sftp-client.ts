import ssh2, { type ConnectConfig, type SFTPWrapper, type Stats } from 'ssh2';
import type { ChannelSecrets, SftpSettings } from '../channel.ts';
import { reasonOf, Unreachable } from '../port.ts';
import { fingerprintOf } from './host-key.ts';

const READY_MS = 30_000;
const CHUNK_BYTES = 128 * 1024;

/** A file on a partner's server. */
export interface RemoteFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
}

type Callback<Value> = (error: Error | null | undefined, value: Value) => void;

/** A connection to a partner's SFTP server, whose host key is one of those that are pinned. */
export class SftpClient {
  readonly #client: InstanceType<typeof ssh2.Client>;
  readonly #sftp: SFTPWrapper;
  readonly #gone: { is: boolean };

  private constructor(client: InstanceType<typeof ssh2.Client>, sftp: SFTPWrapper, gone: { is: boolean }) {
    this.#client = client;
    this.#sftp = sftp;
    this.#gone = gone;
  }

  /** @throws Unreachable */
  static async connect(settings: SftpSettings, secrets: ChannelSecrets, ending: AbortSignal): Promise<SftpClient> {
    const client = new ssh2.Client();
    const hangUp = () => client.destroy();
    ending.addEventListener('abort', hangUp);
    const gone = { is: false };
    client.once('close', () => {
      gone.is = true;
      ending.removeEventListener('abort', hangUp);
    });
    let seen = '';
    const hostVerifier = (key: Buffer): boolean => {
      seen = fingerprintOf(key);
      return settings.hostKeys.includes(seen);
    };
    try {
      if (ending.aborted) throw new Error('we are about to stop');
      await new Promise<void>((resolve, reject) => {
        client
          .once('ready', resolve)
          .once('error', reject)
          .once('close', () => reject(new Error('it hung up')));
        client.connect({ ...loginOf(settings, secrets), hostVerifier });
      });
      // Later faults of the connection show in whatever is asked of it next.
      client.on('error', () => undefined);
      return new SftpClient(client, await promised<SFTPWrapper>((done) => client.sftp(done)), gone);
    } catch (error) {
      client.end();
      const unknown = seen !== '' && !settings.hostKeys.includes(seen);
      const reason = unknown ? `its host key ${seen} is not the one on file` : reasonOf(error);
      throw new Unreachable(`The SFTP server ${settings.host}:${settings.port} was not reached: ${reason}.`);
    }
  }

  async list(folder: string): Promise<RemoteFile[]> {
    const entries = await this.#ask<{ filename: string; attrs: Stats }[]>((done) =>
      this.#sftp.readdir(folder, done as never),
    );
    return entries
      .filter(({ attrs }) => attrs.isFile())
      .map(({ filename, attrs }) => ({ name: filename, sizeBytes: attrs.size, modifiedAt: attrs.mtime }));
  }

  /** Null for what is not there. */
  async sizeOf(path: string): Promise<number | null> {
    return this.#ask<Stats>((done) => this.#sftp.stat(path, done)).then(
      ({ size }) => size,
      (error: unknown) => {
        if ((error as { code?: unknown }).code === ssh2.utils.sftp.STATUS_CODE.NO_SUCH_FILE) return null;
        throw error;
      },
    );
  }

  /** Refuses an existing target, as plain rename does. */
  rename(from: string, to: string): Promise<void> {
    return this.#ask<void>((done) => this.#sftp.rename(from, to, done as Callback<void>));
  }

  remove(path: string): Promise<void> {
    return this.#ask<void>((done) => this.#sftp.unlink(path, done as Callback<void>));
  }

  async *read(path: string): AsyncGenerator<Uint8Array> {
    const handle = await this.#ask<Buffer>((done) => this.#sftp.open(path, 'r', done));
    try {
      for (let at = 0; ; ) {
        const chunk = Buffer.alloc(CHUNK_BYTES);
        const length = await this.#ask<number>((done) =>
          this.#sftp.read(handle, chunk, 0, CHUNK_BYTES, at, (error, bytes) => done(error, bytes)),
        );
        if (length === 0) return;
        at += length;
        yield chunk.subarray(0, length);
      }
    } finally {
      await this.#ask<void>((done) => this.#sftp.close(handle, done as Callback<void>)).catch(() => undefined);
    }
  }

  write(path: string, bytes: Buffer): Promise<void> {
    return this.#ask<void>((done) => this.#sftp.writeFile(path, bytes, done as Callback<void>));
  }

  async close(): Promise<void> {
    this.#client.end();
  }

  /** A connection that ends before or while something is asked would leave the question without an answer for ever. */
  #ask<Value>(ask: (done: Callback<Value>) => void): Promise<Value> {
    return new Promise((resolve, reject) => {
      const lost = () => reject(new Unreachable('The connection to the SFTP server was lost.'));
      if (this.#gone.is) return lost();
      this.#client.once('close', lost);
      ask((error, value) => {
        this.#client.removeListener('close', lost);
        if (error) reject(error);
        else resolve(value);
      });
    });
  }
}

const promised = <Value>(ask: (done: Callback<Value>) => void): Promise<Value> =>
  new Promise((resolve, reject) => ask((error, value) => (error ? reject(error) : resolve(value))));

const loginOf = ({ host, port, user }: SftpSettings, secrets: ChannelSecrets): ConnectConfig => ({
  host,
  port,
  username: user,
  readyTimeout: READY_MS,
  keepaliveInterval: READY_MS,
  ...(secrets.sftpPrivateKey ? { privateKey: secrets.sftpPrivateKey } : {}),
  ...(secrets.sftpPassphrase ? { passphrase: secrets.sftpPassphrase } : {}),
  ...(secrets.sftpPassword ? { password: secrets.sftpPassword } : {}),
});
