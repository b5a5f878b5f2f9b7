/** Remembers which control numbers were used. A run such as 0001, 0002, 0003 costs no memory, however long it is. */
export class ControlNumbers {
  #width = 0;
  #from = 0;
  #to = -1;
  readonly #others = new Set<string>();

  /** False when the number was used before; `value` is what its digits say. */
  add(control: string, value = digitsOf(control)): boolean {
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

/** The number that a text of digits says; -1 for any other text. Once per set, so no pattern and no conversion. */
export function digitsOf(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return text.length > 0 ? value : -1;
}
