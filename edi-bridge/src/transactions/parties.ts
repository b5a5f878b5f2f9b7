import { zoneOfRegion } from '@quayside/shared/time-zone';
import { all, first, type MapSegment, optional, value } from './segments.ts';

/** As the graph's PostalAddressInput. */
export interface Address {
  readonly lines: readonly string[];
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

/** One N1 loop: who plays which role. */
export interface N1Party {
  /** N101. */
  readonly qualifier: string;
  readonly role: string;
  readonly name: string;
  /** N102 alone: null where the sender gives only a code. */
  readonly givenName: string | null;
  readonly code: string | null;
  readonly codeQualifier: string | null;
  readonly address: Address | null;
  readonly phone: string | null;
  readonly email: string | null;
}

const ROLES: Readonly<Record<string, string>> = {
  ST: 'SHIP_TO',
  UC: 'CONSIGNEE',
  CN: 'CONSIGNEE',
  SF: 'SHIP_FROM',
  PW: 'SHIP_FROM',
  SH: 'SHIPPER',
  DE: 'DEPOSITOR',
  WH: 'WAREHOUSE',
  BT: 'BILL_TO',
  PR: 'BILL_TO',
  PF: 'BILL_TO',
  RI: 'BILL_TO',
  CA: 'CARRIER',
  Z7: 'MARK_FOR',
  MA: 'MARK_FOR',
};

const ALPHA_3: Readonly<Record<string, string>> = {
  USA: 'US',
  CAN: 'CA',
  MEX: 'MX',
  GBR: 'GB',
  DEU: 'DE',
  FRA: 'FR',
  NLD: 'NL',
  CHN: 'CN',
  HKG: 'HK',
  TWN: 'TW',
  JPN: 'JP',
  KOR: 'KR',
};

const IN_PARTY = new Set(['N1', 'N2', 'N3', 'N4', 'PER', 'G61']);

/** The N1 loops among these segments. A segment that belongs to no party ends the loop. */
export function parties(segments: readonly MapSegment[]): N1Party[] {
  const runs: MapSegment[][] = [];
  let open: MapSegment[] | null = null;
  for (const segment of segments) {
    if (segment.tag === 'N1') {
      open = [segment];
      runs.push(open);
    } else if (open && IN_PARTY.has(segment.tag)) open.push(segment);
    else open = null;
  }
  return runs.map(party);
}

function party(loop: readonly MapSegment[]): N1Party {
  const n1 = first(loop, 'N1');
  const more = all(loop, 'N2').flatMap((n2) => [value(n2, 1), value(n2, 2)]);
  const contact = contactOf(loop);
  const qualifier = value(n1, 1);
  return {
    qualifier,
    role: ROLES[qualifier] ?? 'OTHER',
    name: [value(n1, 2), ...more].filter(Boolean).join(' ') || value(n1, 4) || qualifier,
    givenName: optional(n1, 2),
    code: optional(n1, 4),
    codeQualifier: optional(n1, 3),
    address: address(loop),
    ...contact,
  };
}

function address(loop: readonly MapSegment[]): Address | null {
  const n4 = first(loop, 'N4');
  const city = value(n4, 1);
  if (city === '') return null;
  const country = value(n4, 4).toUpperCase();
  return {
    lines: all(loop, 'N3').flatMap((n3) => [value(n3, 1), value(n3, 2)].filter(Boolean)),
    city,
    region: optional(n4, 2),
    postalCode: optional(n4, 3),
    // The 204 and 940 leave the country out inside the United States.
    country: /^[A-Z]{2}$/.test(country) ? country : (ALPHA_3[country] ?? 'US'),
  };
}

function contactOf(loop: readonly MapSegment[]): { phone: string | null; email: string | null } {
  const found: Record<string, string> = {};
  for (const contact of loop.filter(({ tag }) => tag === 'PER' || tag === 'G61')) {
    for (const place of [3, 5, 7]) found[value(contact, place)] ??= value(contact, place + 1);
  }
  return { phone: found['TE'] || null, email: found['EM'] || null };
}

/** The first party that plays one of the roles, in the order of the roles. */
export const partyFor = (list: readonly N1Party[], ...qualifiers: readonly string[]): N1Party | null =>
  qualifiers.flatMap((wanted) => list.filter(({ qualifier }) => qualifier === wanted))[0] ?? null;

/** The clock at a party's place; UTC where the place is not known. */
export const zoneAt = (place: N1Party | null): string =>
  (place?.address && zoneOfRegion(place.address.country, place.address.region)) ?? 'UTC';

/** As the graph's PartyInput. */
export const toPartyInput = ({ qualifier: _, givenName: __, ...party }: N1Party) => party;

/** What people call a place: its name (N102), or its code (N104) where it is given no other name. */
export const placeName = (party: N1Party | null): string | null => party?.givenName ?? party?.code ?? null;
