import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type OwnKey, ownKey, selfSigned } from '../src/channel/as2/certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'quayside-openssl-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const fileOf = (bytes: Buffer | string): string => {
  const path = join(folder, String(++files));
  writeFileSync(path, bytes);
  return path;
};

/** The system's OpenSSL, an implementation of CMS that is not ours: gives what it writes. Buffers become files. */
export function openssl(...args: (string | Buffer)[]): Buffer {
  const out = join(folder, String(++files));
  // Some commands take everything after their options for a file, so the output is named first.
  run(...args.slice(0, 1), '-out', out, ...args.slice(1));
  return readFileSync(out);
}

/** What OpenSSL prints. */
export const opensslText = (...args: (string | Buffer)[]): string => run(...args).toString();

function run(...args: (string | Buffer)[]): Buffer {
  const given = args.map((arg) => (typeof arg === 'string' ? arg : fileOf(arg)));
  return execFileSync('openssl', given, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A key and a certificate, as OpenSSL reads them and as we do. */
export interface TestKey extends OwnKey {
  readonly pem: Buffer;
  readonly keyPem: Buffer;
}

/** A key that OpenSSL has made. */
export function opensslKey(name: string, ...kind: string[]): TestKey {
  const [pem, keyPem] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  const made = kind.length > 0 ? kind : ['rsa:2048'];
  const args = ['-x509', '-nodes', '-newkey', ...made, '-subj', `/CN=${name}`, '-days', '90'];
  run('req', ...args, '-keyout', keyPem, '-out', pem);
  return testKey(readFileSync(pem), readFileSync(keyPem));
}

/** A key that we have made. */
export function ourKey(name: string, from = Date.now(), days = 90): TestKey {
  const { certificate, key } = selfSigned(name, from, days, 2048);
  return testKey(Buffer.from(certificate), Buffer.from(key));
}

const testKey = (pem: Buffer, keyPem: Buffer): TestKey => ({
  ...ownKey(pem.toString(), keyPem.toString()),
  pem,
  keyPem,
});
