import { type Agreement, agreementOf } from '../fact/agreement.ts';
import { type Fact, replaces } from '../fact/fact.ts';
import { factsOf, type HeardEvent } from '../fact/hearing.ts';
import { Tallies } from '../fact/tally.ts';

/**
 * What the logs tell of customers, worked out anew from their first event on, by the rules that the read model follows
 * event by event: the first word of a fact stands, or the last where a later word replaces it.
 */
export class Fold {
  readonly tallies = new Tallies();
  readonly agreements = new Map<string, Agreement>();
  /** How many facts there are. */
  facts = 0;
  readonly #seen = new Set<string>();
  readonly #replaceable = new Map<string, Fact>();
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

  add(fact: Fact): void {
    if (replaces(fact.kind)) this.#replace(fact);
    else if (this.#seen.has(fact.id)) return;
    else {
      this.#seen.add(fact.id);
      this.facts++;
    }
    this.tallies.add(fact);
    if (this.#collect.has(fact.accountId)) this.#collected.push(fact);
  }

  #replace(fact: Fact): void {
    const before = this.#replaceable.get(fact.id);
    if (before) this.tallies.add(before, -1);
    else this.facts++;
    this.#replaceable.set(fact.id, fact);
  }

  /** The facts of the accounts that were asked for, without those that were replaced. */
  collected(): readonly Fact[] {
    return this.#collected.filter((fact) => !replaces(fact.kind) || this.#replaceable.get(fact.id) === fact);
  }
}
