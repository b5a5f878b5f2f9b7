import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import { SERVICES } from '../../status/services.ts';
import { CloseIcon, PlusIcon } from '../../ui/icons.tsx';
import { cellsOf, type Names, pasted } from './rate-file.ts';
import {
  type CellFault,
  CHARGES,
  COLUMNS,
  isBlank,
  newRow,
  type RateColumn,
  type RateRow,
  UNITS,
} from './rate-rows.ts';
import { type RatesText, useRatesText } from './rates-text.ts';

/** What is wrong with a row, in words. */
export interface RowFault {
  readonly text: string;
  readonly lang?: string | undefined;
}

interface RateTableProps {
  readonly rows: readonly RateRow[];
  readonly change: (change: (before: readonly RateRow[]) => readonly RateRow[]) => void;
  readonly cellFaults: ReadonlyMap<number, Partial<Record<RateColumn, CellFault>>>;
  /** By key of the row. */
  readonly rowFaults: ReadonlyMap<number, readonly RowFault[]>;
  /** By key of the row: what it changes. */
  readonly marks: ReadonlyMap<number, string>;
}

/** The words of the reader for columns, charges and services, which a pasted table may use. */
export const namesOf = (t: RatesText): Names => ({
  columns: Object.fromEntries(COLUMNS.map((column) => [column, t(`rates.column.${column}`)])) as Names['columns'],
  charges: Object.fromEntries(CHARGES.map((charge) => [charge, t(`chargeKind.${charge}`)])),
  services: Object.fromEntries(SERVICES.map((service) => [service, t(`logisticsService.${service}`)])),
});

/**
 * The lines of a card as cells. Tab goes from cell to cell, Enter and the arrows to the row below or above; a table that
 * is pasted into a cell is laid over the rows from there. What is wrong is said under its row.
 */
export function RateTable({ rows, change, cellFaults, rowFaults, marks }: RateTableProps) {
  const t = useRatesText();
  const grid = useRef<HTMLDivElement>(null);
  const names = namesOf(t);
  const set = (key: number, column: RateColumn, value: string) =>
    change((before) => before.map((row) => (row.key === key ? { ...row, [column]: value } : row)));
  const paste = (at: number, column: RateColumn, event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    change((before) => pasted(before, { row: at, column }, cellsOf(text), names));
  };
  const go = (event: KeyboardEvent, at: number, column: RateColumn) => {
    const select = event.target instanceof HTMLSelectElement;
    const down = event.key === 'Enter' || (event.key === 'ArrowDown' && !select);
    if (!down && (event.key !== 'ArrowUp' || select)) return;
    event.preventDefault();
    const to = at + (down ? 1 : -1);
    if (to === rows.length && event.key === 'Enter') change((before) => [...before, newRow()]);
    // A row that is new is there after the next drawing.
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-cell="${to}.${column}"]`)?.focus());
  };
  const remove = (key: number) =>
    change((before) => {
      const left = before.filter((row) => row.key !== key);
      return left.length > 0 ? left : [newRow()];
    });
  return (
    <div className="rate-scroll" ref={grid}>
      <table className="rate-table">
        <thead>
          <tr>
            <th scope="col">{t('rates.row')}</th>
            {COLUMNS.map((column) => (
              <th scope="col" key={column}>
                {t(`rates.column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('rates.removeRow', { number: '' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <RateLine
              key={row.key}
              {...{ row, at }}
              mark={marks.get(row.key)}
              cellFaults={cellFaults.get(row.key) ?? {}}
              rowFaults={rowFaults.get(row.key) ?? []}
              set={(column, value) => set(row.key, column, value)}
              paste={(column, event) => paste(at, column, event)}
              go={(column, event) => go(event, at, column)}
              remove={rows.length === 1 && isBlank(row) ? null : () => remove(row.key)}
            />
          ))}
        </tbody>
      </table>
      <datalist id="rate-units">
        {UNITS.map((unit) => (
          <option key={unit} value={unit} />
        ))}
      </datalist>
      <button type="button" className="quiet-button" onClick={() => change((before) => [...before, newRow()])}>
        <PlusIcon size={16} />
        {t('rates.addRow')}
      </button>
    </div>
  );
}

interface RateLineProps {
  readonly row: RateRow;
  /** Its place among the rows, from 0. */
  readonly at: number;
  readonly mark: string | undefined;
  readonly cellFaults: Partial<Record<RateColumn, CellFault>>;
  readonly rowFaults: readonly RowFault[];
  readonly set: (column: RateColumn, value: string) => void;
  readonly paste: (column: RateColumn, event: ClipboardEvent) => void;
  readonly go: (column: RateColumn, event: KeyboardEvent) => void;
  /** Null for the last row while nothing is in it. */
  readonly remove: (() => void) | null;
}

/** One line of the card, and under it what is wrong with it. */
function RateLine({ row, at, mark, cellFaults, rowFaults, set, paste, go, remove }: RateLineProps) {
  const t = useRatesText();
  const said: readonly RowFault[] = [
    ...Object.entries(cellFaults).map(([column, fault]) => ({
      text: `${t(`rates.column.${column as RateColumn}`)}: ${t(`rates.cell.${fault}`)}`,
    })),
    ...rowFaults,
  ];
  const noteId = `rate-note-${row.key}`;
  return (
    <>
      <tr data-fault={said.length > 0 ? '' : undefined}>
        <th scope="row">
          {at + 1}
          {mark && <span className="record-sub">{mark}</span>}
        </th>
        {COLUMNS.map((column) => (
          <td key={column} data-label={t(`rates.column.${column}`)}>
            <Cell
              {...{ row, column }}
              label={t('rates.cellLabel', { column: t(`rates.column.${column}`), number: at + 1 })}
              place={`${at}.${column}`}
              invalid={column in cellFaults}
              note={said.length > 0 ? noteId : undefined}
              set={(value) => set(column, value)}
              paste={(event) => paste(column, event)}
              go={(event) => go(column, event)}
            />
          </td>
        ))}
        <td>
          <button
            type="button"
            className="quiet-button"
            aria-label={t('rates.removeRow', { number: at + 1 })}
            disabled={!remove}
            onClick={() => remove?.()}
          >
            <CloseIcon size={16} />
          </button>
        </td>
      </tr>
      {said.length > 0 && (
        <tr className="rate-note">
          <td colSpan={COLUMNS.length + 2} id={noteId}>
            {said.map(({ text, lang }) => (
              <p key={text} lang={lang}>
                {text}
              </p>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

interface CellProps {
  readonly row: RateRow;
  readonly column: RateColumn;
  readonly label: string;
  readonly place: string;
  readonly invalid: boolean;
  readonly note: string | undefined;
  readonly set: (value: string) => void;
  readonly paste: (event: ClipboardEvent) => void;
  readonly go: (event: KeyboardEvent) => void;
}

const NUMBERS: readonly RateColumn[] = ['rate', 'minimum', 'free'];

function Cell({ row, column, label, place, invalid, note, set, paste, go }: CellProps) {
  const t = useRatesText();
  const shared = {
    'aria-label': label,
    'aria-invalid': invalid || undefined,
    'aria-describedby': note,
    'data-cell': place,
    value: row[column],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => set(currentTarget.value),
    onPaste: paste,
    onKeyDown: go,
  };
  if (column !== 'charge' && column !== 'service') {
    return (
      <input
        {...shared}
        type="text"
        inputMode={NUMBERS.includes(column) ? 'decimal' : 'text'}
        data-numeric={NUMBERS.includes(column) ? '' : undefined}
        list={column === 'per' ? 'rate-units' : undefined}
        maxLength={column === 'breaks' ? 2000 : 64}
      />
    );
  }
  const known: readonly string[] = column === 'charge' ? CHARGES : SERVICES;
  const word = (code: string) =>
    column === 'charge'
      ? t(`chargeKind.${code as (typeof CHARGES)[number]}`)
      : t(`logisticsService.${code as (typeof SERVICES)[number]}`);
  return (
    <select {...shared}>
      <option value="">{column === 'charge' ? t('rates.lookedUpShort') : '—'}</option>
      {known.map((code) => (
        <option key={code} value={code}>
          {word(code)}
        </option>
      ))}
      {row[column] !== '' && !known.includes(row[column]) && <option value={row[column]}>{row[column]}</option>}
    </select>
  );
}
