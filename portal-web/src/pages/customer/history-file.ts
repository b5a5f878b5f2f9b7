import { minorDigits, toMinor } from '../../format/money.ts';
import type { HistoryDayInput, LogisticsService } from '../../generated/operations.ts';
import { SERVICES } from '../../status/services.ts';
import { cellsOf } from '../rates/rate-file.ts';

const COUNTS = {
  orders: 'orders',
  deliveries: 'deliveries',
  exceptions: 'exceptions',
  complaints: 'complaints',
  claims: 'claims',
  days_late: 'paymentDaysLate',
  score: 'score',
} as const;
const AMOUNTS = {
  revenue: 'revenueMinor',
  carrier_cost: 'carrierCostMinor',
  claims_paid: 'claimsPaidMinor',
  payment: 'paymentMinor',
} as const;
type CountColumn = keyof typeof COUNTS;
type AmountColumn = keyof typeof AMOUNTS;

/** The columns of a file of history, in the order of its template. */
export const HISTORY_COLUMNS = [
  ...(['date', 'orders', 'deliveries', 'exceptions', 'complaints', 'claims', 'service'] as const),
  ...(['revenue', 'carrier_cost', 'claims_paid', 'payment', 'days_late', 'score'] as const),
] as const;
export type HistoryColumn = (typeof HISTORY_COLUMNS)[number];

/** How a cell must be written. */
export type HistoryForm = 'DATE' | 'COUNT' | 'SCORE' | 'AMOUNT' | 'REVENUE' | 'SERVICE';

const FORMS: Partial<Record<HistoryColumn, HistoryForm>> = {
  ...({ date: 'DATE', score: 'SCORE', service: 'SERVICE', revenue: 'REVENUE' } as const),
  ...({ carrier_cost: 'AMOUNT', claims_paid: 'AMOUNT', payment: 'AMOUNT' } as const),
};

/** What is wrong with a cell: of the first row a column that is not known, below it what cannot be read. */
export interface HistoryFault {
  /** 0 for the row of names. */
  readonly row: number;
  readonly column: string;
  readonly cell: string;
  /** Null in the row of names. */
  readonly form: HistoryForm | null;
}

export interface HistoryFile {
  readonly days: readonly HistoryDayInput[];
  readonly faults: readonly HistoryFault[];
}

const isOf = <Key extends string>(words: Readonly<Record<Key, unknown>>, word: string): word is Key => word in words;

/**
 * Reads a table whose first row names its columns; amounts are in units of the currency, with a decimal point. What the
 * import would refuse is found here, where the cell can be shown.
 */
export function readHistory(text: string, currency: string, now = Date.now()): HistoryFile {
  const [names = [], ...rows] = cellsOf(text);
  const columns = names.map((name) => HISTORY_COLUMNS.find((column) => column === name.trim().toLowerCase()) ?? null);
  const faults: HistoryFault[] = columns.flatMap((column, at) =>
    column === null ? [{ row: 0, column: names[at] ?? '', cell: names[at] ?? '', form: null }] : [],
  );
  if (!columns.includes('date')) faults.push({ row: 0, column: 'date', cell: '', form: null });
  const days = rows.map((cells, index) => {
    const day: { -readonly [Field in keyof HistoryDayInput]: HistoryDayInput[Field] } = { on: '' };
    for (const [at, column] of columns.entries()) {
      const cell = (cells[at] ?? '').trim();
      if (column === null || (cell === '' && column !== 'date')) continue;
      const form = FORMS[column] ?? 'COUNT';
      if (!take(day, column, cell, { currency, now })) faults.push({ row: index + 1, column, cell, form });
    }
    return day;
  });
  return { days, faults };
}

/** As far back as the import goes. */
const OLDEST = 50 * 366 * 86_400_000;

/** A day that is in the calendar, has begun, and is of the last fifty years. */
function isPast(cell: string, now: number): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(cell) ? Date.parse(`${cell}T00:00:00Z`) : Number.NaN;
  // Some browsers read the 30th of February as a day of March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(cell) && at <= now && at >= now - OLDEST;
}

function take(
  day: { -readonly [Field in keyof HistoryDayInput]: HistoryDayInput[Field] },
  column: HistoryColumn,
  cell: string,
  { currency, now }: { readonly currency: string; readonly now: number },
): boolean {
  if (column === 'date') {
    day.on = cell;
    return isPast(cell, now);
  }
  if (column === 'service') {
    const service: LogisticsService | undefined = SERVICES.find((one) => one === cell.toUpperCase());
    if (service) day.service = service;
    return service !== undefined;
  }
  if (isOf<CountColumn>(COUNTS, column)) {
    if (!(column === 'score' ? /^[1-5]$/ : /^\d{1,9}$/).test(cell)) return false;
    day[COUNTS[column]] = Number(cell);
    return true;
  }
  const digits = minorDigits(currency);
  // A credit makes revenue less; everything else is not below zero.
  const shape = new RegExp(
    `^${column === 'revenue' ? '-?' : ''}\\d{1,12}${digits > 0 ? `(\\.\\d{1,${digits}})?` : ''}$`,
  );
  if (!shape.test(cell)) return false;
  day[AMOUNTS[column satisfies AmountColumn]] = toMinor(Number(cell), currency);
  return true;
}

/** An import takes so many days at once. */
const AT_ONCE = 250;

/** The days in the parts that are imported one after the other. */
export const partsOf = (days: readonly HistoryDayInput[]): HistoryDayInput[][] =>
  Array.from({ length: Math.ceil(days.length / AT_ONCE) }, (_, part) =>
    days.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );

/** Known by what it says: the same part is taken over once, however often the file is chosen. */
export async function keyOfPart(currency: string, days: readonly HistoryDayInput[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([currency, days]));
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
