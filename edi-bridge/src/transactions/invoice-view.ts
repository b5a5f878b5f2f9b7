import type { Address } from './parties.ts';

interface MoneyView {
  readonly amountMinor: number;
  readonly currency: string;
}

/** What the documents that we send need to know of an invoice or credit note, as the graph tells it. */
export interface InvoiceView {
  readonly id: string;
  readonly number: string;
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  readonly grouping: 'ACCOUNT' | 'ORDER' | 'PO';
  readonly groupKey: string;
  /** YYYY-MM-DD */
  readonly billsFrom: string;
  readonly periodTo: string;
  readonly dueOn: string;
  readonly issuedAt: string;
  readonly taxCode: string;
  readonly taxBasisPoints: number;
  readonly taxNote: string;
  readonly net: MoneyView;
  readonly tax: MoneyView;
  readonly total: MoneyView;
  readonly credits: { readonly number: string } | null;
  readonly lines: readonly InvoiceLineView[];
}

export interface InvoiceLineView {
  readonly line: number;
  readonly kind: string;
  readonly reason: string;
  readonly source: string;
  readonly subjectNumber: string;
  readonly orderNumber: string | null;
  readonly poNumber: string | null;
  readonly quantity: number;
  readonly unit: string;
  readonly amount: MoneyView;
  readonly doneAt: string;
}

/** Who is billed. */
export interface BilledParty {
  readonly name: string;
  readonly address: Address | null;
}

/** The invoice without its lines, in the words of InvoiceView. */
export const INVOICE_FIELDS = `
  id number kind grouping groupKey billsFrom periodTo dueOn issuedAt taxCode taxBasisPoints taxNote credits { number }
  net { amountMinor currency } tax { amountMinor currency } total { amountMinor currency }`;
export const INVOICE_LINE_FIELDS = `line kind reason source subjectNumber orderNumber poNumber quantity unit
  amount { amountMinor currency } doneAt`;

/** Elements 150 (L108) and 1300, and words, by kind of charge. */
const KINDS: Readonly<Record<string, readonly [freight: string, service: string, words: string]>> = {
  FREIGHT: ['400', 'D240', 'Freight'],
  FUEL: ['405', 'D260', 'Fuel surcharge'],
  HANDLING_IN: ['UNL', 'D500', 'Handling in'],
  HANDLING_OUT: ['LDG', 'D500', 'Handling out'],
  STORAGE: ['SRG', 'F050', 'Storage'],
  ACCESSORIAL: ['SAC', 'F050', 'Accessorial'],
  VALUE_ADDED: ['SAC', 'G740', 'Value-added service'],
};

/** L108 of a charge; AAJ takes back. */
export const freightCode = ({ kind, reason }: Pick<InvoiceLineView, 'kind' | 'reason'>): string =>
  reason === 'CREDIT' ? 'AAJ' : (KINDS[kind]?.[0] ?? 'SAC');

/** Kind of the reference that names what was done: a shipment, or a record of ours that the two sides agree on. */
export const subjectQualifier = ({ source }: Pick<InvoiceLineView, 'source'>): 'SI' | 'ZZ' =>
  source === 'SHIPMENT' ? 'SI' : 'ZZ';

export const chargeWords = ({ kind, reason }: Pick<InvoiceLineView, 'kind' | 'reason'>): string =>
  `${reason === 'CREDIT' ? 'Credit: ' : ''}${KINDS[kind]?.[2] ?? kind}`;

/** As many lines as a 210 has room for: the rest of a longer invoice stands in one. */
const MOST_LINES = 9_999;

/** The lines that are written, each with its amount: no more than there is room for, and nothing of the net is lost. */
export function writtenLines({ lines, net }: InvoiceView, most = MOST_LINES): readonly InvoiceLineView[] {
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  const rest = shown.reduce((left, { amount }) => left - amount.amountMinor, net.amountMinor);
  const [first] = lines;
  if (rest === 0 || !first) return shown;
  const further = { kind: 'VALUE_ADDED', reason: 'DONE', source: 'REST', subjectNumber: 'further charges' };
  const bare = { orderNumber: null, poNumber: null, quantity: 1, unit: 'EA' };
  const amount = { amountMinor: rest, currency: net.currency };
  return [...shown, { ...first, ...further, ...bare, line: (shown.at(-1)?.line ?? 0) + 1, amount }];
}
