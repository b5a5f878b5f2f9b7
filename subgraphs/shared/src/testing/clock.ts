/** A clock that a test sets: starts at 2026-03-02T12:00:00Z, a Monday. */
export class TestClock {
  #now = Date.parse('2026-03-02T12:00:00Z');

  readonly now = (): number => this.#now;

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  set(iso: string): void {
    this.#now = Date.parse(iso);
  }
}
