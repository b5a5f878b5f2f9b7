import type { PostalAddress } from '../place/place.ts';

/** ORDER W0502, LOAD B204, BOL bill of lading, PRO carrier's number. */
export type ReferenceKind = 'ORDER' | 'PO' | 'BOL' | 'PRO' | 'LOAD' | 'CUSTOMER' | 'OTHER';
/** What somebody is to a shipment. */
export type PartyRole =
  | 'SHIP_FROM'
  | 'SHIP_TO'
  | 'DEPOSITOR'
  | 'BILL_TO'
  | 'WAREHOUSE'
  | 'CARRIER'
  | 'MARK_FOR'
  | 'SHIPPER'
  | 'CONSIGNEE'
  | 'OTHER';
/** Goods come in or go out here. */
export type StopKind = 'PICKUP' | 'DELIVERY';

/** What every part of a shipment has: its own id, and the tenant, so that a read of parts alone is scoped as well. */
export interface Part {
  readonly id: string;
  readonly shipmentId: string;
  readonly accountId: string;
}

/** A number that somebody knows the shipment by. */
export interface Reference extends Part {
  readonly kind: ReferenceKind;
  readonly value: string;
  readonly qualifier: string | null;
}

/** Somebody with a role in the shipment. */
export interface Party extends Part {
  readonly role: PartyRole;
  readonly name: string;
  readonly code: string | null;
  readonly codeQualifier: string | null;
  readonly address: PostalAddress | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** A number without the shipment that it belongs to. */
export type ReferenceFacts = Omit<Reference, keyof Part>;
/** A party without the shipment that it has its role in. */
export type PartyFacts = Omit<Party, keyof Part>;

/** An item's id in somebody's catalogue, such as UP 001234567890. */
export interface ProductId {
  readonly qualifier: string;
  readonly value: string;
}

/** An ordered item. */
export interface ShipmentLine extends Part {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description: string | null;
  readonly lot: string | null;
  readonly unit: string;
  readonly orderedQuantity: number;
  /** Null until shipped; 0 when shorted. */
  readonly shippedQuantity: number | null;
  /** What stands ready now; null when we keep no stock of the item. */
  readonly reservedQuantity: number | null;
  readonly substituteSku: string | null;
  readonly productIds: ProductId[];
  readonly weightGrams: number | null;
}

/** A pallet or carton with its licence plate. */
export interface HandlingUnit extends Part {
  readonly kind: string;
  readonly sscc: string | null;
  readonly weightGrams: number | null;
  readonly trackingNumber: string | null;
}

/** A place where goods are picked up or delivered, in its own time zone. */
export interface Stop extends Part {
  readonly sequence: number;
  readonly kind: StopKind;
  readonly name: string;
  readonly address: PostalAddress;
  readonly timeZone: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly windowFrom: number | null;
  readonly windowTo: number | null;
  readonly arrivedAt: number | null;
  readonly departedAt: number | null;
}

/** All parts that an order brings. */
export interface ShipmentParts {
  readonly references: readonly Reference[];
  readonly parties: readonly Party[];
  readonly lines: readonly ShipmentLine[];
  readonly stops: readonly Stop[];
}

/** Where the goods start. */
export const firstPickup = <S extends Pick<Stop, 'kind'>>(stops: readonly S[]): S | null =>
  stops.find((stop) => stop.kind === 'PICKUP') ?? null;

/** Where the goods end. */
export const lastDelivery = <S extends Pick<Stop, 'kind'>>(stops: readonly S[]): S | null =>
  stops.findLast((stop) => stop.kind === 'DELIVERY') ?? null;

/** The zone in which a consignee reads times. */
export const destinationZone = (stops: readonly Stop[]): string => lastDelivery(stops)?.timeZone ?? 'UTC';
