import {
  ETA_CHANGED,
  INSTRUCTION_GIVEN,
  MILESTONE_RECORDED,
  SHIPMENT_SHIPPED,
  SHIPMENT_STATE_CHANGED,
  TENDER_ANSWERED,
} from '../events.ts';
import type { Stop } from '../shipment/parts.ts';
import type { Shipment } from '../shipment/shipment.ts';
import type { Milestone } from '../tracking/milestone.ts';
import type { DeliveryInstruction, LinkScope } from './link.ts';
import { LINK_SCOPES } from './link.ts';

/** A shipment on its way to somebody who may see it masked only. */
export interface Tracking {
  readonly shipment: Shipment;
  readonly scopes: LinkScope[];
  /** Older than everything else in here: whoever follows from it misses nothing. */
  readonly liveCursor: string;
}

/** What a consignee is told about; links, papers and exceptions are between shipper and staff. */
const TOLD: readonly string[] = [
  SHIPMENT_STATE_CHANGED,
  SHIPMENT_SHIPPED,
  TENDER_ANSWERED,
  MILESTONE_RECORDED,
  ETA_CHANGED,
  INSTRUCTION_GIVEN,
];

/** True for events that a consignee may hear of. */
export const concernsConsignee = (eventType: string): boolean => TOLD.includes(eventType);

/** Link scopes of a viewer; people who see the whole shipment act elsewhere, so they have none here. */
export const linkScopes = (scopes: readonly string[]): LinkScope[] => LINK_SCOPES.filter((one) => scopes.includes(one));

/** About eleven kilometres: the region, not the street. */
const coarse = (degrees: number | null): number | null => (degrees === null ? null : Math.round(degrees * 10) / 10);

const hasArrived = (shipment: Shipment): boolean => shipment.state === 'DELIVERED' || shipment.state === 'RETURNED';

/** A stop without name and street. */
export const maskStop = (stop: Stop) => ({
  sequence: stop.sequence,
  kind: stop.kind,
  city: stop.address.city,
  region: stop.address.region,
  country: stop.address.country,
  timeZone: stop.timeZone,
  latitude: coarse(stop.latitude),
  longitude: coarse(stop.longitude),
  arrivedAt: stop.arrivedAt,
  departedAt: stop.departedAt,
});

/**
 * A fact without the words and names of those who recorded it. Once the goods have arrived nobody needs to know where
 * the truck was, and so where other consignees are.
 */
export const maskMilestone = (milestone: Milestone, shipment: Shipment): Milestone => ({
  ...milestone,
  note: null,
  latitude: hasArrived(shipment) ? null : coarse(milestone.latitude),
  longitude: hasArrived(shipment) ? null : coarse(milestone.longitude),
});

/** Who gave an instruction is a role, not a name. */
export const maskInstruction = (instruction: DeliveryInstruction): DeliveryInstruction => ({
  ...instruction,
  by: 'Consignee',
});
