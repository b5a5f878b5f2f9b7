/** A byte order mark, without which a spreadsheet takes Chinese for noise. */
const BOM = '\uFEFF';

/** Gives comma-separated values to the person as a file. @param name without its ending */
export function saveCsv(name: string, csv: string): void {
  const url = URL.createObjectURL(new Blob([BOM, csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
