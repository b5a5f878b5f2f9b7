import { describe, expect, it } from 'vitest';
import type { Cipher } from '../src/channel/as2/algorithms.ts';
import type { Keyring } from '../src/channel/as2/unwrap.ts';
import { wrap } from '../src/channel/as2/wrap.ts';
import { edi, NOW, open, ours, payload, theirs } from './as2-crypto.ts';

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
