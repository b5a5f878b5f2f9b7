import { DAY, HOUR } from '@quayside/shared/instant';
import { fitsInColumn } from '@quayside/shared/json-size';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { textFault } from '../conversation/conversation.ts';
import type { ServiceItem } from '../item/item.ts';
import { wayOn } from '../item/way-on.ts';
import { isFinal, mayBecome, nextOf, type ReturnState } from './transitions.ts';

/** Why goods come back. */
export type ReturnReason = 'DAMAGED' | 'WRONG_ITEM' | 'QUALITY' | 'RECALL' | 'OVERSTOCK' | 'UNWANTED' | 'OTHER';
/** What becomes of goods that came back. */
export type Disposition = 'RESTOCK' | 'REPAIR' | 'SCRAP';

/** So much of a line becomes this. */
export interface Verdict {
  readonly disposition: Disposition;
  readonly quantity: number;
  readonly note: string | null;
}

/** What is to come back, what came, and what becomes of it. */
export interface ReturnLine {
  /** From 1. */
  readonly line: number;
  readonly sku: string;
  readonly lot: string | null;
  readonly unit: string;
  readonly description: string | null;
  readonly quantity: number;
  /** Null until counted. */
  readonly receivedQuantity: number | null;
  readonly verdicts: readonly Verdict[];
}

/** An authorised return (RMA), from the request to the credit. */
export interface ReturnOrder extends ServiceItem {
  readonly state: ReturnState;
  /** `RMA-000042`, given with the authorisation; it stands on the cartons that come back. */
  readonly rmaNumber: string | null;
  readonly reason: ReturnReason;
  readonly explanation: string;
  readonly contractId: string;
  readonly lines: readonly ReturnLine[];
  /** Where the goods were counted. */
  readonly warehouse: string | null;
  readonly creditMinor: number | null;
  readonly creditCurrency: string | null;
  /** Set once the contract's books have the credit. */
  readonly chargeId: string | null;
}

/** Hours within which a request is authorised or declined. */
const ANSWER_HOURS = 24;
/** Days within which authorised goods are expected. */
const ARRIVAL_DAYS = 30;
/** Hours within which goods that came are inspected, and the inspection is settled. */
const NEXT_HOURS = 48;
const MOST_LINES = 100;
const LONGEST_CODE = 64;
const LONGEST_UNIT = 32;
const LONGEST_LINE = 255;
const DECIMALS = 10_000;
const MOST = 1e9;

/** Until when a request is answered. */
export const answerBy = (now: number): number => now + ANSWER_HOURS * HOUR;

/** A line as it is asked for. */
export type AskedLine = Pick<ReturnLine, 'sku' | 'lot' | 'unit' | 'description' | 'quantity'>;

/** The lines of a request, numbered; refuses what cannot be counted. */
export function checkLines(asked: readonly AskedLine[], explanation: string): Result<ReturnLine[]> {
  const field = 'lines';
  if (asked.length === 0 || asked.length > MOST_LINES) {
    return refuse('RETURN_LINES', `A return has 1 to ${MOST_LINES} lines.`, { field });
  }
  const lines = asked.map((line, index) => ({
    line: index + 1,
    sku: line.sku.trim(),
    lot: line.lot?.trim() || null,
    unit: line.unit.trim(),
    description: line.description?.trim() || null,
    quantity: rounded(line.quantity),
    receivedQuantity: null,
    verdicts: [],
  }));
  const odd = lines.find(
    ({ sku, lot, unit, description }) =>
      !sku ||
      !unit ||
      unit.length > LONGEST_UNIT ||
      (description ?? '').length > LONGEST_LINE ||
      [sku, lot ?? ''].some((text) => text.length > LONGEST_CODE),
  );
  if (odd) return refuse('RETURN_LINE', `Line ${odd.line} names no item and unit of usable length.`, { field });
  const uncounted = lines.find(({ quantity }) => !isCount(quantity) || quantity <= 0);
  if (uncounted) return refuse('QUANTITY_NOT_POSITIVE', `How many are on line ${uncounted.line}?`, { field });
  if (!fitsInColumn(lines)) return refuse('RETURN_LARGE', 'The return is too long.', { field });
  return textFault(explanation, 'explanation') ?? ok(lines);
}

/** Quantities have four decimals, as in stock. */
const rounded = (quantity: number): number => Math.round(quantity * DECIMALS) / DECIMALS;
const isCount = (quantity: number): boolean => Number.isFinite(quantity) && quantity >= 0 && quantity <= MOST;

/** Moves a return on, if its state allows. */
export function move(order: ReturnOrder, to: ReturnState, now: number, dueAt = order.dueAt): Result<ReturnOrder> {
  if (!mayBecome(order.state, to)) {
    return refuse(
      'RETURN_STATE',
      `Return ${order.number} is ${order.state} and cannot become ${to}.`,
      wayOn(nextOf(order.state), 'Ask for a new one.'),
    );
  }
  return ok({ ...order, state: to, dueAt, closedAt: isFinal(to) ? now : null });
}

/** Says yes, under a number that the goods carry on their way back. */
export function authorise(order: ReturnOrder, rmaNumber: string, now: number): Result<ReturnOrder> {
  const moved = move(order, 'AUTHORISED', now, now + ARRIVAL_DAYS * DAY);
  return moved.ok ? ok({ ...moved.value, rmaNumber }) : moved;
}

/** Says no, or takes the request back, with the reason. */
export function end(
  order: ReturnOrder,
  to: 'DECLINED' | 'CANCELLED',
  reason: string,
  now: number,
): Result<ReturnOrder> {
  const moved = move(order, to, now);
  if (!moved.ok) return moved;
  if (!reason.trim()) return refuse('REASON_MISSING', 'Say why.', { field: 'reason' });
  return textFault(reason, 'reason') ?? moved;
}

/** How many of a line came. */
export interface Count {
  readonly line: number;
  readonly quantity: number;
}

/** Counts what came, line by line; more than was announced is counted too, for it is there. */
export function receive(
  order: ReturnOrder,
  warehouse: string,
  counts: readonly Count[],
  now: number,
): Result<ReturnOrder> {
  const moved = move(order, 'RECEIVED', now, now + NEXT_HOURS * HOUR);
  if (!moved.ok) return moved;
  if (!warehouse.trim() || warehouse.trim().length > LONGEST_CODE) {
    return refuse('WAREHOUSE_MISSING', 'Name the warehouse that counted.', { field: 'warehouse' });
  }
  const fault = everyLineOnce(order, counts, 'counts');
  if (fault) return fault;
  if (counts.some(({ quantity }) => !isCount(quantity))) {
    return refuse('QUANTITY_RANGE', `A count is from nothing to ${MOST}.`, {
      field: 'counts',
      figures: { most: MOST },
    });
  }
  const lines = order.lines.map((line) => {
    const counted = counts.find((one) => one.line === line.line)?.quantity ?? 0;
    return { ...line, receivedQuantity: rounded(counted) };
  });
  return ok({ ...moved.value, lines, warehouse: warehouse.trim() });
}

/** What becomes of a line. */
export interface Inspection {
  readonly line: number;
  readonly verdicts: readonly Verdict[];
}

/** Says what becomes of everything that came: the parts of a line add up to its count. */
export function inspect(order: ReturnOrder, inspections: readonly Inspection[], now: number): Result<ReturnOrder> {
  const moved = move(order, 'INSPECTED', now, now + NEXT_HOURS * HOUR);
  if (!moved.ok) return moved;
  const field = 'inspections';
  const fault = everyLineOnce(order, inspections, field);
  if (fault) return fault;
  const verdicts = inspections.flatMap((one) => one.verdicts);
  if (verdicts.some(({ quantity, note }) => !isCount(quantity) || (note ?? '').length > LONGEST_LINE)) {
    return refuse('VERDICT', 'A part of a line has a quantity, and a note of usable length.', { field });
  }
  const lines = order.lines.map((line) => {
    const found = inspections.find((one) => one.line === line.line)?.verdicts ?? [];
    return { ...line, verdicts: found.filter(({ quantity }) => rounded(quantity) > 0) };
  });
  const uneven = lines.find((line) => sumOf(line.verdicts) !== line.receivedQuantity);
  if (uneven) {
    const message = `Line ${uneven.line} counted ${uneven.receivedQuantity}; its parts add up to ${sumOf(uneven.verdicts)}.`;
    return refuse('VERDICTS_UNEVEN', message, { field });
  }
  return fitsInColumn(lines)
    ? ok({ ...moved.value, lines })
    : refuse('RETURN_LARGE', 'The notes are too long.', { field });
}

const sumOf = (verdicts: readonly Verdict[]): number => rounded(verdicts.reduce((sum, one) => sum + one.quantity, 0));

function everyLineOnce(order: ReturnOrder, named: readonly { line: number }[], field: string): Result<never> | null {
  const lines = new Set(named.map((one) => one.line));
  const complete = lines.size === named.length && order.lines.every(({ line }) => lines.has(line));
  return complete && named.length === order.lines.length
    ? null
    : refuse('LINES_INCOMPLETE', 'Name every line of the return once.', { field });
}

/** How many of a line have this disposition. */
export const quantityOf = (line: ReturnLine, disposition: Disposition): number =>
  sumOf(line.verdicts.filter((one) => one.disposition === disposition));

/** What the account is given back for the goods. */
export function credit(
  order: ReturnOrder,
  amount: { amountMinor: number; currency: string },
  now: number,
): Result<ReturnOrder> {
  const moved = move(order, 'CREDITED', now);
  if (!moved.ok) return moved;
  if (!Number.isSafeInteger(amount.amountMinor) || amount.amountMinor <= 0) {
    return refuse('AMOUNT_RANGE', 'A credit is more than nothing, in whole minor units.', { field: 'amountMinor' });
  }
  if (!/^[A-Z]{3}$/.test(amount.currency)) {
    return refuse('CURRENCY_UNKNOWN', `${amount.currency} is no ISO 4217 code.`, { field: 'currency' });
  }
  return ok({ ...moved.value, creditMinor: amount.amountMinor, creditCurrency: amount.currency });
}
