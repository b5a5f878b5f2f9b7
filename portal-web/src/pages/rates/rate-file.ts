import { csvCell } from '../../charts/chart-data.ts';
import { SERVICES } from '../../status/services.ts';
import { CHARGES, COLUMNS, newRow, type RateColumn, type RateRow } from './rate-rows.ts';

/** Cells of a table as a spreadsheet copies them (tabs) or saves them (commas or semicolons, RFC 4180). */
export function cellsOf(text: string): string[][] {
  const separator = text.includes('\t') ? '\t' : separatorOf(text.split('\n', 1)[0] ?? '');
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator || sign === '\n') {
      rows.at(-1)?.push(cell.trim());
      cell = '';
      if (sign === '\n') rows.push([]);
    } else if (sign !== '\r' && sign !== '\uFEFF') cell += sign;
  }
  rows.at(-1)?.push(cell.trim());
  return rows.filter((cells) => cells.some((one) => one !== ''));
}

// Breaks are written with semicolons, so a comma decides wherever there is one.
const separatorOf = (line: string): string => (line.includes(',') || !line.includes(';') ? ',' : ';');

/** The words of the reader for what a file may call by name as well. */
export interface Names {
  readonly columns: Readonly<Record<RateColumn, string>>;
  readonly charges: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, string>>;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Columns by the first row, where that names them: in the words of a file of ours, or of the reader. */
function columnsOf(first: readonly string[], names: Names): (RateColumn | null)[] | null {
  const found = first.map(
    (cell) => COLUMNS.find((column) => same(cell, column) || same(cell, names.columns[column])) ?? null,
  );
  return found.filter((column) => column !== null).length >= 2 ? found : null;
}

const codeOf = (cell: string, codes: readonly string[], words: Readonly<Record<string, string>>): string =>
  codes.find((code) => same(cell, code) || same(cell, words[code] ?? code)) ?? cell;

/** Rows of a table; without a first row that names them the columns are in the order of the editor. */
export function rowsOf(text: string, names: Names): RateRow[] {
  const cells = cellsOf(text);
  const named = columnsOf(cells[0] ?? [], names);
  const columns = named ?? COLUMNS;
  return (named ? cells.slice(1) : cells).map((row) => {
    const read: Partial<Record<RateColumn, string>> = {};
    for (const [index, column] of columns.entries()) if (column) read[column] = row[index] ?? '';
    return newRow({
      ...read,
      charge: codeOf(read.charge ?? '', CHARGES, names.charges),
      service: codeOf(read.service ?? '', SERVICES, names.services),
    });
  });
}

/** The rows as a file that reads back as it was. */
export const rowsCsv = (rows: readonly RateRow[]): string =>
  [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))]
    .map((cells) => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`)
    .join('');

/** Lays pasted cells over the rows from a cell on; rows that are missing are added. */
export function pasted(
  rows: readonly RateRow[],
  at: { readonly row: number; readonly column: RateColumn },
  cells: readonly (readonly string[])[],
  names: Names,
): RateRow[] {
  const first = COLUMNS.indexOf(at.column);
  const changed = [...rows];
  for (const [down, line] of cells.entries()) {
    const before = changed[at.row + down] ?? newRow();
    const values: Partial<Record<RateColumn, string>> = {};
    for (const [across, cell] of line.entries()) {
      const column = COLUMNS[first + across];
      if (!column) break;
      values[column] =
        column === 'charge'
          ? codeOf(cell, CHARGES, names.charges)
          : column === 'service'
            ? codeOf(cell, SERVICES, names.services)
            : cell;
    }
    changed[at.row + down] = { ...before, ...values };
  }
  return changed;
}
