import { useMediaQuery } from '@mantine/hooks';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useRecordKeys } from './record-keys.ts';
import { useFlash } from './use-flash.ts';
import './record-table.css';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers are right-aligned, so that their digits can be compared. */
  readonly numeric?: boolean;
  /** Share of the width beside the other columns; 2 when left out. What does not fit goes on in the next line. */
  readonly share?: number;
  /** Left out when the window is narrower than this many pixels. */
  readonly from?: number;
}

export interface RecordTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly linkOf: (row: Row) => Pick<LinkProps, 'to' | 'params'>;
  /** Text that changes when the row has news. */
  readonly newsOf?: (row: Row) => string | number;
  /** The same row on a phone: title line, then the rest. */
  readonly card: (row: Row) => ReactNode;
  /** Rows that must not be overlooked have a stripe at their edge. */
  readonly urgent?: (row: Row) => boolean;
  /** Rows can be chosen, for what is done to several at once. */
  readonly choice?: Choice<Row>;
}

/** The rows that have been chosen, by their keys. */
export interface Choice<Row> {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (keys: readonly string[], on: boolean) => void;
  readonly allLabel: string;
  readonly labelOf: (row: Row) => string;
}

/** A list of records: a table with room for it, cards under 600 pixels. j, k and Enter walk through it, x chooses. */
export function RecordTable<Row>(props: RecordTableProps<Row>) {
  const narrow = useMediaQuery('(max-width: 600px)', undefined, { getInitialValueInEffect: false });
  const list = useRef<HTMLDivElement>(null);
  useRecordKeys(list);
  return <div ref={list}>{narrow ? <Cards {...props} /> : <Table {...props} />}</div>;
}

function Cards<Row>(props: RecordTableProps<Row>) {
  return (
    <ul className="record-cards" aria-label={props.label}>
      {props.rows.map((row) => (
        <Card key={props.keyOf(row)} row={row} {...props} />
      ))}
    </ul>
  );
}

function Choose<Row>({ row, choice, keyOf }: { row: Row; choice: Choice<Row>; keyOf: (row: Row) => string }) {
  const key = keyOf(row);
  return (
    <input
      type="checkbox"
      className="record-choose"
      data-choose=""
      aria-label={choice.labelOf(row)}
      checked={choice.chosen.has(key)}
      onChange={({ currentTarget }) => choice.toggle([key], currentTarget.checked)}
    />
  );
}

function ChooseAll<Row>({
  rows,
  choice,
  keyOf,
}: Pick<RecordTableProps<Row>, 'rows' | 'keyOf'> & { choice: Choice<Row> }) {
  const keys = rows.map(keyOf);
  return (
    <input
      type="checkbox"
      className="record-choose"
      aria-label={choice.allLabel}
      checked={keys.length > 0 && keys.every((key) => choice.chosen.has(key))}
      onChange={({ currentTarget }) => choice.toggle(keys, currentTarget.checked)}
    />
  );
}

function Card<Row>({ row, card, linkOf, newsOf, urgent, choice, keyOf }: RecordTableProps<Row> & { row: Row }) {
  const flash = useFlash(newsOf?.(row));
  return (
    <li data-flash={flash} data-urgent={urgent?.(row) || undefined} data-choice={choice ? '' : undefined}>
      {choice && <Choose row={row} choice={choice} keyOf={keyOf} />}
      <Link {...linkOf(row)} data-record="">
        {card(row)}
      </Link>
    </li>
  );
}

const shareOf = ({ share = 2 }: { share?: number }) => share;

function Table<Row>(props: RecordTableProps<Row>) {
  const width = window.innerWidth;
  const columns = props.columns.filter((column) => (column.from ?? 0) <= width);
  const whole = columns.reduce((sum, column) => sum + shareOf(column), 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard
    <section className="record-scroll" tabIndex={0} aria-label={props.label}>
      <table className="record-table">
        <colgroup>
          {props.choice && <col style={{ width: 44 }} />}
          {columns.map((column) => (
            <col key={column.id} style={{ width: `${(100 * shareOf(column)) / whole}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {props.choice && (
              <th scope="col">
                <ChooseAll rows={props.rows} choice={props.choice} keyOf={props.keyOf} />
              </th>
            )}
            {columns.map((column) => (
              <th key={column.id} scope="col" data-numeric={column.numeric}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <TableRow key={props.keyOf(row)} {...props} columns={columns} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TableRow<Row>(props: RecordTableProps<Row> & { row: Row }) {
  const { row, columns, linkOf, newsOf, urgent, choice, keyOf } = props;
  const flash = useFlash(newsOf?.(row));
  return (
    <tr data-flash={flash} data-urgent={urgent?.(row) || undefined}>
      {choice && (
        <td>
          <Choose row={row} choice={choice} keyOf={keyOf} />
        </td>
      )}
      {columns.map((column, index) => (
        <td key={column.id} data-numeric={column.numeric}>
          <div className="record-cell">
            {index === 0 ? (
              // The first link spreads over the whole row, so the row is one target and still a real link.
              <Link {...linkOf(row)} data-record="" className="record-link">
                {column.cell(row)}
              </Link>
            ) : (
              column.cell(row)
            )}
          </div>
        </td>
      ))}
    </tr>
  );
}
