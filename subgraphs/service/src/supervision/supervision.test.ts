import { DAY } from '@quayside/shared/instant';
import { describe, expect, it } from 'vitest';
import { type DrawOrder, drawFault, drawLot, followedUp, judge, type Review, seedOf } from './supervision.ts';

const ORDER: DrawOrder = { kind: 'CASE', closedFrom: 0, closedTo: 30 * DAY, percent: 10 };
const NOW = 31 * DAY;
const items = Array.from({ length: 25 }, (_, index) => ({ number: `CS-${index}` }));

const aReview = (change: Partial<Review> = {}): Review => ({
  ...{ id: 'R', drawId: 'D', itemKind: 'CASE', itemId: 'C', number: 'CS-1', title: 'Late', accountId: 'A' },
  ...{ ownerId: 'OWNER', openedAt: 0, dueAt: 1, closedAt: 2, position: 1, state: 'DRAWN', score: null, remarks: null },
  ...{ followUp: null, reviewedBy: null, reviewedAt: null, followUpResult: null, followedUpBy: null },
  ...{ followedUpAt: null, version: 1 },
  ...change,
});
const BOSS = { id: 'BOSS', name: 'Erin', now: NOW };

describe('a draw', () => {
  it('takes the share rounded up, whatever the order of the list', () => {
    const seed = seedOf(ORDER, '/group/');
    const lot = drawLot(items, seed, 10);
    expect(lot).toHaveLength(3);
    expect(drawLot([...items].reverse(), seed, 10)).toEqual(lot);
    expect(drawLot(items, seedOf({ ...ORDER, closedFrom: DAY }, '/group/'), 10)).not.toEqual(lot);
    expect(drawLot(items, seed, 100)).toHaveLength(25);
    expect(drawLot([], seed, 10)).toEqual([]);
  });

  it.each([
    [{ percent: 0 }, 'DRAW_SHARE'],
    [{ percent: 12.5 }, 'DRAW_SHARE'],
    [{ closedFrom: 30 * DAY }, 'DRAW_PERIOD'],
    [{ closedTo: 500 * DAY }, 'DRAW_PERIOD'],
    [{ closedTo: 32 * DAY }, 'DRAW_PERIOD_OPEN'],
  ])('with %o is refused as %s', (change, code) => {
    expect(drawFault({ ...ORDER, ...change }, NOW)).toMatchObject({ refusal: { code } });
    expect(drawFault(ORDER, NOW)).toBeNull();
  });
});

describe('a review', () => {
  it.each([
    [{ state: 'REVIEWED' }, {}, 'REVIEW_DONE'],
    [{ ownerId: 'BOSS' }, {}, 'REVIEW_OWN'],
    [{}, { score: 6 }, 'SCORE_RANGE'],
    [{}, { remarks: ' ' }, 'REMARKS_MISSING'],
  ] as const)('of %o with %o is refused as %s', (change, verdict, code) => {
    const judged = judge(aReview(change), { score: 3, remarks: 'Slow', followUp: null, ...verdict }, BOSS);
    expect(judged).toMatchObject({ refusal: { code } });
  });

  it('is over, or asks for something that is then done', () => {
    const verdict = { score: 2, remarks: 'Slow', followUp: null };
    expect(judge(aReview(), verdict, BOSS)).toMatchObject({ value: { state: 'REVIEWED', score: 2 } });
    const asked = judge(aReview(), { ...verdict, followUp: 'Call them' }, BOSS);
    expect(asked).toMatchObject({ value: { state: 'FOLLOW_UP' } });
    if (!asked.ok) throw new Error('refused');
    expect(followedUp(asked.value, '', BOSS)).toMatchObject({ refusal: { code: 'REASON_MISSING' } });
    expect(followedUp(asked.value, 'Called', BOSS)).toMatchObject({ value: { state: 'FOLLOWED_UP' } });
    expect(followedUp(aReview(), 'Called', BOSS)).toMatchObject({ refusal: { code: 'NO_FOLLOW_UP' } });
  });
});
