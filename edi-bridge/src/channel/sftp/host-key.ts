import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';
import { keyFile } from '../secret-box.ts';

/** The key by which partners know our SFTP server; made once, and kept. */
export const hostKey = (home: string): Promise<Buffer> => keyFile(home, 'sftp-host', newHostKey);

/**
 * An ed25519 key in OpenSSH's form that can be read again. ssh2 1.17 cuts zeros off the front of a public key, so that
 * about one of 256 that it makes is malformed: kept as it is, it would stop this and every later start.
 */
export function newHostKey(): Buffer {
  for (;;) {
    const made = ssh2.utils.generateKeyPairSync('ed25519').private;
    if (!(ssh2.utils.parseKey(made) instanceof Error)) return Buffer.from(made);
  }
}

/** `SHA256:…`, as ssh-keygen prints it. */
export const fingerprintOf = (publicKey: Buffer): string =>
  `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`;

/** Of a key in OpenSSH's form, `ssh-ed25519 AAAA… comment`. */
export const publicKeyFingerprint = (line: string): string =>
  fingerprintOf(Buffer.from(line.split(' ')[1] ?? '', 'base64'));

export async function hostKeyFingerprint(home: string): Promise<string> {
  const key = ssh2.utils.parseKey(await hostKey(home));
  if (key instanceof Error) throw key;
  return fingerprintOf(key.getPublicSSH());
}
