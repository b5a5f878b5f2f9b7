import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { entity } from '../src/channel/as2/mime.ts';
import { edi, encryptedByOpenssl, LIMIT, open, payload, sha256, signedByOpenssl, theirs } from './as2-crypto.ts';
import { openssl } from './openssl.ts';

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
