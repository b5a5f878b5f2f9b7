import { describe, expect, it } from 'vitest';
import { entity, parseEntity } from '../src/channel/as2/mime.ts';
import {
  edi,
  encryptedByOpenssl,
  keyring,
  open,
  ours,
  payload,
  signedByOpenssl,
  strangers,
  theirs,
} from './as2-crypto.ts';
import { openssl, opensslKey } from './openssl.ts';

/** The outermost headers may be damaged so that they are none: the door answers that before anybody opens anything. */
function openQuietly(raw: Buffer): ReturnType<typeof open> {
  try {
    return open(raw);
  } catch (error) {
    if (!/header/.test(String(error))) throw error;
    return { ok: false, failure: { disposition: 'unexpected-processing-error', reason: '' } };
  }
}

describe('a message that is not right', () => {
  const failure = (raw: Buffer, keys = keyring()) => {
    const opened = open(raw, keys);
    return opened.ok ? null : opened.failure.disposition;
  };

  it('is refused when somebody else has signed it', () => {
    expect(failure(signedByOpenssl(strangers))).toBe('authentication-failed');
    // A certificate with the partner's name and number is not the partner's certificate.
    const serial = `0x${theirs.certificate.serialNumber}`;
    const twin = opensslKey('ACME', 'rsa:2048', '-set_serial', serial);
    expect(failure(signedByOpenssl(twin))).toBe('authentication-failed');
  });

  it('is refused when it is for somebody else', () => {
    expect(failure(encryptedByOpenssl(payload.raw, '-aes128', strangers))).toBe('decryption-failed');
  });

  it('is refused when the content was changed', () => {
    const changed = Buffer.from(signedByOpenssl().toString('latin1').replace('SO-1', 'SO-9'), 'latin1');
    expect(failure(changed)).toBe('integrity-check-failed');
  });

  it('never gives other bytes, whichever byte is changed', () => {
    for (const raw of [signedByOpenssl(), openssl('cms', '-cmsout', '-in', signedByOpenssl())]) {
      for (let at = 0; at < raw.length; at += 13) {
        const tampered = Buffer.from(raw);
        tampered[at] = (tampered[at] ?? 0) ^ (1 << (at % 8));
        const opened = openQuietly(tampered);
        if (opened.ok && opened.value.signedBy) expect(opened.value.payload.equals(edi)).toBe(true);
      }
    }
  });

  it('is refused wherever it is cut', () => {
    const raw = encryptedByOpenssl(signedByOpenssl(), '-aes128', ours, '-stream');
    for (let length = 0; length < raw.length - 60; length += 29) {
      const opened = openQuietly(raw.subarray(0, length));
      expect(opened.ok && opened.value.signedBy !== null).toBe(false);
    }
  });

  it('gives no hint about the padding of its key', () => {
    const raw = parseEntity(encryptedByOpenssl(payload.raw, '-aes128'));
    const der = Buffer.from(raw.body.toString('latin1'), 'base64');
    // The wrapped key is the one value of 256 bytes: OCTET STRING, length 0x0100.
    const at = der.indexOf(Buffer.from([0x04, 0x82, 0x01, 0x00])) + 4;
    expect(at).toBeGreaterThan(4);
    for (const place of [0, 1, 100, 255]) {
      const tampered = Buffer.from(der);
      tampered[at + place] = (tampered[at + place] ?? 0) ^ 1;
      const message = entity([{ name: 'Content-Type', value: 'application/pkcs7-mime' }], tampered).raw;
      expect(failure(message)).toBe('decryption-failed');
    }
  });
});
