import type { PartyRole, ReferenceKind, StopKind } from './parts.ts';
import type { ShipmentKind } from './shipment.ts';

/** Left out and null mean the same to us. */
type Maybe<T> = T | null | undefined;

/** An address as it comes in. */
export interface AddressInput {
  readonly lines: readonly string[];
  readonly city: string;
  readonly region?: Maybe<string>;
  readonly postalCode?: Maybe<string>;
  readonly country: string;
}

/** A number that somebody knows the shipment by. */
export interface ReferenceInput {
  readonly kind: ReferenceKind;
  readonly value: string;
  readonly qualifier?: Maybe<string>;
}

/** Somebody with a role in the shipment. */
export interface PartyInput {
  readonly role: PartyRole;
  readonly name: string;
  readonly code?: Maybe<string>;
  readonly codeQualifier?: Maybe<string>;
  readonly address?: Maybe<AddressInput>;
  readonly phone?: Maybe<string>;
  readonly email?: Maybe<string>;
}

/** One ordered item. */
export interface LineInput {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description?: Maybe<string>;
  readonly lot?: Maybe<string>;
  readonly unit: string;
  readonly orderedQuantity: number;
  readonly productIds?: Maybe<readonly { readonly qualifier: string; readonly value: string }[]>;
  readonly weightGrams?: Maybe<number>;
}

/** A place on the way; zone and coordinates are looked up when they are missing. */
export interface StopInput {
  readonly sequence: number;
  readonly kind: StopKind;
  readonly name: string;
  readonly address: AddressInput;
  readonly timeZone?: Maybe<string>;
  readonly latitude?: Maybe<number>;
  readonly longitude?: Maybe<number>;
  readonly windowFrom?: Maybe<number>;
  readonly windowTo?: Maybe<number>;
}

/** A pallet or carton. */
export interface HandlingUnitInput {
  readonly kind: string;
  readonly sscc?: Maybe<string>;
  readonly weightGrams?: Maybe<number>;
  readonly trackingNumber?: Maybe<string>;
}

/** What an order (940, portal, API) and a load tender (204) have in common. */
export interface GoodsInput {
  readonly accountId: string;
  readonly source?: Maybe<string>;
  readonly mode?: Maybe<string>;
  readonly carrierScac?: Maybe<string>;
  readonly freightTerms?: Maybe<string>;
  readonly references?: Maybe<readonly ReferenceInput[]>;
  readonly parties?: Maybe<readonly PartyInput[]>;
  readonly lines?: Maybe<readonly LineInput[]>;
  readonly stops?: Maybe<readonly StopInput[]>;
  readonly consigneeId?: Maybe<string>;
  readonly promisedAt?: Maybe<number>;
  readonly weightGrams?: Maybe<number>;
  readonly note?: Maybe<string>;
}

/** An order out of the warehouse (940), or a load without a tender. */
export interface CreateShipmentInput extends GoodsInput {
  readonly kind?: Maybe<ShipmentKind>;
  readonly orderNumber: string;
  readonly guaranteed?: Maybe<boolean>;
}

/** The offer of a load (204). */
export interface TenderLoadInput extends GoodsInput {
  readonly loadNumber: string;
  readonly purpose?: Maybe<string>;
  readonly respondBy?: Maybe<number>;
}
