import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { rounded } from '../stock/stock.ts';
import type { ReceivedLineInput } from './inbound-input.ts';
import type { InboundLine, InboundPart } from './inbound-notice.ts';

/** One count at the dock. */
export interface Receipt extends InboundPart {
  readonly number: string;
  readonly receivedAt: number;
  readonly by: string;
  readonly idempotencyKey: string | null;
}

/** What was counted of a line. */
export interface ReceiptLine extends InboundPart {
  readonly receiptId: string;
  readonly lineNumber: number;
  readonly sku: string;
  readonly lot: string | null;
  readonly unit: string;
  /** Damaged goods too. */
  readonly quantity: number;
  readonly damaged: number;
  readonly location: string;
  readonly note: string | null;
}

/** A count held against what was announced. */
export interface Count {
  /** Every line of the notice after it, goods that nobody announced among them. */
  readonly lines: readonly InboundLine[];
  readonly counted: readonly ReceiptLine[];
}

/** Where goods stand until somebody puts them away. */
const DOCK = 'DOCK';

/**
 * Holds a count against the notice. Without a list everything came as expected; with one, a line that it leaves out did
 * not come, unless more is still to be counted. Counts of the same line add up, be it in other lots or places.
 */
export function countReceipt(
  expected: readonly InboundLine[],
  count: {
    readonly owner: Pick<ReceiptLine, 'accountId' | 'noticeId' | 'receiptId'>;
    readonly lines: readonly ReceivedLineInput[] | null | undefined;
    readonly complete: boolean;
  },
): Result<Count> {
  let lines = [...expected];
  const counted: ReceiptLine[] = [];
  for (const one of count.lines ?? restOf(expected)) {
    const meant = lineMeant(lines, one, count.owner);
    if (!meant.ok) return meant;
    const damaged = rounded(one.damaged ?? 0);
    const quantity = rounded(one.quantity);
    if (!(quantity >= 0) || !(damaged >= 0) || damaged > quantity) {
      const message = `${meant.value.sku}: ${one.quantity} were counted, ${damaged} of them damaged; that cannot be.`;
      return refuse('COUNT_IMPOSSIBLE', message, { field: 'lines.quantity' });
    }
    const line = added(meant.value, quantity, damaged);
    lines = [...lines.filter((other) => other.id !== line.id), line];
    counted.push(toReceiptLine(line, one, { quantity, damaged }, count.owner));
  }
  const all = lines.sort((a, b) => a.lineNumber - b.lineNumber);
  return ok({ lines: count.complete ? all.map((line) => added(line, 0, 0)) : all, counted });
}

const restOf = (expected: readonly InboundLine[]): ReceivedLineInput[] =>
  expected
    .map((line) => ({ lineNumber: line.lineNumber, quantity: shortOf(line) ?? line.expectedQuantity }))
    .filter((one) => one.quantity > 0);

const added = (line: InboundLine, quantity: number, damaged: number): InboundLine => ({
  ...line,
  receivedQuantity: rounded((line.receivedQuantity ?? 0) + quantity),
  damagedQuantity: rounded((line.damagedQuantity ?? 0) + damaged),
});

/** The line that a count is about; goods that nobody announced become a line that expected none. */
function lineMeant(
  lines: readonly InboundLine[],
  one: ReceivedLineInput,
  owner: Pick<ReceiptLine, 'accountId' | 'noticeId'>,
): Result<InboundLine> {
  if (one.lineNumber) {
    const line = lines.find(({ lineNumber }) => lineNumber === one.lineNumber);
    if (line) return ok(line);
    return refuse('LINE_UNKNOWN', `The notice has no line ${one.lineNumber}.`, {
      field: 'lines.lineNumber',
      fix: 'Name the SKU of goods that were not announced, without a line number.',
      figures: { line: one.lineNumber },
    });
  }
  const sku = one.sku?.trim() ?? '';
  if (sku === '') return refuse('LINE_NOT_NAMED', 'Name the line or the SKU that was counted.', { field: 'lines.sku' });
  const same = lines.filter((line) => line.sku === sku);
  const known = same.find((line) => line.lot === (one.lot ?? null)) ?? same[0];
  return ok(known ?? unannounced(lines, { ...one, sku }, owner));
}

const unannounced = (
  lines: readonly InboundLine[],
  one: ReceivedLineInput & { readonly sku: string },
  { accountId, noticeId }: Pick<ReceiptLine, 'accountId' | 'noticeId'>,
): InboundLine => ({
  id: newId(),
  accountId,
  noticeId,
  lineNumber: Math.max(0, ...lines.map((line) => line.lineNumber)) + 1,
  sku: one.sku,
  description: null,
  lot: one.lot ?? null,
  unit: one.unit?.trim() || (lines[0]?.unit ?? 'EA'),
  expectedQuantity: 0,
  receivedQuantity: null,
  damagedQuantity: null,
  confirmedQuantity: null,
  priceMinor: null,
  currency: null,
  productIds: [],
});

const toReceiptLine = (
  line: InboundLine,
  one: ReceivedLineInput,
  counted: { readonly quantity: number; readonly damaged: number },
  owner: Pick<ReceiptLine, 'accountId' | 'noticeId' | 'receiptId'>,
): ReceiptLine => ({
  ...owner,
  ...counted,
  id: newId(),
  lineNumber: line.lineNumber,
  sku: line.sku,
  lot: one.lot || line.lot,
  unit: line.unit,
  location: one.location?.trim() || DOCK,
  note: one.note?.trim() || null,
});

/** What did not come; null until a receipt. */
export const shortOf = ({ receivedQuantity, expectedQuantity }: InboundLine): number | null =>
  receivedQuantity === null ? null : Math.max(0, rounded(expectedQuantity - receivedQuantity));

/** What came beyond what was announced; null until a receipt. */
export const overOf = ({ receivedQuantity, expectedQuantity }: InboundLine): number | null =>
  receivedQuantity === null ? null : Math.max(0, rounded(receivedQuantity - expectedQuantity));
