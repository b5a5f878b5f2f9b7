/**
 * True for our address, with or without a token after a plus, in any case of letters.
 * @param ours such as `quay@example.com`.
 */
export function isOurs(address: string, ours: string): boolean {
  const [local = '', domain = ''] = split(address);
  const [ourLocal, ourDomain] = split(ours);
  return domain === ourDomain && local.replace(/\+[0-9a-f]{40}$/, '') === ourLocal;
}

const split = (address: string): readonly string[] => {
  const at = address.lastIndexOf('@');
  return [address.slice(0, Math.max(at, 0)).toLowerCase(), address.slice(at + 1).toLowerCase()];
};

const WINDOW_MS = 60_000;
const MOST_SENDERS = 10_000;

/** Counts what each sender has sent within the last minute; forgets who has been quiet. */
export class RatePerSender {
  readonly #most: number;
  readonly #taken = new Map<string, number[]>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts one more. @returns false when it was one too many; that one is not counted. */
  take(sender: string, now: number): boolean {
    const recent = (this.#taken.get(sender) ?? []).filter((at) => at > now - WINDOW_MS);
    if (recent.length >= this.#most) return false;
    // Taken out and put in again: the first in the map is the one that has been quiet for longest.
    this.#taken.delete(sender);
    this.#taken.set(sender, [...recent, now]);
    if (this.#taken.size > MOST_SENDERS) {
      const [quietest] = this.#taken.keys();
      if (quietest !== undefined) this.#taken.delete(quietest);
    }
    return true;
  }
}
