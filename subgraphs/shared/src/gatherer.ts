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
 * comes alone never waits; in a crowd, batches keep a pace, so that many share the costs of each.
 */
export class Gatherer<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Outcome<Result>[]>;
  readonly #fits: (items: readonly Item[], next: Item) => boolean;
  readonly #paceMs: number;
  readonly #crowded: () => boolean;
  readonly #waiting: Waiting<Item, Result>[] = [];
  #running = false;
  #beganAt = Number.NEGATIVE_INFINITY;

  /**
   * `fits` says whether a batch that has begun may take one more; batches begin `paceMs` apart while it is `crowded`.
   * Only the caller can know that: work that is done before the next item comes never sees two of them wait.
   */
  constructor(
    work: (items: readonly Item[]) => Promise<readonly Outcome<Result>[]>,
    fits: (items: readonly Item[], next: Item) => boolean,
    paceMs: number,
    crowded: () => boolean,
  ) {
    this.#work = work;
    this.#fits = fits;
    this.#paceMs = paceMs;
    this.#crowded = crowded;
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
    if (rest > 0 && this.#crowded()) await sleep(rest);
    this.#beganAt = performance.now();
  }

  #take(): Waiting<Item, Result>[] {
    const items: Item[] = [];
    for (const { item } of this.#waiting) {
      if (items.length > 0 && !this.#fits(items, item)) break;
      items.push(item);
    }
    return this.#waiting.splice(0, items.length);
  }
}
