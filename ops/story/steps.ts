import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000;
const LOOK_MS = 20;

/** Runs the story step by step, prints each with its time, and remembers whether all held. */
export class Steps {
  #failed = 0;

  get failed(): number {
    return this.#failed;
  }

  /**
   * One step. Its text may be completed by what the step found out.
   * @throws Error when it did not hold: what follows would make no sense.
   */
  async step<T>(text: string, work: () => Promise<T>, found: (value: T) => string = () => ''): Promise<T> {
    const started = performance.now();
    try {
      const value = await work();
      const more = found(value);
      console.log(`${elapsed(started)}  ok      ${text}${more ? `: ${more}` : ''}`);
      return value;
    } catch (error) {
      this.#failed++;
      console.log(`${elapsed(started)}  FAILED  ${text}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  }
}

const elapsed = (started: number): string => `${(performance.now() - started).toFixed(0).padStart(7)} ms`;

/** Looks again until there is something. @throws Error naming what never came. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const value = await look();
    if (value) return value;
    await sleep(LOOK_MS);
  }
  throw new Error(`${what} did not come within ${PATIENCE_MS / 1000} s`);
}
