/**
 * Lets few work at the same time, and few of one holder. Whoever waits is served in turn by holder, so that one who
 * brings much work waits for itself and not before others.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #perHolder: number;
  /** In the order in which the holders are next. */
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #running = new Map<string, number>();
  #busy = 0;

  constructor(atOnce: number, perHolder: number) {
    this.#atOnce = atOnce;
    this.#perHolder = perHolder;
  }

  async take<T>(holder: string, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((start) => {
      const queue = this.#waiting.get(holder) ?? [];
      queue.push(start);
      this.#waiting.set(holder, queue);
      this.#next();
    });
    try {
      return await work();
    } finally {
      this.#busy--;
      const left = (this.#running.get(holder) ?? 1) - 1;
      if (left > 0) this.#running.set(holder, left);
      else this.#running.delete(holder);
      this.#next();
    }
  }

  #next(): void {
    for (const [holder, queue] of this.#waiting) {
      if (this.#busy >= this.#atOnce) return;
      const running = this.#running.get(holder) ?? 0;
      if (running >= this.#perHolder) continue;
      const first = queue.shift();
      this.#waiting.delete(holder);
      if (queue.length > 0) this.#waiting.set(holder, queue);
      if (!first) continue;
      this.#busy++;
      this.#running.set(holder, running + 1);
      first();
    }
  }
}
