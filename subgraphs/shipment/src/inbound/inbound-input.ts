import type { InboundKind } from '../events.ts';
import type { PartyInput, ReferenceInput } from '../shipment/order-input.ts';
import type { ProductId } from '../shipment/parts.ts';

type Maybe<T> = T | null | undefined;

/** One expected item. */
export interface InboundLineInput {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description?: Maybe<string>;
  readonly lot?: Maybe<string>;
  readonly unit: string;
  readonly expectedQuantity: number;
  /** Pieces (EA) in one unit, where the sender says it. */
  readonly packQuantity?: Maybe<number>;
  readonly priceMinor?: Maybe<number>;
  readonly currency?: Maybe<string>;
  readonly productIds?: Maybe<readonly ProductId[]>;
}

/** What can be said of goods on their way, and said again. */
export interface ChangeInboundInput {
  readonly source?: Maybe<string>;
  readonly warehouse?: Maybe<string>;
  readonly carrierScac?: Maybe<string>;
  readonly trailer?: Maybe<string>;
  readonly seal?: Maybe<string>;
  readonly expectedAt?: Maybe<number>;
  readonly parties?: Maybe<readonly PartyInput[]>;
  readonly references?: Maybe<readonly ReferenceInput[]>;
  readonly lines?: Maybe<readonly InboundLineInput[]>;
  readonly note?: Maybe<string>;
}

/** A stock transfer (943) or a purchase order (850). */
export interface AnnounceInboundInput extends ChangeInboundInput {
  readonly accountId: string;
  readonly kind?: Maybe<InboundKind>;
  readonly orderNumber: string;
  readonly shipmentReference?: Maybe<string>;
  readonly warehouse: string;
  readonly lines: readonly InboundLineInput[];
}

/** What was counted of a line, or of goods that nobody announced. */
export interface ReceivedLineInput {
  readonly lineNumber?: Maybe<number>;
  readonly sku?: Maybe<string>;
  /** Damaged goods too. */
  readonly quantity: number;
  readonly damaged?: Maybe<number>;
  readonly lot?: Maybe<string>;
  readonly unit?: Maybe<string>;
  readonly location?: Maybe<string>;
  readonly note?: Maybe<string>;
}

/** One count at the dock. */
export interface ReceiveInboundInput {
  readonly id: string;
  readonly lines?: Maybe<readonly ReceivedLineInput[]>;
  readonly receivedAt?: Maybe<number>;
  readonly complete?: Maybe<boolean>;
  readonly idempotencyKey?: Maybe<string>;
}

/** How much of a line we confirm. */
export interface ConfirmedLineInput {
  readonly lineNumber: number;
  readonly quantity: number;
}

/** A pallet or carton, and what is inside. */
export interface InboundUnitInput {
  readonly kind: string;
  readonly sscc?: Maybe<string>;
  readonly weightGrams?: Maybe<number>;
  readonly trackingNumber?: Maybe<string>;
  readonly contents?: Maybe<readonly { readonly lineNumber: number; readonly quantity: number }[]>;
}

/** How the goods left for our warehouse. */
export interface ShipInboundInput {
  readonly id: string;
  readonly carrierScac?: Maybe<string>;
  readonly bol?: Maybe<string>;
  readonly pro?: Maybe<string>;
  readonly handlingUnits?: Maybe<readonly InboundUnitInput[]>;
  readonly shippedAt?: Maybe<number>;
}
