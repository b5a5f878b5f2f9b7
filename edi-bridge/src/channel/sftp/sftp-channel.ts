import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { ChannelSecrets } from '../channel.ts';
import { type OutChannel, type OutFile, type Sent, Unreachable } from '../port.ts';
import type { ChannelRow } from '../table.ts';
import { SftpClient } from './sftp-client.ts';

/** Puts files on a partner's SFTP server. */
export class SftpChannel implements OutChannel {
  readonly #ending: AbortSignal;

  constructor({ ending }: { readonly ending: AbortSignal }) {
    this.#ending = ending;
  }

  async open({ settings: { sftp } }: ChannelRow, secrets: ChannelSecrets) {
    if (!sftp) throw new Unreachable('SFTP is not set up.');
    const client = await SftpClient.connect(sftp, secrets, this.#ending);
    return {
      send: (file: OutFile) => put(client, sftp.putInto, file),
      close: () => client.close(),
    };
  }
}

/** Written under another name and renamed when it is whole. A name that is taken is an error, not a loss. */
async function put(client: SftpClient, folder: string, { name, bytes }: OutFile): Promise<Sent> {
  const path = posix.join(folder, name);
  const there = await client.sizeOf(path);
  if (there !== null) {
    // A try that was cut off after the rename: what lies there is what we would put.
    if (there === bytes.length && (await hashOf(client.read(path))) === hashOfBytes(bytes))
      return { kind: 'delivered' };
    return { kind: 'refused', reason: `There is another file ${name} in ${folder} already.` };
  }
  await client.write(`${path}.tmp`, bytes);
  await client.rename(`${path}.tmp`, path);
  return { kind: 'delivered' };
}

async function hashOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

const hashOfBytes = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
