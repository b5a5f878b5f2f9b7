import { type Agreement, agreementOf } from '../fact/agreement.ts';
import { type Fact, isFinal, standing } from '../fact/fact.ts';
import { factsOf, type HeardEvent } from '../fact/hearing.ts';
import { Tallies } from '../fact/tally.ts';
import { Ordinals } from './ordinals.ts';

/**
 * What the logs tell of customers, worked out anew from their first event on, by the rules that the read model follows
 * event by event: the first word of a fact stands, or the last where a later word replaces it or takes it back.
 */
export class Fold {
  readonly tallies = new Tallies();
  readonly agreements = new Map<string, Agreement>();
  readonly #seen = new Ordinals();
  readonly #changeable = new Ordinals();
  /** What stands of those that a later word replaces or takes back. */
  readonly #standing: (Fact | undefined)[] = [];
  readonly #collected: Fact[] = [];
  readonly #collect: ReadonlySet<string>;

  /** @param collect accounts whose facts are kept one by one as well. */
  constructor(collect: ReadonlySet<string> = new Set()) {
    this.#collect = collect;
  }

  /** Events of one source in their order; sources may come one after the other. */
  hear(event: HeardEvent): void {
    const agreement = agreementOf(event);
    if (agreement) this.agreements.set(agreement.id, agreement);
    for (const fact of factsOf(event)) this.add(fact);
  }

  /** How many facts there are. */
  get facts(): number {
    return this.#seen.size + this.#standing.reduce((count, fact) => count + Number(fact !== undefined), 0);
  }

  add(fact: Fact): void {
    if (isFinal(fact.kind) ? this.#seen.isKnown(fact.id) : !this.#change(fact)) return;
    this.tallies.add(fact);
    if (this.#collect.has(fact.accountId)) this.#collected.push(fact);
  }

  /** @returns whether the fact counts from now on. */
  #change(fact: Fact): boolean {
    const at = this.#changeable.of(fact.id);
    const before = this.#standing[at];
    const now = standing(before, fact);
    if (before && before !== now) this.tallies.add(before, -1);
    this.#standing[at] = now;
    return now === fact;
  }

  /** The facts of the accounts that were asked for, without those that were replaced or taken back. */
  collected(): readonly Fact[] {
    return this.#collected.filter(
      (fact) => isFinal(fact.kind) || this.#standing[this.#changeable.of(fact.id)] === fact,
    );
  }
}
