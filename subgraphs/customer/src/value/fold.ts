import { type Agreement, agreementOf } from '../fact/agreement.ts';
import { type Fact, replaces } from '../fact/fact.ts';
import { factsOf, type HeardEvent } from '../fact/hearing.ts';
import { Tallies } from '../fact/tally.ts';
import { Ordinals } from './ordinals.ts';

/**
 * What the logs tell of customers, worked out anew from their first event on, by the rules that the read model follows
 * event by event: the first word of a fact stands, or the last where a later word replaces it.
 */
export class Fold {
  readonly tallies = new Tallies();
  readonly agreements = new Map<string, Agreement>();
  readonly #seen = new Ordinals();
  readonly #replaceable = new Ordinals();
  /** The last word of each that a later word replaces. */
  readonly #standing: Fact[] = [];
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
    return this.#seen.size + this.#standing.length;
  }

  add(fact: Fact): void {
    if (replaces(fact.kind)) this.#replace(fact);
    else if (this.#seen.isKnown(fact.id)) return;
    this.tallies.add(fact);
    if (this.#collect.has(fact.accountId)) this.#collected.push(fact);
  }

  #replace(fact: Fact): void {
    const at = this.#replaceable.of(fact.id);
    const before = this.#standing[at];
    if (before) this.tallies.add(before, -1);
    this.#standing[at] = fact;
  }

  /** The facts of the accounts that were asked for, without those that were replaced. */
  collected(): readonly Fact[] {
    return this.#collected.filter(
      (fact) => !replaces(fact.kind) || this.#standing[this.#replaceable.of(fact.id)] === fact,
    );
  }
}
