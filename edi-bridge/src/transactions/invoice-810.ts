import type { OutgoingSegment } from '../x12/write.ts';
import { decimalOf, impliedCents, minorOf, minorOfDecimal } from './amounts.ts';
import { daysUntilDue } from './freight-invoice-210.ts';
import {
  type BilledParty,
  chargeWords,
  type InvoiceLineView,
  type InvoiceView,
  subjectQualifier,
  writtenLines,
} from './invoice-view.ts';
import { number, partySegments, type Text, Unsendable, x12Date } from './output.ts';

/**
 * An invoice or a credit note of ours. A credit note is a BIG07 CR whose amounts are below zero, so that the sums hold as
 * they do for an invoice; REF OI names what it takes back from.
 * @throws Unsendable where TDS01 is not the sum of its lines and its tax.
 */
export function invoice810(
  invoice: InvoiceView,
  billed: BilledParty,
  { issuedOn }: { readonly issuedOn: string },
  text: Text,
): OutgoingSegment[] {
  const { total, groupKey, grouping, credits, kind } = invoice;
  const { currency } = total;
  const lines = writtenLines(invoice);
  const po = grouping === 'PO' ? text(groupKey, 22) : '';
  const segments: OutgoingSegment[] = [
    ['BIG', x12Date(issuedOn), text(invoice.number, 22), '', po, '', '', kind === 'CREDIT_NOTE' ? 'CR' : 'DI'],
    ['CUR', 'SE', currency],
    ...(credits ? [['REF', 'OI', text(credits.number, 30)]] : []),
    ...(grouping === 'ORDER' && groupKey ? [['REF', 'CO', text(groupKey, 30)]] : []),
    ...partySegments('BT', { ...billed, code: null, codeQualifier: null }, text),
    // What takes back is due to nobody by a day.
    ...(kind === 'CREDIT_NOTE'
      ? []
      : [['ITD', '05', '3', '', '', '', x12Date(invoice.dueOn), String(daysUntilDue(invoice, issuedOn))]]),
    // Element 374 codes 186 and 187: first and last day of what is billed, older work too.
    ['DTM', '186', x12Date(invoice.billsFrom)],
    ['DTM', '187', x12Date(invoice.periodTo)],
    ...lines.flatMap((line, index) => lineSegments(line, index, text)),
    ['TDS', impliedCents(total.amountMinor, currency)],
    ...taxSegments(invoice),
    ['CTT', String(lines.length)],
  ];
  demandTotal(segments, total.amountMinor, currency);
  return segments;
}

function lineSegments(line: InvoiceLineView, index: number, text: Text): OutgoingSegment[] {
  const { subjectNumber, orderNumber, poNumber, quantity, unit, kind } = line;
  const references = [
    [subjectQualifier(line), subjectNumber],
    ['CO', orderNumber],
    ['PO', poNumber],
  ] as const;
  return [
    ['IT1', String(index + 1), ...pricedAs(line), '', 'ZZ', text(kind, 48)],
    ['PID', 'F', '', '', '', text(`${chargeWords(line)} ${subjectNumber}, ${number(quantity)} ${unit}`, 80)],
    ...references.flatMap(([qualifier, value]) => (value ? [['REF', qualifier, text(value, 30)]] : [])),
  ];
}

/**
 * Quantity, unit and price of one. An 810 has no amount of a line: who reads it multiplies. Where the price of one is no
 * whole number of minor units, the charge is billed as one, and the text says how many it was for.
 */
function pricedAs({ quantity, unit, amount: { amountMinor, currency } }: InvoiceLineView): string[] {
  const whole = Number.isInteger(quantity) && quantity > 0 && amountMinor % quantity === 0;
  const code = /^[A-Z0-9]{2}$/.test(unit) ? unit : 'EA';
  return whole
    ? [String(quantity), code, decimalOf(amountMinor / quantity, currency)]
    : ['1', 'EA', decimalOf(amountMinor, currency)];
}

/** Element 963 VA: value-added tax; TX: any other. */
function taxSegments({ tax, taxCode, taxBasisPoints }: InvoiceView): OutgoingSegment[] {
  if (tax.amountMinor === 0) return [];
  const type = taxCode.includes('VAT') ? 'VA' : 'TX';
  return [['TXI', type, decimalOf(tax.amountMinor, tax.currency), number(taxBasisPoints / 100)]];
}

/** TDS01 = sum of IT102 times IT104 + TXI02, looked at in what was written. */
export function demandTotal(segments: readonly OutgoingSegment[], totalMinor: number, currency: string): void {
  const of = (tag: string) => segments.filter(([one]) => one === tag);
  const minor = (value: unknown): number => minorOfDecimal(String(value), currency) ?? Number.NaN;
  const lines = of('IT1').reduce((sum, one) => sum + Number(one[2]) * minor(one[4]), 0);
  const sum = of('TXI').reduce((all, one) => all + minor(one[2]), lines);
  const said = String(of('TDS')[0]?.[1] ?? '');
  if (sum !== totalMinor || minorOf(said, currency) !== totalMinor)
    throw new Unsendable(
      `TDS01 says ${said}, but the lines and the tax come to ${decimalOf(sum || 0, currency)} ${currency}.`,
    );
}
