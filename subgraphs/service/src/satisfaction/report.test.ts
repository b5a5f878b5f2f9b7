import { describe, expect, it } from 'vitest';
import { type Judged, lowestFifth, recommendationOf, traitsOf } from './report.ts';

const judged = (score: number, change: Partial<Judged> = {}): Judged => ({
  ...{ score, service: 'DELIVERY', region: 'east', causes: [] },
  ...change,
});

describe('the traits of both ends', () => {
  it('agree with a table worked by hand', () => {
    // Ten answers: a fifth is two. Bottom: the 1 and half of each 2. Top: two thirds of each of the three fives.
    const answers = [
      judged(1, { causes: ['SILENCE'] }),
      judged(2, { causes: ['SILENCE'], region: 'west' }),
      judged(2, { causes: ['LATE'] }),
      ...[judged(3), judged(3), judged(4), judged(4, { causes: ['LATE'] })],
      ...[judged(5), judged(5, { region: 'west' }), judged(5)],
    ];
    expect(lowestFifth(answers.map(({ score }) => score))).toEqual([1, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0]);
    const traits = traitsOf(answers) ?? [];
    const of = (value: string) => traits.find((trait) => trait.value === value);
    // Silence: bottom (1 + 0.5) / 2; middle 0.5 of 6; none at the top.
    expect(of('SILENCE')).toMatchObject({ answers: 2, thin: true, bottom: 0.75, top: 0 });
    expect(of('SILENCE')?.middle).toBeCloseTo(0.5 / 6);
    // Late: bottom 0.5 / 2; middle (0.5 + 1) / 6. That is the same: no trait of the dissatisfied.
    expect(of('LATE')).toMatchObject({ bottom: 0.25, middle: 0.25 });
    // West: bottom 0.5 / 2; middle (0.5 + 1/3) / 6; top (2/3) / 2.
    expect(of('west')).toMatchObject({ bottom: 0.25 });
    expect(of('west')?.middle).toBeCloseTo(5 / 36);
    expect(of('west')?.top).toBeCloseTo(1 / 3);
    expect(of('DELIVERY')).toMatchObject({ bottom: 1, middle: 1, top: 1 });
    expect(traits[0]?.value).toBe('SILENCE');
  });

  it('name a planted cause first, in whatever order the answers come', () => {
    const answers = Array.from({ length: 500 }, (_, n) =>
      judged(n % 5 === 0 ? 2 : 3 + (n % 3), {
        service: ['DELIVERY', 'CASE', 'CLAIM'][n % 3] ?? '',
        region: ['east', 'west'][n % 2] ?? '',
        causes: [...(n % 5 === 0 ? (['BILLING'] as const) : []), ...(n % 4 === 0 ? (['LATE'] as const) : [])],
      }),
    );
    const traits = traitsOf(answers);
    expect(traits?.[0]).toMatchObject({ dimension: 'CAUSE', value: 'BILLING', bottom: 1, middle: 0, thin: false });
    expect(traitsOf([...answers].reverse())).toEqual(traits);
  });

  it('are not made up from too little, and not found where all say the same', () => {
    expect(traitsOf(Array.from({ length: 9 }, () => judged(1)))).toBeNull();
    const same = traitsOf(Array.from({ length: 10 }, (_, n) => judged(4, { causes: n < 5 ? ['LATE'] : [] }))) ?? [];
    for (const { bottom, middle, top } of same) {
      expect(bottom).toBeCloseTo(middle);
      expect(top).toBeCloseTo(middle);
    }
  });
});

it('who would recommend us is counted by the usual bounds', () => {
  const given = (...scores: number[]) => recommendationOf((score) => scores.filter((one) => one === score).length);
  expect(given(10, 9, 8, 7, 6, 0)).toEqual({ promoters: 2, passives: 2, detractors: 2, score: 0 });
  expect(given(10, 9, 9, 6)).toMatchObject({ score: 50 });
  expect(given().score).toBeNull();
});
