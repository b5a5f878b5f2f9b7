import { describe, expect, it } from 'vitest';
import { headerOf, parseEntity } from '../src/channel/as2/mime.ts';
import { readName, writtenName } from '../src/channel/as2/names.ts';

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
