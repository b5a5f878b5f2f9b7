/** Numbers of so many digits are counted; longer ones are faults and kept as texts. */
const MOST_DIGITS = 9;

/** Remembers which control numbers were used. A run such as 0001, 0002, 0003 costs no memory, however long it is. */
export class ControlNumbers {
  #width = 0;
  #from = 0;
  #to = -1;
  readonly #others = new Set<string>();

  /** Takes a number when it is one more than the last, in as many digits, and could not have been used before. */
  follows(value: number, width: number): boolean {
    if (value !== this.#to + 1 || width !== this.#width || this.#others.size > 0) return false;
    this.#to = value;
    return true;
  }

  /** False when the number was used before; `value` is what its digits say, -1 for other texts. */
  add(control: string, value: number): boolean {
    if (control.length === this.#width && value >= this.#from && value <= this.#to) return false;
    if (this.#others.has(control)) return false;
    if (this.#to < 0 && value >= 0) {
      this.#width = control.length;
      this.#from = value;
      this.#to = value;
    } else if (control.length === this.#width && value === this.#to + 1) this.#to = value;
    else this.#others.add(control);
    return true;
  }
}

/** The number that bytes say; -1 when they are not one to nine digits. */
export function digitsAt(bytes: Buffer, from: number, to: number): number {
  if (to <= from || to - from > MOST_DIGITS) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
