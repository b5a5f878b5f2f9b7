import { STOCK_STANDS, type StockStanding } from '@quayside/contract/activity-events';

/** What the shipment subgraph tells the others. The only file of it that other workspaces import. */
export const SHIPMENT_SOURCE = 'shipment';

/** Where a shipment is on its way from offer to end. */
export type ShipmentState =
  | 'TENDERED'
  | 'BOOKED'
  | 'PICKING'
  | 'PACKED'
  | 'IN_TRANSIT'
  | 'OUT_FOR_DELIVERY'
  | 'DELIVERED'
  | 'DECLINED'
  | 'CANCELLED'
  | 'RETURNED';

/** Carried by every shipment event; subject is the shipment, seq its version. */
export interface ShipmentFacts {
  readonly shipmentId: string;
  readonly number: string;
  readonly kind: 'WAREHOUSE_ORDER' | 'LOAD';
  readonly state: ShipmentState;
  readonly accountId: string;
  readonly consigneeId: string | null;
  readonly contractId: string | null;
  /** Depositor's order number (W0502) or the shipper's shipment id (B204). */
  readonly orderNumber: string;
  /** PORTAL, API, DEMO, or `EDI:<message id>`. */
  readonly source: string;
  readonly carrierScac: string | null;
  /** Epoch milliseconds; null until delivered. */
  readonly deliveredAt: number | null;
  /** Epoch milliseconds; null where nothing was promised. Left out in events from before it was told. */
  readonly promisedAt?: number | null;
}

/** How many order lines there are, and of which of them less went out than was ordered. Told from booking on. */
export interface LinesTold {
  readonly lineCount?: number;
  /** The first thousand. */
  readonly short?: readonly { readonly line: number; readonly ordered: number; readonly shipped: number }[];
}

/** An order was taken. Data: ShipmentFacts & LinesTold. */
export const SHIPMENT_BOOKED = 'shipment.booked.v1';
/** A load was offered, or its offer changed. */
export const SHIPMENT_TENDERED = 'shipment.tendered.v1';
/** Data: ShipmentFacts & TenderAnswered. Causes a 990. */
export const TENDER_ANSWERED = 'shipment.tender-answered.v1';
/** Picking, packed, cancelled. */
export const SHIPMENT_STATE_CHANGED = 'shipment.state-changed.v1';
/** The depositor has changed an order that was not picked yet. */
export const SHIPMENT_CHANGED = 'shipment.changed.v1';
/** Goods that had been missing when an order was booked stand ready for it now. */
export const SHIPMENT_RESERVED = 'shipment.reserved.v1';
/**
 * The goods left the warehouse. Causes a 945 where a 940 ordered them. Data: ShipmentFacts & LinesTold & WithActivity.
 */
export const SHIPMENT_SHIPPED = 'shipment.shipped.v1';
/** Data: ShipmentFacts & MilestoneRecorded & WithActivity, whose activity is what may cost something. Causes a 214. */
export const MILESTONE_RECORDED = 'shipment.milestone-recorded.v1';
/** Another time of arrival, or another reason for it. */
export const ETA_CHANGED = 'shipment.eta-changed.v1';
/** Data: ShipmentFacts & { exceptionId, exceptionKind }. */
export const EXCEPTION_RAISED = 'shipment.exception-raised.v1';
/** Data: ShipmentFacts & { exceptionId, exceptionKind }. */
export const EXCEPTION_RESOLVED = 'shipment.exception-resolved.v1';
/** Data: ShipmentFacts & { documentId, documentKind }. */
export const DOCUMENT_ATTACHED = 'shipment.document-attached.v1';
/** Data: ShipmentFacts & { instructionId }. */
export const INSTRUCTION_GIVEN = 'shipment.instruction-given.v1';
/** Data: ShipmentFacts & { linkId }. */
export const LINK_CREATED = 'shipment.link-created.v1';
/** Data: ShipmentFacts & { linkId }. */
export const LINK_REVOKED = 'shipment.link-revoked.v1';
/** Bytes were stored, or a file was given to an account. Data: FileStored; subject is the file. */
export const FILE_STORED = 'file.stored.v1';
/** Whose a stored file is, and what it truly is, by its own bytes. */
export interface FileStored {
  readonly fileId: string;
  /** Null while a member of the staff has uploaded it for no account yet. */
  readonly accountId: string | null;
  /** Set for what the holder of a tracking link uploaded. */
  readonly linkedShipmentId: string | null;
  readonly uploadedBy: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}
/** A tracking link died: its sockets must close. Data: `{ credentialHash }`, hex SHA-256 of the token. */
export const LINK_CREDENTIAL_REVOKED = 'credential.revoked.v1';

/** The one answer to a version of a tender. */
export interface TenderAnswered {
  readonly answer: 'ACCEPTED' | 'DECLINED';
  readonly tenderVersion: number;
  readonly reason: string | null;
}

/** Which fact was recorded; the graph has the rest. */
export interface MilestoneRecorded {
  readonly milestoneId: string;
  readonly code: string;
  /** Why (AT702), and when it happened at its place, epoch milliseconds. Left out in older events. */
  readonly reasonCode?: string | null;
  readonly happenedAt?: number;
}

/** Goods that an order may have, goods on hold, and damaged goods. */
export type StockStatus = 'AVAILABLE' | 'HOLD' | 'DAMAGED';

/** Why a count was corrected. W1901: 06 56 07 AA AC AI AU AV AW AX AY. */
export type AdjustmentReason =
  | 'DECREASE'
  | 'INCREASE'
  | 'DESTROYED'
  | 'PHYSICAL_COUNT'
  | 'CONDITION_CHANGE'
  | 'DISASTER'
  | 'DAMAGED_HERE'
  | 'DAMAGED_IN_TRANSIT'
  | 'RECALL'
  | 'SHELF_LIFE'
  | 'RECEIPT_ERROR';

/** A row of stock after a change of what is on hand or reserved; subject is the row, seq its version. Data: StockFacts. */
export const STOCK_CHANGED = STOCK_STANDS;
/** A correction of what is on hand; subject is the adjustment. Causes a 947. Data: StockAdjusted. */
export const STOCK_ADJUSTED = 'stock.adjusted.v1';

/** Who tells of returned goods that are sound. */
export const RESTOCK_SOURCE = 'service';
/** Returned goods go back into stock, once for a return however often it is told. Data: RestockDue. */
export const RESTOCK_DUE = 'stock.restock-due.v1';
/** The words in which it is told. Codes have 64 characters at most, units 32, descriptions 255. */
export interface RestockDue {
  readonly returnId: string;
  /** The RMA number, for a person. */
  readonly number: string;
  readonly accountId: string;
  readonly warehouse: string;
  readonly location: string;
  readonly lines: readonly {
    /** Of the return, from 1. */
    readonly line: number;
    readonly sku: string;
    readonly lot: string | null;
    readonly unit: string;
    readonly description: string | null;
    readonly quantity: number;
  }[];
}

/** A row of stock as it is now. */
export interface StockFacts extends StockStanding {
  readonly status: StockStatus;
  readonly reserved: number;
}

/** What was corrected; the graph has the rest. */
export interface StockAdjusted {
  readonly adjustmentId: string;
  readonly number: string;
  readonly reason: AdjustmentReason;
  readonly accountId: string;
  readonly warehouse: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly lot: string | null;
    readonly unit: string;
    readonly status: StockStatus;
    readonly quantity: number;
  }[];
}

/** A stock transfer (943) or a purchase order (850). */
export type InboundKind = 'STOCK_TRANSFER' | 'PURCHASE_ORDER';
/** Where goods are on their way in. */
export type InboundState = 'EXPECTED' | 'ARRIVED' | 'RECEIVED' | 'CANCELLED';

/** Carried by every inbound event; subject is the notice, seq its version. */
export interface InboundFacts {
  readonly noticeId: string;
  readonly number: string;
  readonly kind: InboundKind;
  readonly state: InboundState;
  readonly accountId: string;
  /** W0602 or BEG03. */
  readonly orderNumber: string;
  /** PORTAL, API, DEMO, or `EDI:<message id>`: of the message that announced or last changed it. */
  readonly source: string;
}

/** Goods are on their way to us. */
export const INBOUND_ANNOUNCED = 'inbound.announced.v1';
/** Another announcement of the same goods, or their arrival at the gate. */
export const INBOUND_CHANGED = 'inbound.changed.v1';
/** They do not come. */
export const INBOUND_CANCELLED = 'inbound.cancelled.v1';
/** We take a purchase order. Causes an 855. */
export const INBOUND_CONFIRMED = 'inbound.confirmed.v1';
/** We do not take a purchase order. Causes an 855. */
export const INBOUND_REJECTED = 'inbound.rejected.v1';
/** The goods were counted. Causes a 944. Data: InboundFacts & InboundReceived & WithActivity. */
export const INBOUND_RECEIVED = 'inbound.received.v1';
/** The goods left for our warehouse. Causes an 856. */
export const INBOUND_SHIPPED = 'inbound.shipped.v1';

/** Which count it was. */
export interface InboundReceived {
  readonly receiptId: string;
  readonly receiptNumber: string;
}
