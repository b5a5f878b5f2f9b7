import type { EntityManager } from 'typeorm';
import { afterPrefix } from './reach.ts';
import { changeRows } from './sql.ts';

/** A column that holds paths of the company's units. */
export interface PathColumn {
  readonly table: string;
  readonly column: string;
}

/** A unit with all below it stands elsewhere: its path until now, and from now on. */
export interface PathMove {
  readonly from: string;
  readonly to: string;
}

/** Lets what is kept by the path of a unit, or of one below it, go along with the unit. */
export async function movePaths(
  em: EntityManager,
  { from, to }: PathMove,
  columns: readonly PathColumn[],
): Promise<void> {
  const parameters = { from, to, end: afterPrefix(from), rest: from.length + 1 };
  for (const { table, column } of columns)
    await changeRows(
      em,
      `UPDATE ${table} SET ${column} = CONCAT(:to, SUBSTR(${column}, :rest)) WHERE ${column} >= :from AND ${column} < :end`,
      parameters,
    );
}
