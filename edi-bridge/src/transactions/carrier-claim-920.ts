import type { OutgoingSegment } from '../x12/write.ts';
import { impliedCents } from './amounts.ts';
import type { ClaimLineView, ClaimView } from './claim-view.ts';
import { number, partySegments, pounds, type Text, x12Date } from './output.ts';
import { referenceOf, type ShipmentView } from './shipment-view.ts';

// Element 536.
const NATURES: Readonly<Record<string, string>> = {
  ...{ LOSS: 'SH', SHORTAGE: 'SH', DAMAGE: 'VS', CONCEALED_DAMAGE: 'CN', DELAY: 'DE', OVERCHARGE: '99' },
};
const PARTIES: Readonly<Record<string, string>> = { SHIPPER: 'SH', SHIP_FROM: 'SF', SHIP_TO: 'ST', CONSIGNEE: 'CN' };
const MOST_PARTIES = 10;
const MOST_LINES = 100;
const LONGEST_NOTE = 80;

/** Our own claim against the carrier, under our number: what we may owe the customer is asked back. */
export function carrierClaim(
  claim: ClaimView,
  shipment: ShipmentView,
  facts: { claimedOn: string; scac: string; modern: boolean },
  text: Text,
): OutgoingSegment[] {
  const { currency } = claim.amount;
  const bol = referenceOf(shipment, 'BOL') ?? shipment.number;
  const pro = referenceOf(shipment, 'PRO');
  const origin = shipment.stops.find(({ kind }) => kind === 'PICKUP');
  const reference = (qualifier: string, value: string): OutgoingSegment =>
    facts.modern ? ['L11', text(value, 50), qualifier] : ['N9', qualifier, text(value, 30)];
  return [
    [
      ...['F01', x12Date(facts.claimedOn), text(claim.number, 30), impliedCents(claim.amount.amountMinor, currency)],
      // Element 544: the papers go apart, or there are none.
      ...[facts.scac, claim.papers.some(({ received }) => received) ? 'D' : 'N', currency],
    ],
    ...shipment.parties
      .filter(({ role }) => PARTIES[role])
      .slice(0, MOST_PARTIES)
      .flatMap((party) => partySegments(PARTIES[party.role] as string, party, text)),
    [
      ...['F02', origin?.departedAt ? x12Date(origin.departedAt) : '', '', '', 'BM', text(bol, 30)],
      ...(pro ? ['CN', text(pro, 30)] : []),
    ],
    reference('SI', shipment.number),
    ...lines(claim, text),
  ];
}

/** One F02 has room for a hundred lines: the rest of a longer claim stands in one. */
function lines({ lines: all, statement, amount: { currency } }: ClaimView, text: Text): OutgoingSegment[] {
  const shown =
    all.length > MOST_LINES ? [...all.slice(0, MOST_LINES - 1), ...together(all.slice(MOST_LINES - 1))] : all;
  return shown.flatMap((line, index) => [
    ...lineOf(line, currency, text),
    ...(index === 0 ? notes(statement, text) : []),
  ]);
}

const together = ([first, ...rest]: readonly ClaimLineView[]): ClaimLineView[] =>
  first
    ? [
        {
          ...first,
          ...{ sku: null, description: `${rest.length + 1} further lines`, quantity: 1, unit: 'EA', salvage: null },
          weightGrams: null,
          amount: {
            ...first.amount,
            amountMinor: [first, ...rest].reduce((total, { amount }) => total + amount.amountMinor, 0),
          },
        },
      ]
    : [];

function lineOf(line: ClaimLineView, currency: string, text: Text): OutgoingSegment[] {
  const unit = /^[A-Z0-9]{2}$/.test(line.unit) ? line.unit : 'EA';
  const salvage = line.salvage?.amountMinor ?? 0;
  const amount = line.amount.amountMinor;
  const sku = text(line.sku, 30);
  return [
    [
      ...['F09', number(line.quantity), unit, NATURES[line.cause] ?? '99'],
      ...[impliedCents(Math.round(amount / line.quantity), currency), impliedCents(amount, currency)],
      ...[text(line.description, 80), '', ...(sku ? ['VN', sku] : [])],
    ],
    ...(line.weightGrams ? [['F04', pounds(line.weightGrams), 'L', 'G']] : []),
    // The amount of the line is what is left after it.
    ...(salvage > 0 ? [['F05', 'SA', impliedCents(salvage, currency), 'C']] : []),
  ];
}

function notes(statement: string, text: Text): OutgoingSegment[] {
  const words = statement.split(/\s+/).filter(Boolean);
  const found: string[] = [];
  for (const word of words) {
    const last = found.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= LONGEST_NOTE)
      found[found.length - 1] = `${last} ${word}`;
    else found.push(word.slice(0, LONGEST_NOTE));
  }
  return found.map((line) => ['NTE', '', text(line, LONGEST_NOTE)]);
}
