import type { Money } from '@quayside/shared/money';
import type { Refusal } from '@quayside/shared/result';
import type { ChargeKind, LogisticsService } from '../events.ts';
import type { FuelRule } from '../rating/fuel.ts';
import type { Zone } from '../rating/lane.ts';

/** What a line charges by itself when it is done. */
export type LineCharge = Exclude<ChargeKind, 'FUEL' | 'VALUE_ADDED'>;

/** From so many units on a unit costs this. */
export interface RateBreak {
  readonly from: number;
  readonly rateMinor: number;
}

/** The price of one service per unit, with the least that is charged. */
export interface RateLine {
  readonly id: string;
  readonly service: LogisticsService;
  /** EA, PL, LOT, CWT, LB, KG, 100KG, TONNE, SHIPMENT, ORDER, RECEIPT, HOUR; of storage: each day. */
  readonly per: string;
  /** A zone of the card, or a place pattern (`US`, `US-MA`, `US:021`); null is anywhere. */
  readonly origin: string | null;
  readonly destination: string | null;
  readonly rate: Money;
  readonly minimum: Money | null;
  /** Null for a price that is only looked up. */
  readonly charge: LineCharge | null;
  /** Of an accessorial: the milestone code (X12 element 1650) that makes it due, or GUARANTEED. */
  readonly code: string | null;
  /** Ascending; the rate holds below the first. */
  readonly breaks: readonly RateBreak[];
  /** So many units cost nothing, such as the first hours of waiting. */
  readonly free: number;
}

/** Priced services of a contract, valid until its last day or, without one, until a newer card prices the same. */
export interface RateCard {
  readonly id: string;
  readonly contractId: string;
  readonly name: string;
  readonly currency: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly zones: readonly Zone[];
  /** On top of freight. */
  readonly fuel: FuelRule | null;
  readonly lines: readonly RateLine[];
}

/** What is wrong with a card, and where. */
export interface CardFault {
  /** Place of the line among the lines of the card, from 0; null for the card as a whole. */
  readonly line: number | null;
  readonly refusal: Refusal;
}

/** An amount that can be explained: by which line of which card, and whether the minimum made it. */
export interface Price {
  readonly amount: Money;
  readonly service: LogisticsService;
  readonly quantity: number;
  readonly line: RateLine;
  readonly rateCard: RateCard;
  readonly minimumApplied: boolean;
}

/** What a line prices: two lines with one key would both hold. Freight of a lane has one price, whatever it is per. */
export const lineKey = ({ charge, service, per, origin, destination, code }: RateLine): string =>
  JSON.stringify([charge, service, charge === 'FREIGHT' ? null : per, origin, destination, code]);

/** `FREIGHT per CWT, US-MA → anywhere`, for people. */
export const lineName = ({ charge, service, per, origin, destination, code }: RateLine): string => {
  const lane = origin || destination ? `, ${origin ?? 'anywhere'} → ${destination ?? 'anywhere'}` : '';
  return `${charge ?? service}${code ? ` ${code}` : ''} per ${per}${lane}`;
};
