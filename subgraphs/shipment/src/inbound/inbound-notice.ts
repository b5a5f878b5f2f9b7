import type { InboundFacts, InboundKind, InboundState } from '../events.ts';
import type { PartyFacts, ProductId, ReferenceFacts } from '../shipment/parts.ts';

/** Our answer to a purchase order as it stands. */
export interface Confirmation {
  readonly state: 'PENDING' | 'CONFIRMED' | 'REJECTED';
  readonly at: number | null;
  readonly by: string | null;
  readonly reason: string | null;
}

/** A pallet or carton of goods that come in. */
export interface InboundUnit {
  readonly kind: string;
  readonly sscc: string | null;
  readonly weightGrams: number | null;
  readonly trackingNumber: string | null;
  readonly contents: { readonly lineNumber: number; readonly quantity: number }[];
}

/** Goods that are on their way to us. */
export interface InboundNotice {
  readonly id: string;
  readonly number: string;
  readonly kind: InboundKind;
  readonly state: InboundState;
  readonly accountId: string;
  readonly source: string;
  /** With the shipment reference unique per account and kind. */
  readonly orderNumber: string;
  readonly shipmentReference: string | null;
  readonly warehouse: string;
  readonly carrierScac: string | null;
  readonly trailer: string | null;
  readonly seal: string | null;
  readonly expectedAt: number | null;
  readonly arrivedAt: number | null;
  readonly shippedAt: number | null;
  readonly parties: PartyFacts[];
  readonly references: ReferenceFacts[];
  readonly handlingUnits: InboundUnit[];
  readonly note: string | null;
  /** Null for a stock transfer: the depositor's own goods need no answer. */
  readonly confirmation: Confirmation | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
}

/** One item that is expected, and what came of it. */
export interface InboundLine {
  readonly id: string;
  readonly accountId: string;
  readonly noticeId: string;
  readonly lineNumber: number;
  readonly sku: string;
  readonly description: string | null;
  readonly lot: string | null;
  readonly unit: string;
  readonly expectedQuantity: number;
  /** Damaged goods too; null until a receipt. */
  readonly receivedQuantity: number | null;
  readonly damagedQuantity: number | null;
  readonly confirmedQuantity: number | null;
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly productIds: ProductId[];
}

/** What every event of a notice carries. */
export const inboundFactsOf = (notice: InboundNotice): InboundFacts => ({
  noticeId: notice.id,
  number: notice.number,
  kind: notice.kind,
  state: notice.state,
  accountId: notice.accountId,
  orderNumber: notice.orderNumber,
  source: notice.source,
});
