import { type ClipboardEvent, Fragment, type KeyboardEvent, useRef } from 'react';
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
  SERVICES,
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
          {rows.map((row, at) => {
            const cells = cellFaults.get(row.key) ?? {};
            const said: readonly RowFault[] = [
              ...Object.entries(cells).map(([column, fault]) => ({
                text: `${t(`rates.column.${column as RateColumn}`)}: ${t(`rates.cell.${fault}`)}`,
              })),
              ...(rowFaults.get(row.key) ?? []),
            ];
            const noteId = `rate-note-${row.key}`;
            return (
              <Fragment key={row.key}>
                <tr data-fault={said.length > 0 ? '' : undefined}>
                  <th scope="row">
                    {at + 1}
                    {marks.get(row.key) && <span className="record-sub">{marks.get(row.key)}</span>}
                  </th>
                  {COLUMNS.map((column) => (
                    <td key={column} data-label={t(`rates.column.${column}`)}>
                      <Cell
                        {...{ row, column }}
                        label={t('rates.cellLabel', { column: t(`rates.column.${column}`), number: at + 1 })}
                        place={`${at}.${column}`}
                        invalid={column in cells}
                        note={said.length > 0 ? noteId : undefined}
                        set={(value) => set(row.key, column, value)}
                        paste={(event) => paste(at, column, event)}
                        go={(event) => go(event, at, column)}
                      />
                    </td>
                  ))}
                  <td>
                    <button
                      type="button"
                      className="quiet-button"
                      aria-label={t('rates.removeRow', { number: at + 1 })}
                      disabled={rows.length === 1 && isBlank(row)}
                      onClick={() =>
                        change((before) => {
                          const left = before.filter(({ key }) => key !== row.key);
                          return left.length > 0 ? left : [newRow()];
                        })
                      }
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
              </Fragment>
            );
          })}
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
