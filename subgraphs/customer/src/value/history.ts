import { DAY } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { HistoryDay } from '../events.ts';
import { isCurrency, unknownCurrency } from './house-currency.ts';

type Counted = Exclude<keyof HistoryDay, 'on' | 'currency' | 'service'>;

/** A history from before, as an administrator or a program hands it over. */
export interface ImportHistoryInput {
  readonly accountId: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly idempotencyKey: string;
  readonly rows: readonly ({ readonly on: string; readonly service?: string | null | undefined } & Readonly<
    Partial<Record<Counted, number | null | undefined>>
  >)[];
}

/** An event has room for so many on MySQL, whose text ends at 64 KiB. */
const MOST_ROWS = 250;
const OLDEST = 50 * 366 * DAY;
const COUNTS: readonly Counted[] = [
  ...(['orders', 'deliveries', 'exceptions', 'complaints', 'claims', 'paymentDaysLate'] as const),
  ...(['carrierCostMinor', 'claimsPaidMinor', 'paymentMinor'] as const),
];

/** The first cell of a row that cannot be, with what stands in it and what should. */
function rowFault(row: ImportHistoryInput['rows'][number], at: number, now: number): Result<never> | null {
  const refuseCell = (code: string, column: keyof typeof row, isNo: string, fix: string) =>
    refuse(code, `Row ${at + 1}, ${column}: ${row[column]} is no ${isNo}.`, { field: `rows.${at}.${column}`, fix });
  const day = Date.parse(`${row.on}T00:00:00Z`);
  // Every month since the first one is worked out, so that a slip of the pen would make thousands of them.
  if (Number.isNaN(day) || day > now || day < now - OLDEST) {
    const fix = 'Write the date of a day that has been, such as 2026-01-31.';
    return refuseCell('DATE_NOT_VALID', 'on', 'day of the last fifty years', fix);
  }
  const negative = COUNTS.find((name) => (row[name] ?? 0) < 0 || !Number.isSafeInteger(row[name] ?? 0));
  if (negative) {
    const fix = 'Write a whole number that is not below zero, such as 0 or 12; leave out what is not known.';
    return refuseCell('AMOUNT_NEGATIVE', negative, 'whole number from zero', fix);
  }
  const score = row.score ?? null;
  if (score !== null && !(score >= 1 && score <= 5)) {
    return refuseCell('SCORE_RANGE', 'score', 'whole number from 1 to 5', 'Write a whole number, such as 4.');
  }
  return null;
}

/** The days in the words of the event, or what is wrong with which row. */
export function checkHistory(input: ImportHistoryInput, now: number): Result<readonly HistoryDay[]> {
  const { currency, idempotencyKey, rows } = input;
  if (!isCurrency(currency)) return unknownCurrency(currency, 'currency');
  if (!/^.{1,64}$/.test(idempotencyKey)) {
    return refuse('KEY_NOT_VALID', 'A key has up to 64 characters.', { field: 'idempotencyKey' });
  }
  if (rows.length === 0 || rows.length > MOST_ROWS) {
    return refuse('TOO_MANY', `A history has 1 to ${MOST_ROWS} days.`, {
      ...{ field: 'rows', fix: 'Import it in parts.' },
      figures: { most: MOST_ROWS },
    });
  }
  for (const [at, row] of rows.entries()) {
    const fault = rowFault(row, at, now);
    if (fault) return fault;
  }
  return ok(
    rows.map((row) => {
      const given = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
      return { ...(Object.fromEntries(given) as { on: string }), currency };
    }),
  );
}
