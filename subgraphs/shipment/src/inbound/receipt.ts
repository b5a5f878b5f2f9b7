import { rounded } from '../stock/stock.ts';
import type { InboundLine } from './inbound-notice.ts';

/** One count at the dock. */
export interface Receipt {
  readonly id: string;
  readonly accountId: string;
  readonly noticeId: string;
  readonly number: string;
  readonly receivedAt: number;
  readonly by: string;
  readonly idempotencyKey: string | null;
}

/** What was counted of a line. */
export interface ReceiptLine {
  readonly id: string;
  readonly accountId: string;
  readonly noticeId: string;
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

/** What did not come; null until a receipt. */
export const shortOf = ({ receivedQuantity, expectedQuantity }: InboundLine): number | null =>
  receivedQuantity === null ? null : Math.max(0, rounded(expectedQuantity - receivedQuantity));

/** What came beyond what was announced; null until a receipt. */
export const overOf = ({ receivedQuantity, expectedQuantity }: InboundLine): number | null =>
  receivedQuantity === null ? null : Math.max(0, rounded(receivedQuantity - expectedQuantity));
