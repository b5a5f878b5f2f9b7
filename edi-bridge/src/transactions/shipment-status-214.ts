import { fromLocalTime } from '@quayside/shared/instant';
import type { OutgoingSegment } from '../x12/write.ts';
import { equipmentOf } from './item-segments.ts';
import { partySegments, type Text, x12Date, x12Time } from './output.ts';
import { type MilestoneView, referenceOf, type ShipmentView, trailerOf } from './shipment-view.ts';

// B1003 is mandatory, also for a shipment whose carrier nobody has named; this is the code in use for that.
const UNKNOWN_CARRIER = 'UNKN';
// Appointments are told by AT703 and AT704, all other facts by AT701 and AT702.
const APPOINTMENTS = ['AA', 'AB'];

/** True for a fact that AT7 can carry. */
export const isStatusCode = (code: string): boolean => /^[A-Z0-9]{2}$/.test(code);

/** One tracking fact, in the local time of the place where it happened. */
export function shipmentStatus(
  shipment: ShipmentView,
  milestone: MilestoneView,
  facts: {
    orderNumber: string;
    /** LT: clock of the place; UT: UTC. */
    clock: 'LT' | 'UT';
    /** 005010: references and parties belong to the LX, the parties after the fact. */
    modern: boolean;
  },
  text: Text,
): OutgoingSegment[] {
  const pro = referenceOf(shipment, 'PRO') ?? shipment.number;
  const bol = referenceOf(shipment, 'BOL');
  const shipTo = shipment.parties.find(({ role }) => role === 'SHIP_TO' || role === 'CONSIGNEE');
  const scac = text(shipment.carrierScac, 4);
  const references = bol ? [['L11', text(bol, 30), 'BM']] : [];
  const consignee = shipTo ? partySegments('ST', shipTo, text) : [];
  const before = [...references, ...consignee];
  return [
    ['B10', text(pro, 30), text(facts.orderNumber, 30), scac.length >= 2 ? scac : UNKNOWN_CARRIER],
    ...(facts.modern ? [] : before),
    ['LX', '1'],
    ...(facts.modern ? references : []),
    status(milestone, facts.clock),
    ...position(milestone, text),
    ...equipment(shipment, scac, text),
    ...(facts.modern ? consignee : []),
  ];
}

/** The second half of the hour that autumn repeats cannot be told by the clock on the wall. */
const isSaidTwice = ({ at, localTime, timeZone }: MilestoneView): boolean =>
  Math.abs(fromLocalTime(localTime, timeZone) - Date.parse(at)) >= 60_000;

function status(milestone: MilestoneView, agreed: 'LT' | 'UT'): OutgoingSegment {
  const { code, reasonCode, at, localTime } = milestone;
  const clock = isSaidTwice(milestone) ? 'UT' : agreed;
  const appointment = APPOINTMENTS.includes(code);
  const reason = reasonCode ?? (appointment ? 'NA' : 'NS');
  const what = appointment ? ['', '', code, reason] : [code, reason, '', ''];
  const time = clock === 'UT' ? new Date(at).toISOString() : localTime;
  return ['AT7', ...what, x12Date(time), x12Time(time), clock];
}

/** MS2 takes carrier and trailer together or not at all. */
function equipment(shipment: ShipmentView, scac: string, text: Text): OutgoingSegment[] {
  const [, trailer] = equipmentOf(text(trailerOf(shipment), 14), scac);
  return trailer && scac.length >= 2 ? [['MS2', scac, trailer]] : [];
}

/** City and state where the place is known by name, else longitude and latitude. */
function position({ place, latitude, longitude }: MilestoneView, text: Text): OutgoingSegment[] {
  const named = /^(.{2,30}?),\s*([A-Z]{2})(?:,\s*([A-Z]{2}))?\b/.exec(place ?? '');
  if (named) return [['MS1', text(named[1], 30), named[2] ?? '', named[3] ?? '']];
  if (latitude === null || longitude === null) return [];
  const west = longitude < 0 ? 'W' : 'E';
  const south = latitude < 0 ? 'S' : 'N';
  return [['MS1', '', '', '', degrees(longitude), degrees(latitude), west, south]];
}

/** DDDMMSS. */
function degrees(value: number): string {
  const seconds = Math.round(Math.abs(value) * 3600);
  const part = (size: number, width: number, of: number): string =>
    String(Math.floor(seconds / size) % of).padStart(width, '0');
  return `${part(3600, 3, 1000)}${part(60, 2, 60)}${part(1, 2, 60)}`;
}
