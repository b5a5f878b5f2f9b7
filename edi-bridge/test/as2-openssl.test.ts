import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CIPHERS, type Cipher } from '../src/channel/as2/algorithms.ts';
import { writeMdn } from '../src/channel/as2/mdn.ts';
import { decodedBody, headerOf, multipartOf, parametrized, parseEntity } from '../src/channel/as2/mime.ts';
import { wrap } from '../src/channel/as2/wrap.ts';
import {
  edi,
  encryptedByOpenssl,
  NOW,
  open,
  ours,
  payload,
  sha256,
  signedByOpenssl,
  strangers,
  theirs,
} from './as2-crypto.ts';
import { openssl, opensslKey, opensslText } from './openssl.ts';

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
