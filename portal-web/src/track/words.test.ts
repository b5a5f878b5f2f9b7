import { describe, expect, it } from 'vitest';
import english from './messages/en.json';
import simplified from './messages/zh-Hans.json';
import traditional from './messages/zh-Hant.json';
import { momentsIn } from './moments.ts';
import { speak, wordFor } from './words.ts';

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe('the catalogs', () => {
  it.each([
    ['zh-Hans', simplified],
    ['zh-Hant', traditional],
  ])('have the same messages and placeholders in %s', (_, catalog) => {
    expect(Object.keys(catalog)).toEqual(Object.keys(english));
    const texts: Readonly<Record<string, string>> = catalog;
    for (const [key, text] of Object.entries(english))
      expect(placeholders(texts[key] ?? '')).toEqual(placeholders(text));
  });

  it('write traditional characters in the traditional one', () => {
    // Characters of the simplified catalog that have another traditional form.
    expect(Object.values(traditional).join('')).not.toMatch(
      /[货运输这单达约诺时间据现链销损评价图点开关车门后从发两体页码离丢话请联]/u,
    );
  });

  it('keep what has no value as it is', () => {
    expect(speak(english)('page.from', { shipper: 'A {b}' })).toBe('From A {b}');
    expect(speak(english)('page.from')).toBe('From {shipper}');
  });

  it('know no word for a code of nobody', () => {
    expect(wordFor(english, 'milestone', 'D1')).toBe('Delivered, unloading completed');
    expect(wordFor(english, 'milestone', 'ZZ')).toBeNull();
    expect(wordFor(english, 'reason', 'toString')).toBeNull();
  });
});

describe('moments', () => {
  const moment = '2026-11-24T06:41:00.000Z';

  it('are told in the zone of the place', () => {
    expect(momentsIn('en').both(moment, 'America/Chicago').replace(/\s/g, ' ')).toBe('Tue, Nov 24, 12:41 AM CST');
    expect(momentsIn('en').both(moment, 'Asia/Taipei').replace(/\s/g, ' ')).toBe('Tue, Nov 24, 2:41 PM GMT+8');
  });

  it('name the offset where CST would mislead', () => {
    expect(momentsIn('zh-Hans').clock(moment, 'America/Chicago')).toMatch(/0:41 GMT\u20116$/);
    expect(momentsIn('zh-Hant').both(moment, 'Asia/Taipei')).toContain('GMT+8');
  });

  it('have an age in words of the language', () => {
    expect(momentsIn('en').age(30)).toBe('this minute');
    expect(momentsIn('en').age(7300)).toBe('2 hours ago');
    expect(momentsIn('zh-Hant').age(300)).toContain('分鐘前');
  });
});
