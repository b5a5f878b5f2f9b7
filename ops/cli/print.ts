/** Prints an answer: JSON for scripts, aligned columns for people. */
export function print(value: unknown, json: boolean): void {
  if (json) console.log(JSON.stringify(value, null, 2));
  else if (Array.isArray(value)) console.log(table(value as Record<string, unknown>[]));
  else
    console.log(
      typeof value === 'object' && value !== null ? table([value as Record<string, unknown>]) : String(value),
    );
}

const cell = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

function table(rows: readonly Record<string, unknown>[]): string {
  if (rows.length === 0) return 'Nothing yet.';
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== '__typename');
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => cell(row[column]).length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(columns), ...rows.map((row) => line(columns.map((column) => cell(row[column]))))].join('\n');
}
