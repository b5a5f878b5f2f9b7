import type { EdiMessage } from '../message/message.ts';

/** Columns of a list of messages, in their order. */
const COLUMNS: readonly (readonly [string, (message: EdiMessage) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['at', ({ at }) => new Date(at).toISOString()],
  ['direction', ({ direction }) => direction],
  ['state', ({ state }) => state],
  ['partner', ({ partnerId }) => partnerId],
  ['channel', ({ channel }) => channel],
  ['fileName', ({ fileName }) => fileName],
  ['setTypes', ({ setTypes }) => setTypes.join(' ')],
  ['interchangeControl', ({ interchangeControl }) => interchangeControl],
  ['verdict', ({ verdict }) => verdict],
  ['test', ({ test }) => (test ? 'true' : 'false')],
  ['sizeBytes', ({ sizeBytes }) => sizeBytes],
  ['sha256', ({ sha256 }) => sha256],
  ['relatesTo', ({ relatesToId }) => relatesToId],
  ['summary', ({ summary }) => summary],
];

/** Spreadsheets take a text that begins like this for a formula, and partners choose the texts. */
const FORMULA = /^[=+\-@\t\r]/;

/** One field of RFC 4180; a text that a spreadsheet would run is kept from it by an apostrophe. */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (fields: readonly string[]): string => `${fields.join(',')}\r\n`;

/** The mark tells spreadsheets that the text is UTF-8. */
export const csvHead = (): string => `\uFEFF${line(COLUMNS.map(([name]) => name))}`;

/** One message. */
export const csvRow = (message: EdiMessage): string => line(COLUMNS.map(([, of]) => csvField(of(message))));
