const LANES = 3;
/** Of the slots of the table at most; fuller, each search walks far. */
const FULLEST = 0.6;

/**
 * Numbers texts in the order in which they are first seen, from 0. Millions of them take twelve bytes each, as each is
 * kept as three hashes of 32 bits: that two of ten million are taken for one has a chance below one in 10^14.
 */
export class Ordinals {
  size = 0;
  #mask = (1 << 12) - 1;
  /** By slot: 1 + ordinal; 0 while it is free. */
  #slots = new Uint32Array(this.#mask + 1);
  /** By ordinal. */
  #hashes = new Uint32Array(Math.ceil(FULLEST * this.#slots.length) * LANES);
  readonly #now = new Uint32Array(LANES);

  /** Whether a text was seen before; from now on it was. */
  isKnown(text: string): boolean {
    const before = this.size;
    return this.of(text) < before;
  }

  /** The ordinal of a text; a new one is given the next. */
  of(text: string): number {
    const now = this.#now;
    hashInto(now, text);
    const slot = this.#find(now, 0);
    const known = this.#slots[slot] as number;
    if (known !== 0) return known - 1;
    if ((this.size + 1) * LANES > this.#hashes.length) {
      this.#grow();
      return this.of(text);
    }
    this.#hashes.set(now, this.size * LANES);
    this.#slots[slot] = ++this.size;
    return this.size - 1;
  }

  /** The slot where three hashes are, or where they belong. */
  #find(hashes: Uint32Array, from: number): number {
    const kept = this.#hashes;
    for (let slot = (hashes[from] as number) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const known = this.#slots[slot] as number;
      if (known === 0) return slot;
      const at = (known - 1) * LANES;
      if (kept[at] === hashes[from] && kept[at + 1] === hashes[from + 1] && kept[at + 2] === hashes[from + 2])
        return slot;
    }
  }

  #grow(): void {
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Uint32Array(this.#mask + 1);
    const hashes = new Uint32Array(Math.ceil(FULLEST * this.#slots.length) * LANES);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    for (let ordinal = 0; ordinal < this.size; ordinal++)
      this.#slots[this.#find(hashes, ordinal * LANES)] = ordinal + 1;
  }
}

/** Three multiplicative hashes with odd factors of their own, each mixed at its end so that low bits depend on all. */
function hashInto(into: Uint32Array, text: string): void {
  let [a, b, c] = [0x811c9dc5, 0x9e3779b9, text.length];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) + index;
    c = Math.imul(c + code, 0xc2b2ae35) ^ (c >>> 15);
  }
  into[0] = mixed(a);
  into[1] = mixed(b);
  into[2] = mixed(c);
}

function mixed(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
