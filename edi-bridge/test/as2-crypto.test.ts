import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { CIPHERS, type Cipher } from '../src/channel/as2/algorithms.ts';
import { readMdn, writeMdn } from '../src/channel/as2/mdn.ts';
import { decodedBody, entity, headerOf, multipartOf, parametrized, parseEntity } from '../src/channel/as2/mime.ts';
import { readName, writtenName } from '../src/channel/as2/names.ts';
import { type Keyring, unwrap } from '../src/channel/as2/unwrap.ts';
import { payloadEntity, wrap } from '../src/channel/as2/wrap.ts';
import { fixture } from './fixtures.ts';
import { openssl, opensslKey, opensslText, ourKey, type TestKey } from './openssl.ts';

const LIMIT = 1024 * 1024;
const NOW = Date.parse('2026-03-01T12:00:00Z');
const edi = fixture('940-valid.x12');
const payload = payloadEntity(edi, 'application/EDI-X12', 'order.x12');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

let ours: TestKey;
let theirs: TestKey;
let strangers: TestKey;
const keyring = (): Keyring => ({ ours: [ours], theirs: [theirs.certificate] });
const open = (raw: Buffer, keys = keyring()) =>
  unwrap(parseEntity(raw), { keyring: keys, micDigest: 'sha256', limit: LIMIT });

beforeAll(() => {
  ours = ourKey('QUAYSIDE');
  theirs = opensslKey('ACME');
  strangers = opensslKey('MALLORY');
});

/** A signed message as OpenSSL makes it, in the name of the partner. */
const signedByOpenssl = (signer = theirs, ...more: string[]): Buffer =>
  openssl(
    'cms',
    '-sign',
    '-binary',
    '-md',
    'sha256',
    '-signer',
    signer.pem,
    '-inkey',
    signer.keyPem,
    ...more,
    '-in',
    payload.raw,
  );

const encryptedByOpenssl = (content: Buffer, cipher: string, to = ours, ...more: string[]): Buffer =>
  openssl('cms', '-encrypt', '-binary', cipher, ...more, '-in', content, to.pem);

describe('what OpenSSL makes', () => {
  it('is read when it is signed', () => {
    const opened = open(signedByOpenssl());
    expect(opened).toMatchObject({
      ok: true,
      value: { payload: edi, digest: 'sha256', cipher: null, mic: { value: sha256(payload.raw) } },
    });
  });

  it('is read when the content is inside the signature', () => {
    const opaque = openssl(
      ...['cms', '-sign', '-binary', '-nodetach', '-stream', '-signer', theirs.pem, '-inkey', theirs.keyPem],
      ...['-in', payload.raw],
    );
    expect(open(opaque)).toMatchObject({ ok: true, value: { payload: edi, mic: { value: sha256(payload.raw) } } });
  });

  it('is read when an elliptic key has signed it', () => {
    const elliptic = opensslKey('CURVE', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256');
    const keys = { ours: [], theirs: [elliptic.certificate] };
    expect(open(signedByOpenssl(elliptic), keys)).toMatchObject({ ok: true, value: { payload: edi } });
    const wrapped = wrap(payload, { sign: { by: elliptic, digest: 'sha256' }, encrypt: null, compress: 'NONE' }, NOW);
    expect(opensslVerify(wrapped.message.raw, elliptic)).toEqual(payload.raw);
  });

  it.each([
    ['-aes-128-gcm', 'aes128-gcm'],
    ['-aes-256-gcm', 'aes256-gcm'],
    ['-aes128', 'aes128-cbc'],
    ['-aes192', 'aes192-cbc'],
    ['-aes256', 'aes256-cbc'],
    ['-des3', '3des'],
  ])('is read when it is encrypted with %s', (option, cipher) => {
    const opened = open(encryptedByOpenssl(signedByOpenssl(), option));
    expect(opened).toMatchObject({ ok: true, value: { payload: edi, cipher, mic: { value: sha256(payload.raw) } } });
    const bare = open(encryptedByOpenssl(payload.raw, option, ours, '-stream', '-keyid'));
    expect(bare).toMatchObject({
      ok: true,
      value: { payload: edi, signedBy: null, mic: { value: sha256(payload.raw) } },
    });
  });

  it('is read when the key travels by OAEP', () => {
    const args = ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256'];
    const encrypted = openssl(
      ...['cms', '-encrypt', '-binary', '-aes256', '-recip', ours.pem, ...args, '-in', payload.raw],
    );
    expect(open(encrypted)).toMatchObject({ ok: true, value: { payload: edi } });
  });
});

/** OpenSSL's own MIME reader changes line ends, so it is given content and signature apart. */
function opensslVerify(message: Buffer, signer = ours): Buffer {
  const { headers, body } = parseEntity(message);
  const [content, signature] = multipartOf(
    body,
    parametrized(headerOf(headers, 'content-type')).parameters['boundary'],
  );
  if (!content || !signature) throw new TypeError('not signed');
  const der = decodedBody(parseEntity(signature));
  const from = ['cms', '-verify', '-binary', '-purpose', 'any', '-CAfile', signer.pem, '-inform', 'DER', '-in', der];
  return openssl(...from, '-content', content);
}

const opensslDecrypt = (message: Buffer): Buffer =>
  openssl(
    ...['cms', '-decrypt', '-binary', '-recip', theirs.pem, '-inkey', theirs.keyPem, '-inform', 'DER'],
    ...['-in', parseEntity(message).body],
  );

describe('what we make', () => {
  const signing = () => ({ by: ours, digest: 'sha256' as const });

  it.each(CIPHERS)('is read by OpenSSL: signed, and encrypted with %s', (cipher: Cipher) => {
    const encryption = { to: [theirs.certificate, strangers.certificate], cipher };
    const { message, mic } = wrap(payload, { sign: signing(), encrypt: encryption, compress: 'NONE' }, NOW);
    const signed = opensslDecrypt(message.raw);
    expect(opensslVerify(signed)).toEqual(payload.raw);
    expect(mic.value).toBe(sha256(payload.raw));
  });

  it('is compressed as RFC 3274 says', () => {
    const { message } = wrap(payload, { sign: null, encrypt: null, compress: 'BEFORE_SIGNING' }, NOW);
    const places = [
      ...opensslText('asn1parse', '-inform', 'DER', '-in', message.body).matchAll(/(\d+):d=.*OCTET STRING/g),
    ];
    expect(places).toHaveLength(1);
    const packed = openssl(
      'asn1parse',
      '-inform',
      'DER',
      '-in',
      message.body,
      '-strparse',
      places[0]?.[1] ?? '',
      '-noout',
    );
    expect(inflateSync(packed)).toEqual(payload.raw);
  });

  it('is signed as OpenSSL sees it in an MDN', () => {
    const notice = { originalMessageId: '<1@acme>', recipient: 'Quay side', failed: null, mic: null, text: 'Fine.' };
    const mdn = writeMdn(notice, { by: ours, digest: 'sha256' }, NOW);
    const report = opensslVerify(mdn.raw).toString();
    expect(report).toContain('Final-Recipient: rfc822; "Quay side"\r\nOriginal-Message-ID: <1@acme>\r\n');
    expect(report).toContain('Disposition: automatic-action/MDN-sent-automatically; processed\r\n');
  });
});

/** Content that RFC 3274 would have another program compress. */
function compressedByHand(content: Buffer): Buffer {
  const conf = [
    'asn1=SEQUENCE:ci',
    ...['[ci]', 'type=OID:1.2.840.113549.1.9.16.1.9', 'content=EXPLICIT:0,SEQUENCE:cd'],
    ...['[cd]', 'version=INTEGER:0', 'alg=SEQUENCE:alg', 'eci=SEQUENCE:eci'],
    ...['[alg]', 'oid=OID:1.2.840.113549.1.9.16.3.8'],
    ...['[eci]', 'type=OID:1.2.840.113549.1.7.1'],
    `data=EXPLICIT:0,FORMAT:HEX,OCTETSTRING:${deflateSync(content).toString('hex')}`,
  ];
  const der = openssl('asn1parse', '-genconf', Buffer.from(conf.join('\n')), '-noout');
  return entity([{ name: 'Content-Type', value: 'application/pkcs7-mime; smime-type=compressed-data' }], der).raw;
}

describe('compressed content', () => {
  it('is unpacked, alone, signed or encrypted', () => {
    const packed = compressedByHand(payload.raw);
    const mic = { value: sha256(payload.raw) };
    expect(open(packed)).toMatchObject({ ok: true, value: { payload: edi, compressed: true, mic } });
    expect(open(encryptedByOpenssl(packed, '-aes128'))).toMatchObject({ ok: true, value: { payload: edi, mic } });
    const signed = openssl(
      ...['cms', '-sign', '-binary', '-signer', theirs.pem, '-inkey', theirs.keyPem, '-in', packed],
    );
    // What was signed is the compressed part.
    expect(open(signed)).toMatchObject({ ok: true, value: { payload: edi, mic: { value: sha256(packed) } } });
    const around = compressedByHand(signedByOpenssl());
    expect(open(around)).toMatchObject({ ok: true, value: { payload: edi, mic } });
  });

  it('is not unpacked beyond the limit', () => {
    const bomb = compressedByHand(Buffer.concat([payload.raw, Buffer.alloc(200 * LIMIT)]));
    expect(bomb.length).toBeLessThan(LIMIT);
    expect(open(bomb)).toMatchObject({
      ok: false,
      failure: { disposition: 'unexpected-processing-error', reason: expect.stringContaining('more than 1 MiB') },
    });
  });
});

describe('a message that we wrap', () => {
  const back = (): Keyring => ({ ours: [theirs], theirs: [ours.certificate] });
  const cases = [null, 'sha1', 'sha256', 'sha512'].flatMap((digest) =>
    [null, '3des', 'aes256-cbc', 'aes256-gcm'].flatMap((cipher) =>
      ['NONE', 'BEFORE_SIGNING', 'AFTER_SIGNING'].map((when) => ({ digest, cipher, when })),
    ),
  );
  it.each(cases)('has one MIC on both sides: $digest, $cipher, compress $when', ({ digest, cipher, when }) => {
    const { message, mic } = wrap(
      payload,
      {
        sign: digest ? { by: ours, digest: digest as 'sha256' } : null,
        encrypt: cipher ? { to: [theirs.certificate], cipher: cipher as Cipher } : null,
        compress: when as 'NONE',
      },
      NOW,
    );
    expect(open(message.raw, back())).toMatchObject({ ok: true, value: { payload: edi, mic, digest, cipher } });
  });
});

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

/** The outermost headers may be damaged so that they are none: the door answers that before anybody opens anything. */
function openQuietly(raw: Buffer): ReturnType<typeof open> {
  try {
    return open(raw);
  } catch (error) {
    if (!/header/.test(String(error))) throw error;
    return { ok: false, failure: { disposition: 'unexpected-processing-error', reason: '' } };
  }
}

describe('an MDN', () => {
  const notice = {
    originalMessageId: '<1@quayside>',
    recipient: 'ACME',
    failed: null,
    mic: { value: sha256(edi), digest: 'sha256' as const },
    text: 'The message was received.',
  };

  it('says what was received', () => {
    const mdn = writeMdn(notice, { by: theirs, digest: 'sha256' }, NOW);
    expect(readMdn(mdn, [theirs.certificate])).toMatchObject({
      ok: true,
      mdn: { originalMessageId: '<1@quayside>', processed: true, mic: notice.mic },
    });
    const failed = writeMdn({ ...notice, failed: 'decryption-failed', mic: null }, null, NOW);
    expect(readMdn(failed, [])).toMatchObject({ ok: true, mdn: { processed: false, mic: null, signedBy: null } });
  });

  it('that somebody else has signed is worth nothing', () => {
    const mdn = writeMdn(notice, { by: strangers, digest: 'sha256' }, NOW);
    expect(readMdn(mdn, [theirs.certificate])).toMatchObject({ ok: false });
  });
});

describe('an AS2 name', () => {
  it.each([
    ['ACME', 'ACME'],
    ['Acme Foods', '"Acme Foods"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
  ])('%s is written %s and read again', (name, written) => {
    expect(writtenName(name)).toBe(written);
    expect(readName(written)).toBe(name);
  });

  it.each(['', 'Acme Foods', '"open', 'a"b', 'é', '"', 'x'.repeat(129)])('%j is none', (written) => {
    expect(readName(written)).toBeNull();
  });

  it('keeps the headers of a part apart', () => {
    const parsed = parseEntity(Buffer.from('A: 1\r\nB: two\r\n  lines\r\n\r\nbody\r\n\r\nmore'));
    expect(headerOf(parsed.headers, 'b')).toBe('two lines');
    expect(parsed.body.toString()).toBe('body\r\n\r\nmore');
  });
});
