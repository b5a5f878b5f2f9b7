import type { Fault } from './fault.ts';
import type { FaultKind } from './policy.ts';

/** Nobody reads more than these of one set, and a hostile one may have millions. */
const MOST_TOLD = 500;
const MOST_PLACES = 1_000;

/** Faults that are only counted: enough to decide what becomes of the set. */
export interface CountedFaults {
  readonly kind: FaultKind;
  /** '' where there are too many places to keep them apart. */
  readonly tag: string;
  readonly element: number | null;
  count: number;
}

/** The faults of one set: the first ones whole, the others counted by kind and place. */
export class FaultList {
  readonly told: Fault[] = [];
  readonly #counted = new Map<string, CountedFaults>();

  add(fault: Fault): void {
    if (this.told.length < MOST_TOLD) this.told.push(fault);
    else this.#count(fault);
  }

  get counted(): readonly CountedFaults[] {
    return [...this.#counted.values()];
  }

  #count({ kind, tag, element }: Fault): void {
    const place = `${kind} ${tag} ${element}`;
    const key = this.#counted.has(place) || this.#counted.size < MOST_PLACES ? place : kind;
    const known = this.#counted.get(key);
    if (known) known.count++;
    else if (key === place) this.#counted.set(key, { kind, tag, element, count: 1 });
    else this.#counted.set(key, { kind, tag: '', element: null, count: 1 });
  }
}
