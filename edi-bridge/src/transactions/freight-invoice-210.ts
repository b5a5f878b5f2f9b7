import type { OutgoingSegment } from '../x12/write.ts';
import { impliedCents, minorOf } from './amounts.ts';
import {
  type BilledParty,
  chargeWords,
  freightCode,
  type InvoiceLineView,
  type InvoiceView,
  subjectQualifier,
  writtenLines,
} from './invoice-view.ts';
import { partySegments, type Text, Unsendable, x12Date } from './output.ts';

/** What a 210 needs beside the invoice. */
export interface BillingFacts {
  /** Wall clock of the partner when it was issued. */
  readonly issuedOn: string;
  /** Our own SCAC. */
  readonly scac: string;
  /** 005010: references are L11, the value first. */
  readonly modern: boolean;
}

/**
 * An invoice of ours as a freight bill: a line group for each charge, the tax as a charge of its own.
 * @throws Unsendable where L305, the sum of L104 and B307 are not one amount.
 */
export function freightInvoice(
  invoice: InvoiceView,
  billed: BilledParty,
  { issuedOn, scac, modern }: BillingFacts,
  text: Text,
): OutgoingSegment[] {
  const { currency, amountMinor } = invoice.total;
  const shipments = [
    ...new Set(invoice.lines.flatMap((line) => (line.source === 'SHIPMENT' ? [line.subjectNumber] : []))),
  ];
  const [only] = shipments.length === 1 ? shipments : [];
  const total = impliedCents(amountMinor, currency);
  const lines = writtenLines(invoice);
  const segments = [
    [
      // B301 B: one shipment, C: several. B304 PP: who ships pays.
      ...['B3', only ? 'B' : 'C', text(invoice.number, 22), text(only ?? invoice.groupKey, 30), 'PP', ''],
      ...[x12Date(issuedOn), total, '', '', '', scac],
    ],
    ['C3', currency],
    // ITD01 05: no discount; ITD02 3: days from the invoice.
    ['ITD', '05', '3', '', '', '', x12Date(invoice.dueOn), String(daysUntilDue(invoice, issuedOn))],
    ...references(modern, [['PO', invoice.grouping === 'PO' ? invoice.groupKey : null]], text),
    ...partySegments('BT', { ...billed, code: null, codeQualifier: null }, text),
    ...lines.flatMap((line, index) => lineSegments(line, index, modern, text)),
    ...taxSegments(invoice, lines.length, text),
    ['L3', '', '', '', '', total],
  ];
  demandOneTotal(segments, amountMinor, currency);
  return segments;
}

/** Days from issue to due, as the terms had them. */
export const daysUntilDue = ({ dueOn }: Pick<InvoiceView, 'dueOn'>, issuedOn: string): number =>
  Math.max(0, Math.round((Date.parse(dueOn) - Date.parse(issuedOn.slice(0, 10))) / 86_400_000));

type Reference = readonly [qualifier: string, value: string | null];

const references = (modern: boolean, list: readonly Reference[], text: Text): OutgoingSegment[] =>
  list.flatMap(([qualifier, value]) => {
    if (!value) return [];
    return [modern ? ['L11', text(value, 50), qualifier] : ['N9', qualifier, text(value, 30)]];
  });

function lineSegments(line: InvoiceLineView, index: number, modern: boolean, text: Text): OutgoingSegment[] {
  const { amount, subjectNumber, orderNumber, poNumber, quantity, unit } = line;
  const words = chargeWords(line);
  const known: Reference[] = [
    [subjectQualifier(line), subjectNumber],
    ['CO', orderNumber],
    ['PO', poNumber],
  ];
  return [
    ['LX', String(index + 1)],
    ...references(modern, known, text),
    ['L5', '1', text(`${words} ${subjectNumber}, ${quantity} ${unit}`, 50)],
    chargeSegment(impliedCents(amount.amountMinor, amount.currency), freightCode(line), text(words, 25)),
  ];
}

function taxSegments({ tax, taxNote }: InvoiceView, before: number, text: Text): OutgoingSegment[] {
  if (tax.amountMinor === 0) return [];
  const words = text(taxNote, 25) || 'Tax';
  const charge = impliedCents(tax.amountMinor, tax.currency);
  return [['LX', String(before + 1)], ['L5', '1', text(taxNote, 50) || 'Tax'], chargeSegment(charge, 'TAX', words)];
}

const chargeSegment = (charge: string, code: string, words: string): OutgoingSegment => [
  ...['L1', '1', '', '', charge, '', '', '', code, '', '', '', words],
];

/** L305 = sum of L104 = B307, to the last minor unit: looked at in what was written, not in what was meant. */
export function demandOneTotal(segments: readonly OutgoingSegment[], totalMinor: number, currency: string): void {
  const element = (tag: string, place: number): string[] =>
    segments.filter(([one]) => one === tag).map((segment) => String(segment[place] ?? ''));
  const sum = element('L1', 4).reduce((all, charge) => all + Number(charge), 0);
  const said = [...element('B3', 7), ...element('L3', 5)];
  if (said.some((one) => Number(one) !== sum) || minorOf(String(sum), currency) !== totalMinor)
    throw new Unsendable(`B307 and L305 say ${said.join(' and ')}, but the charges (L104) come to ${sum}.`);
}
