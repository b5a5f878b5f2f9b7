import { describe, expect, it } from 'vitest';
import { decodePageKey, encodePageKey } from '../src/page.ts';

describe('the cursor of a page', () => {
  it('comes back as it was given', () => {
    for (const key of [
      { at: 1_772_000_000_000, id: '01KAXV' },
      { at: -5, id: 'a:b' },
    ])
      expect(decodePageKey(encodePageKey(key))).toEqual(key);
  });

  it.each([null, undefined, ''])('may be missing: %s', (cursor) => {
    expect(decodePageKey(cursor)).toBeNull();
  });

  const foreign = (text: string) => Buffer.from(text).toString('base64url');
  it.each([
    '!!!',
    'shipment.1',
    foreign('x:y'),
    foreign('1:'),
    foreign('9e9:y'),
    `${foreign('1:y')}!`,
    `${foreign('1:y')}=`,
  ])('is refused when it is none: %s', (cursor) => {
    expect(() => decodePageKey(cursor)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
