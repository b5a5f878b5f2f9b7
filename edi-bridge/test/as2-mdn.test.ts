import { describe, expect, it } from 'vitest';
import { readMdn, writeMdn } from '../src/channel/as2/mdn.ts';
import { edi, NOW, sha256, strangers, theirs } from './as2-crypto.ts';

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
