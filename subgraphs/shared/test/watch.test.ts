import { expect, it } from 'vitest';
import { silentLog } from '../src/log.ts';
import { Watch } from '../src/watch.ts';

it('does what came due while it was looking before it says that all is done', async () => {
  let due = ['first'];
  const done: string[] = [];
  let goOn = (): void => {};
  const watch = new Watch({ everyMs: 60_000, log: silentLog, failure: 'not done' }, async () => {
    const seen = due;
    due = [];
    await new Promise<void>((resolve) => {
      goOn = resolve;
      if (seen[0] !== 'first') resolve();
    });
    done.push(...seen);
  });
  void watch.look();
  await Promise.resolve();
  due.push('second');
  const all = Promise.all([watch.look(), watch.look()]);
  goOn();
  await all;
  expect(done).toEqual(['first', 'second']);
  await watch.stop();
});
