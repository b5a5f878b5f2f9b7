import type { Address, N1Party } from './parties.ts';
import type { Reference } from './references.ts';
import type { MapSegment } from './segments.ts';

/** As the graph's ShipmentLineInput. */
export interface LineInput {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description: string | null;
  readonly lot: string | null;
  readonly unit: string;
  readonly orderedQuantity: number;
  readonly productIds: readonly { readonly qualifier: string; readonly value: string }[];
  readonly weightGrams: number | null;
}

/** As the graph's StopInput. */
export interface StopInput {
  readonly sequence: number;
  readonly kind: 'PICKUP' | 'DELIVERY';
  readonly name: string;
  readonly address: Address;
  readonly timeZone: string | null;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
}

/** As the graph's PartyInput. */
export type PartyInput = Omit<N1Party, 'qualifier' | 'givenName'>;

/** What CreateShipmentInput and TenderLoadInput have in common. */
export interface OrderInput {
  readonly mode: string | null;
  readonly carrierScac: string | null;
  readonly freightTerms: string | null;
  readonly references: readonly Reference[];
  readonly parties: readonly PartyInput[];
  readonly lines: readonly LineInput[];
  readonly stops: readonly StopInput[];
  readonly promisedAt: string | null;
  readonly weightGrams: number | null;
  readonly note: string | null;
}

/** As the graph's InboundLineInput. */
export interface NoticeLineInput {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description: string | null;
  readonly lot: string | null;
  readonly unit: string;
  readonly expectedQuantity: number;
  /** Pieces in one unit (W2001). */
  readonly packQuantity?: number;
  /** Price of one unit, in minor units of `currency`. */
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly productIds: LineInput['productIds'];
}

/** What AnnounceInboundInput and ChangeInboundInput have in common. */
export interface NoticeInput {
  readonly kind: 'STOCK_TRANSFER' | 'PURCHASE_ORDER';
  readonly shipmentReference: string | null;
  /** Name of the warehouse, or its code where it is given no name. */
  readonly warehouse: string | null;
  readonly carrierScac: string | null;
  readonly trailer: string | null;
  readonly seal: string | null;
  readonly expectedAt: string | null;
  readonly references: readonly Reference[];
  readonly parties: readonly PartyInput[];
  readonly lines: readonly NoticeLineInput[];
  readonly note: string | null;
}

/** One tracking fact of a carrier's 214. */
export interface StatusInput {
  /** AT701, or AT703 of an appointment. */
  readonly code: string;
  readonly reasonCode: string | null;
  readonly at: string;
  readonly timeZone: string | null;
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly note: string | null;
  /** M701 to M704, and L11 with qualifier SN. */
  readonly sealNumbers: readonly string[];
}

/** As the graph's ClaimLineInput. */
export interface ClaimLineInput {
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: number;
  readonly unit: string;
  readonly cause: 'LOSS' | 'DAMAGE' | 'SHORTAGE' | 'DELAY' | 'CONCEALED_DAMAGE' | 'OVERCHARGE';
  /** Minor units, before salvage. */
  readonly amountMinor: number;
  readonly salvageMinor: number | null;
  readonly weightGrams: number | null;
}

/** What FileClaimInput needs besides the shipment. */
export interface ClaimInput {
  readonly reference: string;
  readonly currency: string;
  readonly statement: string;
  readonly expectedDeliveryAt: string | null;
  readonly lines: readonly ClaimLineInput[];
}

/** What a carrier's 926 says of one claim of ours against it. */
export interface CarrierClaimAnswer {
  /** Our number of it (F1102). */
  readonly number: string;
  readonly carrierNumber: string | null;
  /** Element 546. */
  readonly status: string;
  /** The state that it puts the claim into; null for one that only a person can deal with. */
  readonly state: 'ACKNOWLEDGED' | 'INVESTIGATING' | 'OFFERED' | 'PAID' | 'DECLINED' | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** Element 548. */
  readonly reasonCode: string | null;
  /** Number of the cheque or transfer. */
  readonly payment: string | null;
  /** A part was paid, and the rest stays open. */
  readonly partly: boolean;
  /** What the carrier settles for in all (F1105); null where it does not say. */
  readonly settledMinor: number | null;
}

/** As the graph's RemittanceItemInput. */
export interface PaymentItem {
  readonly invoiceNumber: string;
  /** Negative for what is taken off. */
  readonly paidMinor: number;
  /** Element 426. */
  readonly reason: string | null;
  readonly deductedMinor: number | null;
}

/** What RecordRemittanceInput needs besides the account, the reference and the source. */
export interface PaymentInput {
  readonly currency: string;
  readonly amountMinor: number;
  /** YYYY-MM-DD */
  readonly paidOn: string;
  readonly items: readonly PaymentItem[];
}

/** As the graph's CarrierLineInput. */
export interface CarrierLineInput {
  readonly description: string;
  readonly amountMinor: number;
}

/** What was agreed with a partner about the meaning of its documents. */
export interface MapRules {
  /** Qualifiers of product ids, the one that counts first; empty for the usual order. */
  readonly itemIdPriority: readonly string[];
  /** Meanings of W0501 beyond N, F and R. */
  readonly orderStatus: Readonly<Record<string, 'NEW' | 'CANCEL' | 'CHANGE'>>;
}

/** What holds where nothing else was agreed. */
export const usualRules: MapRules = { itemIdPriority: [], orderStatus: {} };

/** What RegisterConsigneeInput needs besides the account. */
export interface ConsigneeInput {
  readonly code: string | null;
  readonly name: string;
  readonly address: Address | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly timeZone: string | null;
}

/** What an 860 asks of one line. */
export interface NoticeChange {
  /** POC02: AI adds a line, DI takes one away, all others change one. */
  readonly action: 'ADD' | 'REMOVE' | 'CHANGE';
  readonly line: NoticeLineInput;
}

/** What a set asks the graph to do, or why a person or the sender must act first. `key` is its business key. */
export type Mapped =
  | {
      readonly kind: 'order';
      readonly key: string;
      readonly consignee: ConsigneeInput | null;
      readonly input: OrderInput;
      /** What is wrong but no reason to stop. */
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'tender';
      readonly key: string;
      readonly purpose: '00' | '01' | '04' | '05';
      readonly respondBy: string | null;
      readonly consignee: ConsigneeInput | null;
      readonly input: OrderInput;
      readonly warnings: readonly string[];
    }
  | {
      /** An order that exists is to be replaced by this one. */
      readonly kind: 'order-change';
      readonly key: string;
      readonly consignee: ConsigneeInput | null;
      readonly input: OrderInput;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'cancel'; readonly key: string; readonly reason: string }
  | { readonly kind: 'cancel-notice'; readonly key: string; readonly reason: string }
  | {
      /** Goods that are to come in: a 943, or a purchase order. */
      readonly kind: 'notice';
      readonly key: string;
      readonly purpose: 'NEW' | 'REPLACE' | 'CANCEL';
      readonly input: NoticeInput;
      readonly warnings: readonly string[];
    }
  | {
      /** Single lines of a purchase order are to change (860). */
      readonly kind: 'notice-change';
      readonly key: string;
      readonly changes: readonly NoticeChange[];
      readonly expectedAt: string | null;
    }
  | { readonly kind: 'status'; readonly key: string; readonly load: string; readonly facts: readonly StatusInput[] }
  /** What is in stock; of these items, or of all. */
  | { readonly kind: 'stock-inquiry'; readonly key: string; readonly skus: readonly string[] }
  | {
      /** Money asked for loss or damage of one shipment, which is known by one of these numbers. */
      readonly kind: 'claim';
      readonly key: string;
      readonly shipments: readonly string[];
      readonly input: ClaimInput;
    }
  /** How claims stand: asked for by the claimant's number, and ours where the claimant knows it. */
  | {
      readonly kind: 'claim-tracer';
      readonly key: string;
      readonly claims: readonly { readonly reference: string; readonly number: string | null }[];
    }
  /** What became of our own claims against a carrier. */
  | { readonly kind: 'claim-answer'; readonly key: string; readonly answers: readonly CarrierClaimAnswer[] }
  /** Money that the partner has paid, under its trace number. */
  | { readonly kind: 'payment'; readonly key: string; readonly input: PaymentInput }
  | {
      /** Money that the partner has paid without saying in which currency: the invoices that it pays tell. */
      readonly kind: 'payment-without-currency';
      readonly key: string;
      readonly invoiceNumbers: readonly string[];
      readonly segments: readonly MapSegment[];
    }
  | {
      /** What a carrier asks for a shipment, which is known by one of these numbers. */
      readonly kind: 'carrier-invoice';
      readonly key: string;
      readonly scac: string;
      readonly shipments: readonly string[];
      readonly input: {
        readonly currency: string;
        readonly billedMinor: number;
        readonly lines: readonly CarrierLineInput[];
      };
    }
  /** For a person: nothing is wrong with the file, but a machine must not decide it. */
  | { readonly kind: 'hold'; readonly key: string; readonly note: string }
  /** For a person: nobody agreed on what this means. */
  | { readonly kind: 'quarantine'; readonly key: string; readonly note: string }
  /** For the sender: it cannot be carried out as it stands. */
  | { readonly kind: 'refuse'; readonly key: string; readonly note: string };
