import { newId } from '@quayside/shared/ids';
import { locate, type PostalAddress } from '../place/place.ts';
import type {
  AddressInput,
  GoodsInput,
  HandlingUnitInput,
  LineInput,
  PartyInput,
  ReferenceInput,
  StopInput,
} from './order-input.ts';
import type {
  HandlingUnit,
  Part,
  Party,
  PartyFacts,
  Reference,
  ReferenceFacts,
  ShipmentLine,
  ShipmentParts,
  Stop,
} from './parts.ts';

/** The shipment that parts belong to. */
export type Owner = Pick<Part, 'shipmentId' | 'accountId'>;

/** All parts that an order brings, its own number first. */
export function partsOf(input: GoodsInput, owner: Owner, order: ReferenceInput): ShipmentParts {
  const given = (input.references ?? []).filter((one) => one.kind !== order.kind || one.value !== order.value);
  const parties = input.parties ?? [];
  const stops = input.stops && input.stops.length > 0 ? input.stops : stopsFromParties(parties);
  return {
    references: [order, ...given].map((one) => toReference(one, owner)),
    parties: parties.map((one) => toParty(one, owner)),
    lines: (input.lines ?? []).map((line) => toLine(line, owner)),
    stops: [...stops].sort((a, b) => a.sequence - b.sequence).map((stop) => toStop(stop, owner)),
  };
}

/** Field by field: what GraphQL hands in is slow to spread, and an order has many lines. */
const toLine = (line: LineInput, { shipmentId, accountId }: Owner): ShipmentLine => ({
  id: newId(),
  shipmentId,
  accountId,
  lineNumber: line.lineNumber,
  sku: line.sku,
  description: line.description ?? null,
  lot: line.lot ?? null,
  unit: line.unit,
  orderedQuantity: line.orderedQuantity,
  shippedQuantity: null,
  reservedQuantity: null,
  substituteSku: null,
  productIds: (line.productIds ?? []).map(({ qualifier, value }) => ({ qualifier, value })),
  weightGrams: line.weightGrams ?? null,
});

/** A 940 names parties instead of stops: goods go from the warehouse to the delivery party. */
function stopsFromParties(parties: readonly PartyInput[]): StopInput[] {
  const located = (...roles: PartyInput['role'][]) =>
    roles.map((role) => parties.find((party) => party.role === role && party.address)).find(Boolean);
  const from = located('SHIP_FROM', 'WAREHOUSE', 'SHIPPER');
  const to = located('SHIP_TO', 'CONSIGNEE', 'MARK_FOR');
  const stop = (kind: StopInput['kind'], party: PartyInput | undefined, sequence: number): StopInput[] =>
    party?.address ? [{ sequence, kind, name: party.name, address: party.address }] : [];
  return [...stop('PICKUP', from, 1), ...stop('DELIVERY', to, 2)];
}

/** A reference as a part of a shipment. */
export const toReference = (one: ReferenceInput, owner: Owner): Reference => ({
  id: newId(),
  shipmentId: owner.shipmentId,
  accountId: owner.accountId,
  ...referenceFacts(one),
});

/** A reference by itself. */
export const referenceFacts = (one: ReferenceInput): ReferenceFacts => ({
  kind: one.kind,
  value: one.value,
  qualifier: one.qualifier ?? null,
});

const toAddress = (address: AddressInput): PostalAddress => ({
  lines: [...address.lines],
  city: address.city,
  region: address.region ?? null,
  postalCode: address.postalCode ?? null,
  country: address.country,
});

const toParty = (one: PartyInput, { shipmentId, accountId }: Owner): Party => ({
  id: newId(),
  shipmentId,
  accountId,
  ...partyFacts(one),
});

/** A party by itself. */
export const partyFacts = (one: PartyInput): PartyFacts => ({
  role: one.role,
  name: one.name,
  code: one.code ?? null,
  codeQualifier: one.codeQualifier ?? null,
  address: one.address ? toAddress(one.address) : null,
  phone: one.phone ?? null,
  email: one.email ?? null,
});

function toStop(stop: StopInput, owner: Owner): Stop {
  const address = toAddress(stop.address);
  const found = locate(address);
  return {
    id: newId(),
    shipmentId: owner.shipmentId,
    accountId: owner.accountId,
    sequence: stop.sequence,
    kind: stop.kind,
    name: stop.name,
    address,
    timeZone: stop.timeZone || found.timeZone,
    latitude: stop.latitude ?? found.latitude,
    longitude: stop.longitude ?? found.longitude,
    windowFrom: stop.windowFrom ?? null,
    windowTo: stop.windowTo ?? null,
    arrivedAt: null,
    departedAt: null,
  };
}

/** Handling units as parts of a shipment. */
export const toHandlingUnits = (units: readonly HandlingUnitInput[], owner: Owner): HandlingUnit[] =>
  units.map((unit) => ({
    ...owner,
    id: newId(),
    kind: unit.kind,
    sscc: unit.sscc ?? null,
    weightGrams: unit.weightGrams ?? null,
    trackingNumber: unit.trackingNumber ?? null,
  }));
