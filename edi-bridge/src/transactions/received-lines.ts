import type { InboundLineView, InboundView, ReceiptLineView, ReceiptView } from './inbound-view.ts';

/** One announced item as a receipt advice tells it. */
export interface ReceivedLine {
  readonly line: InboundLineView;
  readonly lot: string | null;
  /** All that came, damaged pieces included. */
  readonly received: number;
  readonly damaged: number;
  readonly short: number;
  readonly over: number;
}

/**
 * What a count says of each item. What is missing or too much is known when the last count is made: until then more may
 * come. Then an item of which nothing came is told too.
 */
export function receivedLines(notice: InboundView, receipt: ReceiptView): ReceivedLine[] {
  const last = notice.state === 'RECEIVED' && notice.receipts.at(-1)?.id === receipt.id;
  return notice.lines.flatMap((line) => {
    const counted = receipt.lines.filter(({ lineNumber }) => lineNumber === line.lineNumber);
    if (counted.length === 0 && !(last && (line.shortQuantity ?? 0) > 0)) return [];
    const sum = (of: (one: ReceiptLineView) => number): number => counted.reduce((total, one) => total + of(one), 0);
    return [
      {
        line,
        lot: counted[0]?.lot ?? line.lot,
        received: sum(({ quantity }) => quantity),
        damaged: sum(({ damaged }) => damaged),
        short: last ? (line.shortQuantity ?? 0) : 0,
        over: last ? (line.overQuantity ?? 0) : 0,
      },
    ];
  });
}
