import type { Address } from './parties.ts';

/** What the documents that we send need to know of goods that come in, as the graph tells it. */
export interface InboundView {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly kind: 'STOCK_TRANSFER' | 'PURCHASE_ORDER';
  readonly orderNumber: string;
  readonly shipmentReference: string | null;
  readonly warehouse: string;
  readonly carrierScac: string | null;
  readonly trailer: string | null;
  readonly seal: string | null;
  readonly shippedAt: string | null;
  readonly createdAt: string;
  readonly handlingUnits: readonly {
    readonly sscc: string | null;
    readonly contents: readonly { readonly lineNumber: number; readonly quantity: number }[];
  }[];
  readonly confirmation: { readonly reason: string | null } | null;
  readonly references: readonly { readonly kind: string; readonly value: string; readonly qualifier: string | null }[];
  readonly parties: readonly {
    readonly role: string;
    readonly name: string;
    readonly code: string | null;
    readonly codeQualifier: string | null;
    readonly address: Address | null;
  }[];
  readonly lines: readonly InboundLineView[];
  readonly receipts: readonly ReceiptView[];
}

export interface InboundLineView {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description: string | null;
  readonly lot: string | null;
  readonly unit: string;
  readonly expectedQuantity: number;
  readonly confirmedQuantity: number | null;
  readonly shortQuantity: number | null;
  readonly overQuantity: number | null;
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly productIds: readonly { readonly qualifier: string; readonly value: string }[];
}

/** One count at the dock. */
export interface ReceiptView {
  readonly id: string;
  readonly number: string;
  readonly receivedAt: string;
  readonly lines: readonly ReceiptLineView[];
}

export interface ReceiptLineView {
  readonly lineNumber: number;
  readonly lot: string | null;
  readonly quantity: number;
  readonly damaged: number;
}

/** The notice in the words of InboundView. */
export const INBOUND_FIELDS = `
  id number state kind orderNumber shipmentReference warehouse carrierScac trailer seal shippedAt createdAt
  handlingUnits { sscc contents { lineNumber quantity } }
  confirmation { reason }
  references { kind value qualifier }
  parties { role name code codeQualifier address { lines city region postalCode country } }
  lines { lineNumber sku description lot unit expectedQuantity confirmedQuantity shortQuantity overQuantity
    priceMinor currency productIds { qualifier value } }
  receipts { id number receivedAt lines { lineNumber lot quantity damaged } }`;
