import { describe, expect, it } from 'vitest';
import { likeness, mostAlike, termsOf } from './likeness.ts';

describe('likeness', () => {
  it('goes by words, and by pairs of characters where there are no spaces', () => {
    expect(termsOf('The seal of a pallet, THE SEAL')).toEqual(
      ['pallet', 'the', 'seal'].sort((a, b) => b.length - a.length),
    );
    expect(termsOf('封条破损')).toEqual(['封条', '条破', '破损']);
    expect(termsOf('a, of - 1')).toEqual([]);
  });

  it('weighs a word by the best place that it is found in', () => {
    const places = [
      { text: 'Broken seal', weight: 3 },
      { text: 'The seal was broken at the dock', weight: 1 },
    ];
    expect(likeness(['seal', 'dock', 'ship'], places)).toBe(4);
    expect(likeness([], places)).toBe(0);
  });

  it('brings the most alike first and leaves out what shares nothing', () => {
    const all = ['late truck', 'broken seal', 'seal'];
    const placesOf = (text: string) => [{ text, weight: 1 }];
    expect(mostAlike(all, ['seal', 'broken'], { placesOf, most: 5 })).toEqual(['broken seal', 'seal']);
    expect(mostAlike(all, ['seal'], { placesOf, most: 1 })).toEqual(['broken seal']);
  });
});
