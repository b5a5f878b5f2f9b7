import { zoneOfRegion } from '@quayside/shared/time-zone';
import { g62Span, toInstantText } from './dates.ts';
import type { LineInput, Mapped, OrderInput, StopInput } from './mapped.ts';
import { type N1Party, parties, partyFor, toPartyInput, zoneAt } from './parties.ts';
import { notes, references } from './references.ts';
import { all, decimal, first, grams, keyFault, type MapSegment, optional, splitAt, value } from './segments.ts';
import { toConsignee } from './warehouse-order-940.ts';

const PURPOSES: Readonly<Record<string, '00' | '01' | '04' | '05'>> = {
  '00': '00',
  '01': '01',
  '03': '04',
  '04': '04',
  '05': '05',
};
const LOADING = ['CL', 'LD', 'PL', 'SL'];
const UNLOADING = ['CU', 'UL', 'PU', 'SU', 'DT', 'DR'];
const PICKUP_ROLES = ['SF', 'SH', 'PW'];
const DELIVERY_ROLES = ['ST', 'CN', 'UC', 'DA'];

/** Reads a 204: the header, then one part per stop (S5). */
export function loadTender(segments: readonly MapSegment[]): Mapped {
  const b2 = first(segments, 'B2');
  const key = value(b2, 4);
  const purpose = PURPOSES[value(first(segments, 'B2A'), 1)];
  if (key === '')
    return { kind: 'refuse', key, note: 'B204 is empty: without a shipment id the load cannot be answered.' };
  const tooLong = keyFault('B204', key, 30);
  if (tooLong) return { kind: 'refuse', key, note: tooLong };
  if (!purpose) {
    const note = `B2A01 "${value(first(segments, 'B2A'), 1)}" has no agreed meaning with this partner.`;
    return { kind: 'quarantine', key, note };
  }
  const { head, parts } = splitAt(
    segments.filter(({ tag }) => tag !== 'L3' && tag !== 'SE'),
    ({ tag }) => tag === 'S5',
  );
  const stops = parts.map(readStop);
  if (stops.length === 0 && purpose !== '01') return { kind: 'refuse', key, note: 'The load has no stops (S5).' };
  const last = stops.filter((stop) => stop.input.kind === 'DELIVERY').at(-1);
  return {
    kind: 'tender',
    key,
    purpose,
    respondBy: toInstantText(g62Span(all(head, 'G62'), ['64'], stops[0]?.zone ?? 'UTC')?.to),
    consignee: purpose !== '01' && last?.place ? toConsignee(last.place) : null,
    warnings: [],
    input: orderInput(segments, head, parts, stops),
  };
}

function orderInput(
  segments: readonly MapSegment[],
  head: readonly MapSegment[],
  parts: readonly (readonly MapSegment[])[],
  stops: readonly ReadStop[],
): OrderInput {
  const b2 = first(segments, 'B2');
  return {
    mode: optional(first(head, 'MS3'), 4),
    carrierScac: optional(b2, 2),
    freightTerms: optional(b2, 6),
    references: references([...head, ...parts.flat()]),
    parties: [...parties(head), ...stops.flatMap(({ found }) => found)].map(toPartyInput),
    lines: readLines(parts),
    stops: stops.map(({ input }) => input),
    promisedAt: stops.filter(({ input }) => input.kind === 'DELIVERY').at(-1)?.input.windowTo ?? null,
    weightGrams: totalWeight(segments, parts),
    note: notes([...head, ...parts.flat()]),
  };
}

interface ReadStop {
  readonly input: StopInput;
  readonly place: N1Party | null;
  readonly found: readonly N1Party[];
  readonly zone: string;
}

function readStop(part: readonly MapSegment[], index: number): ReadStop {
  const s5 = part[0];
  const found = parties(part);
  const kind = stopKind(value(s5, 2), found);
  const roles = kind === 'PICKUP' ? PICKUP_ROLES : DELIVERY_ROLES;
  const place = partyFor(found, ...roles) ?? found[0] ?? null;
  const zone = zoneAt(place);
  const window = stopWindow(all(part, 'G62'), zone);
  const unknown = { lines: [], city: 'unknown', region: null, postalCode: null, country: 'US' };
  const address = place?.address ?? unknown;
  return {
    place,
    found,
    zone,
    input: {
      sequence: index + 1,
      kind,
      name: place?.name ?? `Stop ${index + 1}`,
      address,
      timeZone: place?.address ? zoneOfRegion(address.country, address.region) : null,
      ...window,
    },
  };
}

function stopKind(reason: string, found: readonly N1Party[]): StopInput['kind'] {
  if (LOADING.includes(reason)) return 'PICKUP';
  if (UNLOADING.includes(reason)) return 'DELIVERY';
  return partyFor(found, ...PICKUP_ROLES) ? 'PICKUP' : 'DELIVERY';
}

// What a G62 says about a window: by its date qualifier, or by its time qualifier where the date is only "requested".
const EARLIEST = ['37', '53'];
const LATEST = ['38', '54'];

function stopWindow(dates: readonly MapSegment[], zone: string): Pick<StopInput, 'windowFrom' | 'windowTo'> {
  const side = (date: MapSegment): 'from' | 'to' | 'both' => {
    if (EARLIEST.includes(value(date, 1)) || ['I', 'G'].includes(value(date, 3))) return 'from';
    return LATEST.includes(value(date, 1)) || ['K', 'L'].includes(value(date, 3)) ? 'to' : 'both';
  };
  const pick = (wanted: 'from' | 'to') => {
    const date = dates.find((one) => side(one) === wanted) ?? dates.find((one) => side(one) === 'both');
    return date && g62Span([date], [value(date, 1)], zone);
  };
  return { windowFrom: toInstantText(pick('from')?.from), windowTo: toInstantText(pick('to')?.to) };
}

/** Goods are named where they are dropped, by some senders only where they are picked up. */
function readLines(parts: readonly (readonly MapSegment[])[]): LineInput[] {
  const dropped = parts.filter((part) => stopKind(value(part[0], 2), parties(part)) === 'DELIVERY').flatMap(goods);
  const found = dropped.length > 0 ? dropped : parts.flatMap(goods);
  return found.map((line, index) => ({ ...line, lineNumber: index + 1 }));
}

function goods(part: readonly MapSegment[]): LineInput[] {
  const { parts } = splitAt(part, ({ tag }) => tag === 'OID');
  if (parts.length > 0) return parts.map(orderDetail);
  return all(part, 'L5').map((l5, index) => {
    const at8 = first(part, 'AT8');
    const pieces = index === 0 ? (decimal(at8, 4) ?? decimal(part[0], 5)) : null;
    return {
      ...blankLine,
      sku: value(l5, 3) || `L5-${value(l5, 1) || index + 1}`,
      description: optional(l5, 2),
      orderedQuantity: pieces || 1,
      weightGrams: index === 0 ? grams(decimal(at8, 3), value(at8, 2)) : null,
    };
  });
}

function orderDetail(loop: readonly MapSegment[]): LineInput {
  const oid = loop[0];
  return {
    ...blankLine,
    sku: value(oid, 1) || value(oid, 2) || value(oid, 3) || 'freight',
    description:
      all(loop, 'L5')
        .map((l5) => value(l5, 2))
        .filter(Boolean)
        .join(' ') || null,
    unit: value(oid, 4) || blankLine.unit,
    orderedQuantity: decimal(oid, 5) || 1,
    weightGrams: grams(decimal(oid, 7), value(oid, 6)),
  };
}

const blankLine: LineInput = {
  lineNumber: 0,
  sku: '',
  description: null,
  lot: null,
  unit: 'PC',
  orderedQuantity: 1,
  productIds: [],
  weightGrams: null,
};

/** L3 for the whole load; else what is picked up: the same goods weigh as much again where they are dropped. */
function totalWeight(segments: readonly MapSegment[], parts: readonly (readonly MapSegment[])[]): number | null {
  const l3 = first(segments, 'L3');
  const total = decimal(l3, 1);
  if (total) return grams(total, value(l3, 12));
  const picked = parts.filter((part) => stopKind(value(part[0], 2), parties(part)) === 'PICKUP');
  const weights = picked.map((part) => {
    const at8 = first(part, 'AT8');
    return grams(decimal(at8, 3), value(at8, 2)) ?? grams(decimal(part[0], 3), value(part[0], 4)) ?? 0;
  });
  return weights.reduce((sum, weight) => sum + weight, 0) || null;
}
