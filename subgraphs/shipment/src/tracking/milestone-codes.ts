import type { ShipmentState } from '../events.ts';
import type { StopKind } from '../shipment/parts.ts';
import type { ExceptionKind } from './exception.ts';

/** What a code of X12 element 1650 (AT701) means to a shipment. */
export interface MilestoneMeaning {
  readonly name: string;
  /** State that the fact implies, when the shipment is on its way there. */
  readonly implies?: ShipmentState;
  /** Which stop it fills in, and how. */
  readonly stop?: { readonly kind: StopKind; readonly fills: 'arrivedAt' | 'departedAt' };
  readonly raises?: ExceptionKind;
  /** `at` is not when it happened, but when the arrival is expected. */
  readonly estimates?: true;
  /** Hours that the arrival usually moves when the reason says nothing better. */
  readonly delaysHours?: number;
}

const arrives = (kind: StopKind) => ({ kind, fills: 'arrivedAt' }) as const;
const departs = (kind: StopKind) => ({ kind, fills: 'departedAt' }) as const;

/** The codes that carriers and warehouses report, with their effects. */
export const MILESTONES: Readonly<Record<string, MilestoneMeaning>> = {
  XB: { name: 'Shipment acknowledged' },
  AA: { name: 'Pick-up appointment' },
  AB: { name: 'Delivery appointment' },
  X3: { name: 'Arrived at pick-up', stop: arrives('PICKUP') },
  X8: { name: 'Arrived at pick-up dock', stop: arrives('PICKUP') },
  L1: { name: 'Loading' },
  CP: { name: 'Loading completed' },
  OA: { name: 'Out-gate' },
  AF: { name: 'Departed pick-up with shipment', implies: 'IN_TRANSIT', stop: departs('PICKUP') },
  X6: { name: 'En route', implies: 'IN_TRANSIT' },
  X4: { name: 'Arrived at terminal', implies: 'IN_TRANSIT' },
  P1: { name: 'Departed terminal', implies: 'IN_TRANSIT' },
  I1: { name: 'In-gate', implies: 'IN_TRANSIT' },
  J1: { name: 'Handed to connecting carrier', implies: 'IN_TRANSIT' },
  R1: { name: 'Received from connecting carrier', implies: 'IN_TRANSIT' },
  K1: { name: 'Arrived at customs', implies: 'IN_TRANSIT' },
  AV: { name: 'Available for delivery', implies: 'IN_TRANSIT' },
  AG: { name: 'Estimated delivery', estimates: true },
  X2: { name: 'Estimated arrival', estimates: true },
  AM: { name: 'Loaded on delivery truck', implies: 'OUT_FOR_DELIVERY' },
  X1: { name: 'Arrived at delivery location', implies: 'IN_TRANSIT', stop: arrives('DELIVERY') },
  X5: { name: 'Arrived at delivery dock', implies: 'IN_TRANSIT', stop: arrives('DELIVERY') },
  S1: { name: 'Trailer spotted at consignee', implies: 'IN_TRANSIT', stop: arrives('DELIVERY') },
  D1: { name: 'Delivered', implies: 'DELIVERED', stop: arrives('DELIVERY') },
  CD: { name: 'Departed delivery location', stop: departs('DELIVERY') },
  SD: { name: 'Delayed', raises: 'DELAY', delaysHours: 4 },
  AH: { name: 'Delivery attempted', raises: 'MISSED_APPOINTMENT', delaysHours: 24 },
  AP: { name: 'Delivery not completed', raises: 'MISSED_APPOINTMENT', delaysHours: 24 },
  A7: { name: 'Refused by consignee', raises: 'REFUSED' },
  A9: { name: 'Damaged', raises: 'DAMAGE' },
  A3: { name: 'Returned to shipper', implies: 'RETURNED' },
  AI: { name: 'Reconsigned', raises: 'ADDRESS' },
  CA: { name: 'Cancelled by carrier', implies: 'CANCELLED' },
  OO: { name: 'Paperwork without freight', raises: 'SHORTAGE' },
};

interface Reason {
  readonly text: string;
  /** Hours that such a thing usually costs. A rule of thumb until somebody gives an estimate. */
  readonly hours: number;
}

/** Codes of X12 element 1651 (AT702). */
const REASONS: Readonly<Record<string, Reason>> = {
  A1: { text: 'Missed delivery', hours: 24 },
  A2: { text: 'Incorrect address', hours: 24 },
  AD: { text: 'Customer wanted it later', hours: 24 },
  AF: { text: 'Accident', hours: 12 },
  AG: { text: 'Consignee related', hours: 24 },
  AH: { text: 'Driver related', hours: 6 },
  AI: { text: 'Mechanical breakdown', hours: 8 },
  AJ: { text: 'Other carrier', hours: 12 },
  AL: { text: 'Held up at the previous stop', hours: 2 },
  AM: { text: 'Shipper related', hours: 12 },
  AN: { text: 'Holiday or closed', hours: 24 },
  AO: { text: 'Weather', hours: 24 },
  AQ: { text: 'Recipient unavailable', hours: 24 },
  AS: { text: 'Customs documents', hours: 24 },
  AW: { text: 'Past cut-off time', hours: 24 },
  AY: { text: 'Missed pick-up', hours: 24 },
  B1: { text: 'Consignee closed', hours: 24 },
  B4: { text: 'Held for payment', hours: 24 },
  B5: { text: 'Held for consignee', hours: 24 },
  B8: { text: 'Improper unloading', hours: 6 },
  B9: { text: 'Receiving time restricted', hours: 12 },
  BB: { text: 'Held per shipper', hours: 24 },
  BC: { text: 'Missing documents', hours: 12 },
  BD: { text: 'Border clearance', hours: 24 },
  BE: { text: 'Road conditions', hours: 4 },
  BF: { text: 'Carrier keying error', hours: 0 },
  BG: { text: 'Other', hours: 4 },
  BH: { text: 'Insufficient time', hours: 24 },
  BK: { text: 'Pre-arranged appointment', hours: 0 },
  BS: { text: 'Refused by consignee', hours: 24 },
  BT: { text: 'Returned to shipper', hours: 0 },
  C1: { text: 'Waiting for customer pick-up', hours: 24 },
};

/** `NS` and `NA` mean *normal status* and *normal appointment*: they say why nothing is wrong. */
export const isNormal = (reasonCode: string | null): boolean => reasonCode === 'NS' || reasonCode === 'NA';

/** A reason in words, for a person. */
export const reasonText = (reasonCode: string): string => REASONS[reasonCode]?.text ?? `Reason ${reasonCode}`;

/** Hours that a reason usually costs; null when nothing is known about it. */
export const reasonHours = (reasonCode: string | null): number | null =>
  reasonCode ? (REASONS[reasonCode]?.hours ?? null) : null;
