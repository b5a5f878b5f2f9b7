import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Gatherer } from '../src/gatherer.ts';

const echo = (batches: (readonly number[])[]) => async (items: readonly number[]) => {
  batches.push(items);
  return items.map((value) => ({ value }));
};

describe('gatherer', () => {
  it('never keeps one waiting who comes alone', async () => {
    const batches: (readonly number[])[] = [];
    const gatherer = new Gatherer(
      echo(batches),
      () => true,
      60_000,
      () => false,
    );
    for (const item of [1, 2, 3]) expect(await gatherer.run(item)).toBe(item);
    expect(batches).toEqual([[1], [2], [3]]);
  });

  it('lets many share a batch in a crowd', async () => {
    const batches: (readonly number[])[] = [];
    const gatherer = new Gatherer(
      echo(batches),
      (items) => items.length < 4,
      200,
      () => true,
    );
    await gatherer.run(0);
    const others: Promise<number>[] = [];
    for (const item of [1, 2, 3, 4, 5]) {
      others.push(gatherer.run(item));
      // Each has its own turn of the event loop, as requests have.
      await sleep(1);
    }
    expect(await Promise.all(others)).toEqual([1, 2, 3, 4, 5]);
    expect(batches).toEqual([[0], [1, 2, 3, 4], [5]]);
  });

  it('fails one item alone, or the batch as a whole', async () => {
    const gatherer = new Gatherer<string, string>(
      async (items) => {
        if (items.includes('all')) throw new Error('the batch');
        return items.map((value) => (value === 'one' ? { error: new Error('the item') } : { value }));
      },
      () => true,
      0,
      () => false,
    );
    const both = ['one', 'good'].map((item) => gatherer.run(item));
    await expect(both[0]).rejects.toThrow('the item');
    await expect(both[1]).resolves.toBe('good');
    await expect(gatherer.run('all')).rejects.toThrow('the batch');
    await expect(gatherer.run('later')).resolves.toBe('later');
  });
});
