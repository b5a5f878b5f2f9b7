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
}

/** An order was taken. */
export const SHIPMENT_BOOKED = 'shipment.booked.v1';
/** A load was offered, or its offer changed. */
export const SHIPMENT_TENDERED = 'shipment.tendered.v1';
/** Data: ShipmentFacts & TenderAnswered. Causes a 990. */
export const TENDER_ANSWERED = 'shipment.tender-answered.v1';
/** Picking, packed, cancelled. */
export const SHIPMENT_STATE_CHANGED = 'shipment.state-changed.v1';
/** The goods left the warehouse. Causes a 945 where a 940 ordered them. */
export const SHIPMENT_SHIPPED = 'shipment.shipped.v1';
/** Data: ShipmentFacts & MilestoneRecorded. Causes a 214. */
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
}
