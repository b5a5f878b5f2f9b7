/** Remembers which control numbers were used. A run such as 0001, 0002, 0003 costs no memory, however long it is. */
export class ControlNumbers {
  #width = 0;
  #from = 0;
  #to = -1;
  readonly #others = new Set<string>();

  /** False when the number was used before. */
  add(control: string): boolean {
    const value = Number(control);
    if (control.length === this.#width && value >= this.#from && value <= this.#to) return false;
    if (this.#others.has(control)) return false;
    if (this.#to < 0 && value >= 0 && Number.isInteger(value)) {
      this.#width = control.length;
      this.#from = value;
      this.#to = value;
    } else if (control.length === this.#width && value === this.#to + 1) this.#to = value;
    else this.#others.add(control);
    return true;
  }
}
