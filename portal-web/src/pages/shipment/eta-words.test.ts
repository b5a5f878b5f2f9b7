import { describe, expect, it } from 'vitest';
import type { Text } from '../../language/use-text.ts';
import { etaWords } from './eta-words.ts';

const t: Text = (id) => `[${id}]`;

describe('the reason of an estimate', () => {
  it.each([
    ['PROMISE', '[etaReason.PROMISE]'],
    ['AO', '[reason.AO]'],
    ['SD', '[milestone.SD]'],
    ['ESTIMATE', 'Dock is full'],
    [null, 'Dock is full'],
  ])('with code %s is said in Chinese as %s', (reasonCode, words) => {
    expect(etaWords({ reason: 'Dock is full', reasonCode }, 'zh-Hans', t)).toBe(words);
  });

  it('keeps the detail of the English words', () => {
    expect(etaWords({ reason: 'Weather: 8 h later', reasonCode: 'AO' }, 'en', t)).toBe('Weather: 8 h later');
  });
});
