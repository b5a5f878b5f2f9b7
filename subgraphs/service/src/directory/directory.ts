import type { ContractTerms } from '@quayside/contract/events';
import type { FileStored, ShipmentFacts, ShipmentState } from '@quayside/shipment/events';

/** A shipment as far as complaints, claims and ratings need to know it. */
export interface ShipmentEntry {
  readonly shipmentId: string;
  readonly accountId: string;
  readonly number: string;
  readonly state: ShipmentState;
  readonly carrierScac: string | null;
  readonly consigneeId: string | null;
  readonly contractId: string | null;
  readonly deliveredAt: number | null;
}

/** An account, and who answers for it. */
export interface AccountEntry {
  readonly accountId: string;
  readonly name: string;
  readonly accountManagerId: string | null;
  /** Null until it was told. */
  readonly region: string | null;
}

/** The terms of a contract as they were last told. */
export interface ContractEntry {
  readonly contractId: string;
  readonly accountId: string;
  readonly terms: ContractTerms;
}

/** An invoice or credit note as far as a case may be about it. */
export interface InvoiceEntry {
  readonly invoiceId: string;
  readonly accountId: string;
}

/** A stored file as far as somebody may attach it. */
export type FileEntry = Pick<FileStored, 'fileId' | 'accountId' | 'linkedShipmentId' | 'uploadedBy' | 'mediaType'>;

/** What of a shipment's facts is kept here. */
export const toShipmentEntry = (facts: ShipmentFacts): ShipmentEntry => ({
  shipmentId: facts.shipmentId,
  accountId: facts.accountId,
  number: facts.number,
  state: facts.state,
  carrierScac: facts.carrierScac,
  consigneeId: facts.consigneeId,
  contractId: facts.contractId,
  deliveredAt: facts.deliveredAt,
});

/** Most events of a shipment change nothing that is kept here; then nothing is written. */
export const sameEntry = (a: ShipmentEntry, b: ShipmentEntry): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The terms that decide: the shipment's contract, or the active one that reaches furthest. */
export const termsFor = (
  shipment: Pick<ShipmentEntry, 'contractId'>,
  all: readonly ContractTerms[],
): ContractTerms | null =>
  all.find((terms) => terms.contractId === shipment.contractId) ??
  [...all].filter((terms) => terms.state === 'ACTIVE').sort((a, b) => (a.validTo < b.validTo ? 1 : -1))[0] ??
  null;
