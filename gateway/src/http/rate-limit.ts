import { BoundedCache } from '@quayside/shared/bounded-cache';

const ADDRESSES = 10_000;

/** A bucket of tries per address: so many at once, refilled evenly over a minute. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #buckets = new BoundedCache<string, { left: number; at: number }>(ADDRESSES);

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Takes one try; false when there is none left. */
  take(address: string, now = Date.now()): boolean {
    const bucket = this.#buckets.get(address) ?? { left: this.#perMinute, at: now };
    const refilled = bucket.left + ((now - bucket.at) / 60_000) * this.#perMinute;
    const left = Math.min(this.#perMinute, refilled);
    this.#buckets.set(address, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1;
  }
}
