import type { Shipment } from './shipment.ts';
import type { ShipmentRow } from './table.ts';

/** A row as the domain sees it. Field by field: rest patterns cost a tenth of the whole request on lists. */
export const toShipment = (row: ShipmentRow): Shipment => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  state: row.state,
  accountId: row.accountId,
  consigneeId: row.consigneeId,
  contractId: row.contractId,
  orderNumber: row.orderNumber,
  mode: row.mode,
  carrierScac: row.carrierScac,
  freightTerms: row.freightTerms,
  tender: tenderOf(row),
  eta: estimateOf(row),
  told: toldOf(row),
  promisedAt: row.promisedAt,
  deliveredAt: row.deliveredAt,
  lateAfter: row.lateAfter,
  openExceptionCount: row.openExceptionCount,
  pieces: row.pieces,
  weightGrams: row.weightGrams,
  guaranteed: row.guaranteed,
  note: row.note,
  source: row.source,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  version: row.version,
});

function tenderOf(row: ShipmentRow): Shipment['tender'] {
  if (row.tenderVersion === null) return null;
  return {
    version: row.tenderVersion,
    respondBy: row.tenderRespondBy,
    answer: row.tenderAnswer,
    answeredAt: row.tenderAnsweredAt,
    reason: row.tenderReason,
  };
}

function estimateOf(row: ShipmentRow): Shipment['eta'] {
  if (row.etaAt === null) return null;
  return {
    at: row.etaAt,
    timeZone: row.etaZone ?? 'UTC',
    reason: row.etaReason ?? '',
    reasonCode: row.etaReasonCode,
    changedAt: row.etaChangedAt ?? row.createdAt,
    previousAt: row.etaPreviousAt,
    factAt: row.etaFactAt ?? row.createdAt,
  };
}

function toldOf(row: ShipmentRow): Shipment['told'] {
  if (row.toldAt === null || row.toldEta === null) return null;
  return { toldAt: row.toldAt, at: row.toldEta, reason: row.toldReason ?? '', reasonCode: row.toldReasonCode };
}

/** A shipment as its row. */
export function toRow(shipment: Shipment): ShipmentRow {
  const { tender, eta, told } = shipment;
  return {
    id: shipment.id,
    number: shipment.number,
    kind: shipment.kind,
    state: shipment.state,
    accountId: shipment.accountId,
    consigneeId: shipment.consigneeId,
    contractId: shipment.contractId,
    orderNumber: shipment.orderNumber,
    mode: shipment.mode,
    carrierScac: shipment.carrierScac,
    freightTerms: shipment.freightTerms,
    ...tenderColumns(tender),
    ...estimateColumns(eta, told),
    promisedAt: shipment.promisedAt,
    deliveredAt: shipment.deliveredAt,
    lateAfter: shipment.lateAfter,
    openExceptionCount: shipment.openExceptionCount,
    pieces: shipment.pieces,
    weightGrams: shipment.weightGrams,
    guaranteed: shipment.guaranteed,
    note: shipment.note,
    source: shipment.source,
    createdAt: shipment.createdAt,
    updatedAt: shipment.updatedAt,
    version: shipment.version,
  };
}

const tenderColumns = (tender: Shipment['tender']) => ({
  tenderVersion: tender?.version ?? null,
  tenderRespondBy: tender?.respondBy ?? null,
  tenderAnswer: tender?.answer ?? null,
  tenderAnsweredAt: tender?.answeredAt ?? null,
  tenderReason: tender?.reason ?? null,
});

const estimateColumns = (eta: Shipment['eta'], told: Shipment['told']) => ({
  etaAt: eta?.at ?? null,
  etaZone: eta?.timeZone ?? null,
  etaReason: eta?.reason ?? null,
  etaReasonCode: eta?.reasonCode ?? null,
  etaChangedAt: eta?.changedAt ?? null,
  etaPreviousAt: eta?.previousAt ?? null,
  etaFactAt: eta?.factAt ?? null,
  toldAt: told?.toldAt ?? null,
  toldEta: told?.at ?? null,
  toldReason: told?.reason ?? null,
  toldReasonCode: told?.reasonCode ?? null,
});
