type ProductIds = readonly { readonly qualifier: string; readonly value: string }[];

/** One balance of stock, as the graph tells it. */
export interface StockView {
  readonly warehouse: string;
  readonly sku: string;
  readonly description: string | null;
  readonly lot: string | null;
  readonly status: 'AVAILABLE' | 'HOLD' | 'DAMAGED';
  readonly unit: string;
  readonly onHand: number;
  readonly available: number;
  readonly productIds: ProductIds;
}

/** The balance in the words of StockView. */
export const STOCK_FIELDS = 'warehouse sku description lot status unit onHand available productIds { qualifier value }';

/** A correction of stock, as the graph tells it. */
export interface AdjustmentView {
  readonly id: string;
  readonly number: string;
  readonly warehouse: string;
  readonly reason: string;
  readonly note: string | null;
  readonly at: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly lot: string | null;
    readonly unit: string;
    readonly status: StockView['status'];
    /** Signed. */
    readonly quantity: number;
    readonly productIds: ProductIds;
  }[];
}

/** The correction in the words of AdjustmentView. */
export const ADJUSTMENT_FIELDS = `id number warehouse reason note at
  lines { sku lot unit status quantity productIds { qualifier value } }`;
