import { setTimeout as sleep } from 'node:timers/promises';

/** What became of one item of a batch: batches fail item by item, or as a whole by throwing. */
export type Outcome<Result> = { readonly value: Result } | { readonly error: unknown };

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Works on one batch at a time, in the order in which items came: while one batch is worked on, the next gathers. Who
 * comes alone never waits; where several come at once, batches keep a pace, so that many share the costs of each.
 */
export class Gatherer<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Outcome<Result>[]>;
  readonly #fits: (items: readonly Item[], next: Item) => boolean;
  readonly #paceMs: number;
  readonly #waiting: Waiting<Item, Result>[] = [];
  #running = false;
  #beganAt = Number.NEGATIVE_INFINITY;
  #lastSize = 0;

  /** `fits` says whether a batch that has begun may take one more; under load, batches begin `paceMs` apart. */
  constructor(
    work: (items: readonly Item[]) => Promise<readonly Outcome<Result>[]>,
    fits: (items: readonly Item[], next: Item) => boolean,
    paceMs: number,
  ) {
    this.#work = work;
    this.#fits = fits;
    this.#paceMs = paceMs;
  }

  run(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      await this.#keepPace();
      const batch = this.#take();
      const items = batch.map(({ item }) => item);
      const outcomes = await this.#work(items).catch((error: unknown) => items.map(() => ({ error })));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index] ?? { error: new TypeError('a batch must have an outcome for each item') };
        if ('error' in outcome) reject(outcome.error);
        else resolve(outcome.value);
      }
    }
    this.#running = false;
  }

  async #keepPace(): Promise<void> {
    const rest = this.#beganAt + this.#paceMs - performance.now();
    // One at a time, each after the answer to the last, is no load: nobody would be gained by waiting.
    if (rest > 0 && (this.#lastSize > 1 || this.#waiting.length > 1)) await sleep(rest);
    this.#beganAt = performance.now();
  }

  #take(): Waiting<Item, Result>[] {
    const items: Item[] = [];
    for (const { item } of this.#waiting) {
      if (items.length > 0 && !this.#fits(items, item)) break;
      items.push(item);
    }
    this.#lastSize = items.length;
    return this.#waiting.splice(0, items.length);
  }
}
