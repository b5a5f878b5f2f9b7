import { DAY, HOUR, MINUTE } from '@quayside/shared/instant';
import { type Place, WAREHOUSES } from './places.ts';
import type { Choices } from './random.ts';
import type { SeededShipper } from './seed-customers.ts';

/** How far a demo shipment has come. */
export type Ending =
  | 'TENDERED'
  | 'DECLINED'
  | 'BOOKED'
  | 'PICKING'
  | 'PACKED'
  | 'IN_TRANSIT'
  | 'OUT_FOR_DELIVERY'
  | 'DELIVERED'
  | 'CANCELLED'
  | 'RETURNED';

/** Something that is done to a shipment at an instant. */
export type Step =
  | { readonly do: 'accept' | 'decline' | 'pick' | 'pack' | 'ship' | 'cancel'; readonly at: number }
  | {
      readonly do: 'milestone';
      readonly at: number;
      readonly code: string;
      readonly reasonCode?: string;
      readonly stop?: number;
      readonly place?: string;
      readonly note?: string;
    };

export interface Plot {
  readonly owner: SeededShipper;
  readonly consignee: { readonly id: string; readonly place: Place };
  readonly kind: 'WAREHOUSE_ORDER' | 'LOAD';
  readonly ending: Ending;
  readonly createdAt: number;
  readonly promisedAt: number;
  readonly carrier: string;
  readonly steps: readonly Step[];
}

const ENDINGS: readonly (readonly [Ending, number])[] = [
  ['TENDERED', 4],
  ['DECLINED', 2],
  ['BOOKED', 12],
  ['PICKING', 7],
  ['PACKED', 7],
  ['IN_TRANSIT', 26],
  ['OUT_FOR_DELIVERY', 9],
  ['DELIVERED', 28],
  ['CANCELLED', 3],
  ['RETURNED', 2],
];
const WEIGHTED = ENDINGS.flatMap(([ending, weight]) => Array.from({ length: weight }, () => ending));

/** Days on the road by how far apart the places are: a truck does about 900 km a day. */
export function transitDays(from: Place, to: Place): number {
  const radians = Math.PI / 180;
  const across = (to.longitude - from.longitude) * radians * Math.cos(((from.latitude + to.latitude) / 2) * radians);
  const up = (to.latitude - from.latitude) * radians;
  const kilometres = 6371 * Math.hypot(across, up);
  return Math.min(18, Math.max(1, Math.round(kilometres / 900)));
}

/** Invents one shipment: whose, where to, and everything that has happened to it until `now`. */
export function plot(owner: SeededShipper, choices: Choices, now: number): Plot {
  const consignee = choices.one(owner.consignees);
  const ending = choices.one(WEIGHTED);
  const days = transitDays(WAREHOUSES[owner.shipper.branch], consignee.place);
  const age = ageOf(ending, days, choices);
  const createdAt = now - age;
  const shippedAt = createdAt + choices.between(18, 30) * HOUR;
  const promisedAt = shippedAt + days * DAY + choices.between(2, 9) * HOUR;
  const isLoad = ending === 'TENDERED' || ending === 'DECLINED' || choices.share() < 0.15;
  const base = { owner, consignee, ending, createdAt, promisedAt, carrier: choices.one(owner.shipper.carriers) };
  return {
    ...base,
    kind: isLoad ? 'LOAD' : 'WAREHOUSE_ORDER',
    steps: stepsOf(base, isLoad, shippedAt, days, choices, now),
  };
}

function ageOf(ending: Ending, days: number, choices: Choices): number {
  const onTheRoad = 30 * HOUR + Math.floor(choices.share() * days * DAY);
  switch (ending) {
    case 'TENDERED':
    case 'BOOKED':
      return choices.between(20, 17 * 60) * MINUTE;
    case 'PICKING':
    case 'PACKED':
      return choices.between(10, 20) * HOUR;
    case 'IN_TRANSIT':
      return onTheRoad;
    case 'OUT_FOR_DELIVERY':
      return 36 * HOUR + days * DAY;
    default:
      return (days + choices.between(3, 40)) * DAY;
  }
}

function stepsOf(
  base: Pick<Plot, 'ending' | 'createdAt' | 'consignee' | 'owner'>,
  isLoad: boolean,
  shippedAt: number,
  days: number,
  choices: Choices,
  now: number,
): Step[] {
  const { ending, createdAt } = base;
  const hours = (n: number): number => createdAt + n * HOUR;
  if (ending === 'TENDERED') return [];
  if (ending === 'DECLINED') return [{ do: 'decline', at: hours(2) }];
  const steps: Step[] = isLoad ? [{ do: 'accept', at: hours(1) }] : [];
  if (ending === 'BOOKED') return steps.filter((step) => step.at < now);
  if (ending === 'CANCELLED') return [...steps, { do: 'cancel', at: hours(3) }];
  const picked: Step = { do: 'pick', at: hours(4) };
  if (ending === 'PICKING') return [...steps, picked];
  if (ending === 'PACKED') return [...steps, picked, { do: 'pack', at: hours(9) }];
  // What has left long ago shows no trace of its picking: the demo does not live through it.
  steps.push({ do: 'ship', at: shippedAt }, ...roadSteps(base, shippedAt, days, choices, now));
  return steps;
}

function roadSteps(
  { ending, consignee }: Pick<Plot, 'ending' | 'consignee'>,
  shippedAt: number,
  days: number,
  choices: Choices,
  now: number,
): Step[] {
  const place = `${consignee.place.city}, ${consignee.place.region}`;
  const arrival = shippedAt + days * DAY + choices.between(-3, 8) * HOUR;
  const steps: Step[] = [{ do: 'milestone', at: shippedAt + 5 * HOUR, code: 'X6', place: 'On the road' }];
  if (choices.share() < 0.22) {
    const [reasonCode, note] = choices.one([
      ['AO', 'Ice on the interstate'],
      ['AI', 'Tractor repair'],
      ['AS', 'Customs asks for papers'],
      ['BE', 'Road closed, detour'],
    ] as const);
    steps.push({ do: 'milestone', at: shippedAt + 9 * HOUR, code: 'SD', reasonCode, note });
  }
  if (ending === 'IN_TRANSIT') return steps.filter((step) => step.at < now);
  if (ending !== 'DELIVERED')
    steps.push({ do: 'milestone', at: arrival - 6 * HOUR, code: 'X4', place: `${consignee.place.city} terminal` });
  steps.push({ do: 'milestone', at: arrival - 2 * HOUR, code: 'AM', place });
  if (ending === 'DELIVERED') steps.push({ do: 'milestone', at: arrival, code: 'D1', stop: 2, place });
  if (ending === 'RETURNED') {
    steps.push({
      do: 'milestone',
      at: arrival,
      code: 'A7',
      reasonCode: 'BS',
      stop: 2,
      place,
      note: 'Refused at the dock',
    });
    steps.push({ do: 'milestone', at: arrival + 8 * HOUR, code: 'A3', place });
  }
  return steps.map((step) => ({ ...step, at: Math.min(step.at, now - MINUTE) }));
}
