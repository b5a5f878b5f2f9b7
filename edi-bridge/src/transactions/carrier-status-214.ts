import { zoneOfRegion } from '@quayside/shared/time-zone';
import { spanOf, toInstantText } from './dates.ts';
import type { Mapped, StatusInput } from './mapped.ts';
import { parties, partyFor, zoneAt } from './parties.ts';
import { all, first, type MapSegment, splitAt, value } from './segments.ts';

/** Reads a 214 that a carrier has sent: facts about one shipment, each at its own place and time. */
export function carrierStatus(segments: readonly MapSegment[]): Mapped {
  const b10 = first(segments, 'B10');
  const key = value(b10, 1);
  const load = value(b10, 2);
  if (key === '' && load === '')
    return { kind: 'refuse', key, note: 'B1001 and B1002 are empty: it is not known which shipment this is about.' };
  const { head, parts } = splitAt(
    segments.filter(({ tag }) => tag !== 'SE'),
    ({ tag }) => tag === 'AT7',
  );
  const found = parties(head);
  const consigneeZone = zoneAt(partyFor(found, 'ST', 'CN'));
  const facts = parts.map((part) => readFact(part, consigneeZone));
  const wrong = facts.indexOf(null);
  if (facts.length === 0) return { kind: 'refuse', key, note: 'The status names no event (AT7).' };
  if (wrong >= 0) {
    const note = `AT7 number ${wrong + 1} has no status code or no date that can be read (AT701 or AT703, AT705).`;
    return { kind: 'refuse', key: key || load, note };
  }
  return { kind: 'status', key: key || load, load, facts: facts.filter((fact) => fact !== null) };
}

function readFact(part: readonly MapSegment[], consigneeZone: string): StatusInput | null {
  const at7 = part[0] as MapSegment;
  const ms1 = first(part, 'MS1');
  const code = value(at7, 1) || value(at7, 3);
  const zone = placeZone(ms1) ?? consigneeZone;
  // AT707 LT, or none: the clock at the place of the event.
  const span = spanOf(value(at7, 5), value(at7, 6), value(at7, 7), zone);
  if (code === '' || !span) return null;
  return {
    code,
    reasonCode: (value(at7, 1) ? value(at7, 2) : value(at7, 4)) || null,
    at: toInstantText(span.from) ?? '',
    timeZone: zone,
    place: placeName(ms1),
    latitude: degrees(value(ms1, 5), value(ms1, 7)),
    longitude: degrees(value(ms1, 4), value(ms1, 6)),
    note: notesOf(part),
    sealNumbers: sealsOf(part),
  };
}

function placeZone(ms1: MapSegment | undefined): string | null {
  const region = value(ms1, 2);
  return region === '' ? null : zoneOfRegion(value(ms1, 3) || 'US', region);
}

const placeName = (ms1: MapSegment | undefined): string | null =>
  [value(ms1, 1), value(ms1, 2), value(ms1, 3)].filter(Boolean).join(', ') || null;

/** DDDMMSS with its direction, or null. */
function degrees(text: string, direction: string): number | null {
  const match = /^(\d{2,3})(\d\d)(\d\d)$/.exec(text);
  if (!match) return null;
  const size = Number(match[1]) + Number(match[2]) / 60 + Number(match[3]) / 3600;
  return direction === 'W' || direction === 'S' ? -size : size;
}

/** Release 005010 has M7 beside AT7; before it seals are told as references. */
function sealsOf(part: readonly MapSegment[]): string[] {
  const listed = all(part, 'M7').flatMap((m7) => [1, 2, 3, 4].map((element) => value(m7, element)));
  const told = all(part, 'L11').flatMap((l11) => (value(l11, 2) === 'SN' ? [value(l11, 1)] : []));
  return [...new Set([...listed, ...told])].filter(Boolean);
}

/** K1 and Q7 say in words what a code cannot. */
const notesOf = (part: readonly MapSegment[]): string | null =>
  [...all(part, 'K1'), ...all(part, 'Q7')]
    .flatMap((one) => [value(one, 1), value(one, 2)])
    .filter(Boolean)
    .join(' ') || null;
