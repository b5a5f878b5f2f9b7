import { BoundedCache } from '@quayside/shared/bounded-cache';
import { HOUR } from '@quayside/shared/instant';

const FAILURES = 100;
const NAMES = 1_000;

/**
 * Shuts for a name from which too much came that was not right: messages that cannot be read, logins that fail. What went
 * wrong with a message is told openly, as partners need it; whoever would learn a secret from such answers would need
 * many thousands of them (padding oracles, guessed passwords).
 */
export class FailureGate {
  readonly #now: () => number;
  readonly #counts = new BoundedCache<string, { failures: number; since: number }>(NAMES);

  constructor(now: () => number) {
    this.#now = now;
  }

  isShut(name: string): boolean {
    return this.#of(name).failures >= FAILURES;
  }

  note(name: string): void {
    const { failures, since } = this.#of(name);
    this.#counts.set(name, { failures: failures + 1, since });
  }

  #of(name: string): { failures: number; since: number } {
    const known = this.#counts.get(name);
    return known && this.#now() - known.since < HOUR ? known : { failures: 0, since: this.#now() };
  }
}
