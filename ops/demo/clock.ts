/** The product's clock, which the demo sets back to live through a past before it shows the present. */
export class DemoClock {
  #at: number | null = null;

  readonly now = (): number => this.#at ?? Date.now();

  /** Every command until the next call happens at this instant. */
  travelTo(at: number): void {
    this.#at = at;
  }

  backToPresent(): void {
    this.#at = null;
  }
}
