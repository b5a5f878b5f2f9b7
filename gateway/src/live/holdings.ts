/** Who holds what, and how many different things of it: a thing that is held twice counts once. */
export class Holdings {
  readonly #held = new Map<string, Map<string, number>>();

  /** How many different things the holder would have with this one. */
  with(holder: string, thing: string): number {
    const things = this.#held.get(holder);
    return (things?.size ?? 0) + (things?.has(thing) ? 0 : 1);
  }

  take(holder: string, thing: string): void {
    const things = this.#held.get(holder) ?? new Map<string, number>();
    things.set(thing, (things.get(thing) ?? 0) + 1);
    this.#held.set(holder, things);
  }

  give(holder: string, thing: string): void {
    const things = this.#held.get(holder);
    const count = things?.get(thing) ?? 0;
    if (count > 1) things?.set(thing, count - 1);
    else things?.delete(thing);
    if (things?.size === 0) this.#held.delete(holder);
  }
}
