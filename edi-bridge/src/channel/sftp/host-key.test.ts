import ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import { newHostKey } from './host-key.ts';

it('makes host keys that can all be read again', () => {
  const malformed = Array.from({ length: 3_000 }, newHostKey).filter(
    (key) => ssh2.utils.parseKey(key) instanceof Error,
  );
  expect(malformed).toEqual([]);
});
