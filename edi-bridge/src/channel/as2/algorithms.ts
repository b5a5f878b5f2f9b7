/** Digests of signatures and MICs. SHA-1 is only there for partners whose rule says so. */
export const DIGESTS = ['sha1', 'sha256', 'sha384', 'sha512'] as const;
export type Digest = (typeof DIGESTS)[number];

/** Content ciphers; 3DES is only there for partners whose rule says so. */
export const CIPHERS = [
  'aes128-gcm',
  'aes192-gcm',
  'aes256-gcm',
  'aes128-cbc',
  'aes192-cbc',
  'aes256-cbc',
  '3des',
] as const;
export type Cipher = (typeof CIPHERS)[number];

export const DIGEST_OIDS: Readonly<Record<Digest, string>> = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

/** What OpenSSL calls a cipher, and how long its key and its initial vector are. */
export interface CipherFacts {
  readonly oid: string;
  readonly name: string;
  readonly key: number;
  readonly iv: number;
  /** It says itself whether the content was changed (AuthEnvelopedData, RFC 5083 and 5084). */
  readonly authenticated: boolean;
}

export const CIPHER_FACTS: Readonly<Record<Cipher, CipherFacts>> = {
  'aes128-gcm': { oid: '2.16.840.1.101.3.4.1.6', name: 'aes-128-gcm', key: 16, iv: 12, authenticated: true },
  'aes192-gcm': { oid: '2.16.840.1.101.3.4.1.26', name: 'aes-192-gcm', key: 24, iv: 12, authenticated: true },
  'aes256-gcm': { oid: '2.16.840.1.101.3.4.1.46', name: 'aes-256-gcm', key: 32, iv: 12, authenticated: true },
  'aes128-cbc': { oid: '2.16.840.1.101.3.4.1.2', name: 'aes-128-cbc', key: 16, iv: 16, authenticated: false },
  'aes192-cbc': { oid: '2.16.840.1.101.3.4.1.22', name: 'aes-192-cbc', key: 24, iv: 16, authenticated: false },
  'aes256-cbc': { oid: '2.16.840.1.101.3.4.1.42', name: 'aes-256-cbc', key: 32, iv: 16, authenticated: false },
  '3des': { oid: '1.2.840.113549.3.7', name: 'des-ede3-cbc', key: 24, iv: 8, authenticated: false },
};

export const digestOfOid = (oid: string): Digest | null => DIGESTS.find((name) => DIGEST_OIDS[name] === oid) ?? null;
export const cipherOfOid = (oid: string): Cipher | null =>
  CIPHERS.find((name) => CIPHER_FACTS[name].oid === oid) ?? null;

/** `sha256` and `SHA-256`, since old and new peers write it differently. */
export const digestNamed = (text: string): Digest | null => {
  const plain = text.trim().toLowerCase().replace('-', '');
  return DIGESTS.find((name) => name === plain) ?? null;
};

/** As RFC 5751 writes it in `micalg` and beside a MIC. */
export const micalgOf = (digest: Digest): string => digest.replace('sha', 'sha-');
