import { describe, expect, it } from 'vitest';
import { customerTraitsOf, type Judged, lowestFifth, type Profile, recommendationOf, traitsOf } from './report.ts';

const judged = (score: number, change: Partial<Judged> = {}): Judged => ({
  ...{ score, accountId: 'A', occasion: 'DELIVERY', causes: [] },
  ...change,
});

const nobody: Profile = { services: [], modes: [], region: null, branch: null };

describe('the traits of both ends', () => {
  it('agree with a table worked by hand', () => {
    // Ten answers: a fifth is two. Bottom: the 1 and half of each 2. Top: two thirds of each of the three fives.
    const answers = [
      judged(1, { causes: ['SILENCE'] }),
      judged(2, { causes: ['SILENCE'], occasion: 'CLAIM' }),
      judged(2, { causes: ['LATE'] }),
      ...[judged(3), judged(3), judged(4), judged(4, { causes: ['LATE'] })],
      ...[judged(5), judged(5, { occasion: 'CLAIM' }), judged(5)],
    ];
    expect(lowestFifth(answers.map(({ score }) => score))).toEqual([1, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0]);
    const traits = traitsOf(answers) ?? [];
    const of = (value: string) => traits.find((trait) => trait.value === value);
    // Silence: bottom (1 + 0.5) / 2; middle 0.5 of 6; none at the top.
    expect(of('SILENCE')).toMatchObject({ answers: 2, thin: true, bottom: 0.75, top: 0 });
    expect(of('SILENCE')?.middle).toBeCloseTo(0.5 / 6);
    // Late: bottom 0.5 / 2; middle (0.5 + 1) / 6. That is the same: no trait of the dissatisfied.
    expect(of('LATE')).toMatchObject({ bottom: 0.25, middle: 0.25 });
    // Claims: bottom 0.5 / 2; middle (0.5 + 1/3) / 6; top (2/3) / 2.
    expect(of('CLAIM')).toMatchObject({ bottom: 0.25 });
    expect(of('CLAIM')?.middle).toBeCloseTo(5 / 36);
    expect(of('CLAIM')?.top).toBeCloseTo(1 / 3);
    expect(of('DELIVERY')).toMatchObject({ bottom: 0.75, customers: 1 });
    expect(traits[0]?.value).toBe('SILENCE');
  });

  it('name a planted cause first, in whatever order the answers come', () => {
    const answers = Array.from({ length: 500 }, (_, n) =>
      judged(n % 5 === 0 ? 2 : 3 + (n % 3), {
        occasion: ['DELIVERY', 'CASE', 'CLAIM'][n % 3] ?? '',
        causes: [...(n % 5 === 0 ? (['BILLING'] as const) : []), ...(n % 4 === 0 ? (['LATE'] as const) : [])],
      }),
    );
    const traits = traitsOf(answers);
    expect(traits?.[0]).toMatchObject({ dimension: 'CAUSE', value: 'BILLING', bottom: 1, middle: 0, thin: false });
    expect(traitsOf([...answers].reverse())).toEqual(traits);
  });

  it('are the same of answers that come alike and are counted together', () => {
    const alike = [
      { ...judged(1, { causes: ['SILENCE'] }), times: 3 },
      { ...judged(2, { accountId: 'B', occasion: 'CLAIM' }), times: 4 },
      { ...judged(4, { accountId: 'B', causes: ['LATE'] }), times: 12 },
      { ...judged(5), times: 2 },
    ];
    const single = alike.flatMap(({ times, ...one }) => Array.from({ length: times }, () => one));
    expect(traitsOf(alike)).toEqual(traitsOf(single));
    const profileOf = () => ({ ...nobody, region: 'East' });
    const five = ['A', 'B', 'C', 'D', 'E'].flatMap((accountId) => alike.map((one) => ({ ...one, accountId })));
    const fiveSingle = five.flatMap(({ times, ...one }) => Array.from({ length: times }, () => one));
    expect(customerTraitsOf(five, profileOf)).toEqual(customerTraitsOf(fiveSingle, profileOf));
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

describe('the traits of customers', () => {
  it('agree with a table of what they buy worked by hand', () => {
    // Ten customers by their mean: A 1, B 2, C to H 3 to 4, I and J 5. A fifth is two: A and B; I and J; six between.
    const given: Readonly<Record<string, readonly number[]>> = {
      ...{ A: [1, 1, 1, 1], B: [1, 3], C: [3], D: [3], E: [4, 3], F: [4], G: [4], H: [4], I: [5], J: [5, 5] },
    };
    const buys: Readonly<Record<string, Partial<Profile>>> = {
      A: { services: ['TRANSPORT', 'STORAGE'], modes: ['M'], region: 'West' },
      B: { services: ['TRANSPORT', 'STORAGE'], region: 'West' },
      C: { services: ['TRANSPORT', 'STORAGE'], region: 'West' },
      D: { services: ['TRANSPORT'], region: 'East' },
      E: { services: ['TRANSPORT', 'LABELLING'] },
      I: { services: ['LABELLING'], branch: 'boston' },
      J: { services: ['LABELLING', 'TRANSPORT'], branch: 'boston' },
    };
    const answers = Object.entries(given).flatMap(([accountId, scores]) =>
      scores.map((score) => judged(score, { accountId })),
    );
    const traits = customerTraitsOf(answers, (id) => ({ ...nobody, ...buys[id] })) ?? [];
    const of = (value: string) => traits.find((trait) => trait.value === value);
    // Storage: A and B of 2; C of 6; neither I nor J. Its customers have given 4 + 2 + 1 answers.
    expect(of('STORAGE')).toEqual({
      ...{ dimension: 'SERVICE', value: 'STORAGE', answers: 7, customers: 3, thin: true },
      ...{ bottom: 1, middle: 0.166666667, top: 0 },
    });
    // Labelling: none below; E of 6; I and J of 2.
    expect(of('LABELLING')).toMatchObject({ bottom: 0, middle: 0.166666667, top: 1, answers: 5 });
    // Transport: both below, C, D and E of 6, J alone of 2.
    expect(of('TRANSPORT')).toMatchObject({ bottom: 1, middle: 0.5, top: 0.5, customers: 6, thin: false });
    expect(of('M')).toMatchObject({ dimension: 'MODE', bottom: 0.5, middle: 0, top: 0 });
    expect(of('West')).toMatchObject({ dimension: 'REGION', bottom: 1, middle: 0.166666667, top: 0 });
    expect(of('boston')).toMatchObject({ dimension: 'BRANCH', bottom: 0, middle: 0, top: 1 });
  });

  it('are not told of fewer customers than a fifth needs, however much they say', () => {
    const of = (many: number) =>
      Array.from({ length: 100 }, (_, n) => judged(1 + (n % 5), { accountId: `A${n % many}` }));
    expect(customerTraitsOf(of(4), () => nobody)).toBeNull();
    expect(customerTraitsOf(of(5), () => ({ ...nobody, region: 'East' }))).toHaveLength(1);
    expect(customerTraitsOf([], () => nobody)).toBeNull();
  });
});

it('who would recommend us is counted by the usual bounds', () => {
  const given = (...scores: number[]) => recommendationOf((score) => scores.filter((one) => one === score).length);
  expect(given(10, 9, 8, 7, 6, 0)).toEqual({ promoters: 2, passives: 2, detractors: 2, score: 0 });
  expect(given(10, 9, 9, 6)).toMatchObject({ score: 50 });
  expect(given().score).toBeNull();
});
