import type { ValueTransformer } from 'typeorm';

/*
 * The column vocabulary of tables and migrations. The same types work on SQLite and MySQL; lengths are checked in the
 * application, because SQLite ignores them. Spread a word into an EntitySchema column or a migration's TableColumn.
 */
export const id = { type: 'varchar', length: '26' } as const;
export const state = { type: 'varchar', length: '32' } as const;
export const code = { type: 'varchar', length: '64' } as const;
export const name = { type: 'varchar', length: '160' } as const;
export const line = { type: 'varchar', length: '255' } as const;
export const text = { type: 'text' } as const;
export const whole = { type: 'integer' } as const;
export const decimal = { type: 'double' } as const;
export const flag = { type: 'boolean' } as const;
/** JSON in a text column; never filtered by path. In migrations write `text`. */
export const json = { type: 'simple-json' } as const;

const safeNumber: ValueTransformer = {
  to: (value: number | null | undefined) => value,
  from: (value: number | string | null) => {
    if (value === null || value === undefined) return null;
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is outside the safe whole numbers`);
    return number;
  },
};

/** Bigint column of a migration. */
export const bigint = { type: 'bigint' } as const;
/** Whole number up to 2^53 - 1, for money in minor units, byte counts, positions. */
export const long = { type: 'bigint', transformer: safeNumber } as const;
/** Instant as epoch milliseconds UTC. */
export const instant = long;

/** The number of a raw row: MySQL hands bigint as text. Null stays null. */
export const toNumber = (value: unknown): number | null =>
  value === null || value === undefined ? null : (safeNumber.from(value) as number);
