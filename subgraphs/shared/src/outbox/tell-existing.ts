import type { QueryRunner } from 'typeorm';

/** A fact about a row that was there before its event was. */
export interface ExistingFact {
  /** Id of the row; the event takes it over, so that telling twice is telling once. */
  readonly id: string;
  readonly accountId: string | null;
  readonly data: object;
}

const AT_ONCE = 200;

/** For migrations: tells of rows that are older than the event which tells of their kind. */
export async function tellExisting(runner: QueryRunner, type: string, facts: readonly ExistingFact[]): Promise<void> {
  for (let from = 0; from < facts.length; from += AT_ONCE) {
    const some = facts.slice(from, from + AT_ONCE);
    await runner.query(
      `INSERT INTO event (id, type, account_id, subject, seq, correlation_id, at, data, position)
       VALUES ${some.map(() => '(?, ?, ?, ?, 1, ?, ?, ?, NULL)').join(', ')}`,
      some.flatMap(({ id, accountId, data }) => [
        ...[id, type, accountId, id, 'migration', Date.now(), JSON.stringify(data)],
      ]),
    );
  }
}
