/*
 * What others tell the contract subgraph of work that a rate may have a price for, beside `events.ts`. Other workspaces may
 * import it, too.
 */

/** A place as prices look at it. */
export interface ActivityPlace {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** State or province, without the country. */
  readonly region: string | null;
  readonly postalCode: string | null;
}

/**
 * Something was done for a customer that a rate may have a price for. Whoever tells of a shipment, a fact of it or goods
 * received adds it to that event's data as `activity`: charging needs nothing else of them.
 */
export interface ActivityDone {
  /** One of what was done, however often it is told: 48 characters at most. */
  readonly activityId: string;
  /** A MILESTONE is priced by its code (X12 element 1650), the others by what they are. STORED is told by nobody: stock tells it. */
  readonly kind: 'SHIPPED' | 'DELIVERED' | 'RECEIVED' | 'MILESTONE' | 'STORED';
  readonly accountId: string;
  readonly contractId: string | null;
  readonly subjectKind: 'SHIPMENT' | 'INBOUND' | 'STOCK';
  readonly subjectId: string;
  /** For a person. */
  readonly subjectNumber: string;
  readonly orderNumber: string | null;
  readonly poNumber: string | null;
  readonly code: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The day of `at` where it was done, YYYY-MM-DD: the day whose prices hold. */
  readonly date: string;
  readonly weightGrams: number | null;
  readonly guaranteed: boolean;
  readonly carrierScac: string | null;
  /** How it was carried, as X12 says it: M motor, A air, R rail, U parcel. Left out by older versions. */
  readonly mode?: string | null;
  readonly quantities: readonly { readonly unit: string; readonly quantity: number }[];
  readonly origin: ActivityPlace | null;
  readonly destination: ActivityPlace | null;
  /** Who said afterwards what nobody had told: weight or counts. Set where it is charged. */
  readonly completed?: { readonly by: string; readonly at: number };
}

/** What activities may come with. */
export const ACTIVITY_SOURCE = 'shipment';
export interface WithActivity {
  readonly activity?: ActivityDone | null;
}

/** How much stands where: told by whoever keeps stock, and charged by the day. */
export const STOCK_STANDS = 'stock.changed.v1';
export interface StockStanding {
  readonly stockId: string;
  readonly accountId: string;
  readonly warehouse: string;
  readonly sku: string;
  readonly lot: string | null;
  readonly unit: string;
  readonly onHand: number;
}
