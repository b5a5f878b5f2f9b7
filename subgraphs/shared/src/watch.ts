/** Looks again and again for what has come due, one look at a time. */
export class Watch {
  readonly #everyMs: number;
  readonly #lookOnce: () => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  /** @param lookOnce does all that is due; what it cannot do it logs, and leaves to the next look */
  constructor(everyMs: number, lookOnce: () => Promise<void>) {
    this.#everyMs = everyMs;
    this.#lookOnce = lookOnce;
  }

  start(): this {
    this.#timer = setInterval(() => void this.look(), this.#everyMs);
    this.#timer.unref();
    return this;
  }

  /** Resolves when all that was due at the call is done. A look under way may have missed some of it: another follows. */
  look(): Promise<void> {
    if (this.#next) return this.#next;
    this.#next = this.#last.then(() => {
      this.#next = null;
      return this.#lookOnce();
    });
    this.#last = this.#next;
    return this.#next;
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#last;
  }
}
