import { AsyncResource } from 'node:async_hooks';
import type { Log } from '@quayside/shared/log';

/** Work that is done again and again, never twice at a time. */
export interface Repeated {
  /** Does it soon, without waiting for the next round; also from inside the transaction that makes the work. */
  wake(): void;
  /** Resolves when what runs has come to its end. */
  stop(): Promise<void>;
}

/** By then, the transaction that has woken it is committed. */
const SOON_MS = 50;

/** Does some work every so often; a failure is logged and tried again in the next round. */
export function repeat(name: string, everyMs: number, log: Log, work: () => Promise<void>): Repeated {
  let stopped = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  const round = async (): Promise<void> => {
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        if (!stopped) log.error({ err: error, work: name }, 'a round of work failed; it is tried again');
      }
    } while (again && !stopped);
    running = null;
    if (!stopped) timer = setTimeout(start, everyMs).unref();
  };
  const start = (): void => {
    clearTimeout(timer);
    again = running !== null;
    running ??= stopped ? null : round();
  };
  // Whoever wakes it may be in a transaction, of which the work must be no part: it starts from where it was made.
  const soon = AsyncResource.bind(() => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(start, SOON_MS).unref();
  });
  start();
  return {
    wake: soon,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
