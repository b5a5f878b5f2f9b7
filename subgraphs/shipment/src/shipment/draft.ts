import { newId } from '@quayside/shared/ids';
import { locate } from '../place/place.ts';
import { forecast, revise } from '../tracking/eta.ts';
import type { Milestone } from '../tracking/milestone.ts';
import { partsOf } from './draft-parts.ts';
import type { GoodsInput, ReferenceInput } from './order-input.ts';
import { destinationZone, type Reference, type ShipmentParts, type Stop } from './parts.ts';
import { lateAfter, type Shipment, type ShipmentKind, type Tender, withNote } from './shipment.ts';

/** What a draft needs beside the order itself. */
export interface DraftFrame {
  readonly number: string;
  readonly kind: ShipmentKind;
  readonly orderNumber: string;
  readonly contractId: string | null;
  readonly guaranteed: boolean;
  readonly tender: Tender | null;
  readonly now: number;
}

/** A shipment before it is stored. */
export interface Draft {
  readonly shipment: Shipment;
  readonly parts: ShipmentParts;
}

/** A new shipment with all its parts, as an order or a tender describes it. */
export function draft(input: GoodsInput, frame: DraftFrame): Draft {
  const id = newId();
  const parts = partsOf(input, { shipmentId: id, accountId: input.accountId }, orderReference(frame));
  const bare: Shipment = {
    ...goodsOf(input, parts),
    id,
    number: frame.number,
    kind: frame.kind,
    state: frame.tender ? 'TENDERED' : 'BOOKED',
    accountId: input.accountId,
    contractId: frame.contractId,
    orderNumber: frame.orderNumber,
    tender: frame.tender,
    eta: null,
    told: null,
    deliveredAt: null,
    lateAfter: null,
    openExceptionCount: 0,
    guaranteed: frame.guaranteed,
    note: input.note ?? null,
    source: input.source ?? 'API',
    createdAt: frame.now,
    updatedAt: frame.now,
    version: 1,
  };
  const known = { milestones: [], now: frame.now };
  return { shipment: withEstimate(withZoneNotes(bare, parts.stops), parts, known), parts };
}

const orderReference = (frame: Pick<DraftFrame, 'kind' | 'orderNumber'>): ReferenceInput => ({
  kind: frame.kind === 'LOAD' ? 'LOAD' : 'ORDER',
  value: frame.orderNumber,
});

/** The order again with other goods: what a change of a tender leaves untouched stays. */
export function redraft(
  shipment: Shipment,
  input: GoodsInput,
  kept: { readonly references: readonly Reference[]; readonly milestones: readonly Milestone[]; readonly now: number },
): Draft {
  const owner = { shipmentId: shipment.id, accountId: shipment.accountId };
  const brought = partsOf(input, owner, orderReference(shipment));
  const isBrought = (one: Reference) => brought.references.some((it) => it.kind === one.kind && it.value === one.value);
  const ours = kept.references.filter((one) => !isBrought(one)).map((one) => ({ ...one, id: newId() }));
  const parts = { ...brought, references: [...brought.references, ...ours] };
  const changed: Shipment = {
    ...shipment,
    ...goodsOf(input, parts),
    carrierScac: input.carrierScac ?? shipment.carrierScac,
    consigneeId: input.consigneeId ?? shipment.consigneeId,
    source: input.source ?? shipment.source,
  };
  const noted = input.note ? withNote(changed, input.note) : changed;
  return { shipment: withEstimate(withZoneNotes(noted, parts.stops), parts, kept), parts };
}

const goodsOf = (input: GoodsInput, parts: ShipmentParts) => ({
  consigneeId: input.consigneeId ?? null,
  mode: input.mode ?? null,
  carrierScac: input.carrierScac ?? null,
  freightTerms: input.freightTerms ?? null,
  promisedAt: input.promisedAt ?? parts.stops.findLast((stop) => stop.kind === 'DELIVERY')?.windowTo ?? null,
  pieces: parts.lines.reduce((sum, line) => sum + line.orderedQuantity, 0),
  weightGrams: input.weightGrams ?? weightOf(parts),
});

function weightOf(parts: ShipmentParts): number | null {
  const weights = parts.lines.flatMap((line) => (line.weightGrams === null ? [] : [line.weightGrams]));
  return weights.length > 0 ? weights.reduce((sum, weight) => sum + weight, 0) : null;
}

function withEstimate(
  shipment: Shipment,
  { stops }: ShipmentParts,
  known: { readonly milestones: readonly Milestone[]; readonly now: number },
): Shipment {
  const next = forecast({ ...shipment, stops, milestones: known.milestones });
  const estimated = { ...shipment, eta: revise(shipment.eta, next, destinationZone(stops), known.now) };
  return { ...estimated, lateAfter: lateAfter(estimated) };
}

const withZoneNotes = (shipment: Shipment, stops: readonly Stop[]): Shipment =>
  stops
    .filter((stop) => stop.timeZone === 'UTC' && !locate(stop.address).known)
    .reduce((noted, { sequence, address }) => {
      const place = [address.city, address.region, address.country].filter(Boolean).join(', ');
      return withNote(noted, `Stop ${sequence} (${place}): the time zone is not known, UTC is used.`);
    }, shipment);
