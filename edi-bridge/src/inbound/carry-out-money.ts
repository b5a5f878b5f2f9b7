import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer } from '@quayside/shared/identity';
import type { Partner } from '../partner/partner.ts';
import { decimalOf } from '../transactions/amounts.ts';
import type { Mapped } from '../transactions/mapped.ts';
import { remittanceIn } from '../transactions/remittance-820.ts';
import type { OwnWork } from './earlier-contents.ts';
import { findCarried } from './find-carried.ts';
import { type Asked, isRefusal } from './graph-orders.ts';
import { refusedByGraph, result, type SetResult } from './set-result.ts';

type Of<Kind extends Mapped['kind']> = Extract<Mapped, { kind: Kind }>;

const RECORD_PAYMENT = `mutation RecordRemittance($input: RecordRemittanceInput!) { recordRemittance(input: $input) { __typename
  ... on Remittance { id source amount { amountMinor currency } unapplied { amountMinor }
    items { invoiceNumber problem applied { amountMinor } invoice { id } } }
  ... on Refusal { code message fix } } }`;
const RECORD_INVOICE = `mutation RecordCarrierInvoice($input: RecordCarrierInvoiceInput!) { recordCarrierInvoice(input: $input) { __typename
  ... on CarrierInvoice { id source state shipmentNumber billed { amountMinor currency } expected { amountMinor } }
  ... on Refusal { code message fix } } }`;

interface Minor {
  readonly amountMinor: number;
}
interface Booked {
  readonly id: string;
  readonly source: string;
  readonly amount: Minor & { readonly currency: string };
  readonly unapplied: Minor;
  readonly items: readonly {
    readonly invoiceNumber: string;
    readonly problem: string | null;
    readonly applied: Minor;
    readonly invoice: { readonly id: string } | null;
  }[];
}
interface Billed {
  readonly id: string;
  readonly source: string;
  readonly state: 'APPROVED' | 'MATCHED' | 'DISPUTED' | 'UNEXPECTED';
  readonly shipmentNumber: string;
  readonly billed: Minor & { readonly currency: string };
  readonly expected: Minor | null;
}

/** An 820: one payment of the partner's account, once under its trace number. */
export async function carryOutPayment(
  graph: GraphClient,
  partner: Partner,
  { key, input }: Of<'payment'>,
  own: OwnWork,
): Promise<SetResult> {
  // Whoever pays does not keep our books: the advice is booked for its own account, and for no other, by the bridge.
  const books = systemViewer(`EDI ${partner.id}`);
  const given = { ...input, accountId: partner.accountId, reference: key, source: own.source };
  const data = await graph.execute<{ recordRemittance: Asked<Booked> }>(RECORD_PAYMENT, { input: given }, books);
  const booked = data.recordRemittance;
  if (isRefusal(booked)) return refusedByGraph(key, booked);
  const about = (told: SetResult): SetResult => ({ ...told, invoiceIds: invoicesOf(booked) });
  if (booked.source === own.source) return about(result('DONE', key, paymentNote(booked)));
  if (await own.cameBefore(booked.source)) {
    const note = `${key} came before with the same content, and stays as it is.`;
    return about(result('IGNORED', key, note));
  }
  const note = `${key} came before with other content; nothing was changed. Send it under a number of its own.`;
  return about(result('REFUSED', key, note));
}

/** So many invoices are asked for at once. */
const AT_ONCE = 25;

/** An 820 that says nothing of its currency is in that of the invoices that it pays, where they have one. */
export async function carryOutUnsaidPayment(
  graph: GraphClient,
  partner: Partner,
  { key, invoiceNumbers, segments }: Of<'payment-without-currency'>,
  own: OwnWork,
): Promise<SetResult> {
  const currencies = await currenciesOf(graph, partner, invoiceNumbers);
  const [currency] = currencies;
  if (currency === undefined) {
    const note =
      'CUR is missing, and no invoice that is paid tells what BPR02 is in. Send it again with the currency, such as CUR*PR*USD.';
    return result('REFUSED', key, note);
  }
  if (currencies.length > 1) {
    const several = currencies.join(', ');
    const note = `CUR is missing, and what is paid is in ${several}. Send it again with the currency, such as CUR*PR*USD.`;
    return result('REFUSED', key, note);
  }
  const read = remittanceIn(segments, currency);
  if (read.kind === 'payment') return carryOutPayment(graph, partner, read, own);
  const note = read.kind === 'hold' || read.kind === 'refuse' ? read.note : null;
  return result(read.kind === 'hold' ? 'HELD' : 'REFUSED', key, note);
}

/** Of the invoices of the account, open or not, that have these numbers. */
async function currenciesOf(graph: GraphClient, partner: Partner, numbers: readonly string[]): Promise<string[]> {
  const books = systemViewer(`EDI ${partner.id}`);
  const found = new Set<string>();
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const some = numbers.slice(from, from + AT_ONCE);
    const document = `query CurrenciesOf($accountId: ID!, ${some.map((_, at) => `$n${at}: String!`).join(', ')}) { ${some
      .map(
        (_, at) =>
          `i${at}: invoices(filter: { accountId: $accountId, number: $n${at} }, first: 1) { nodes { total { currency } } }`,
      )
      .join(' ')} }`;
    const variables = Object.fromEntries(some.map((number, at) => [`n${at}`, number]));
    const asked = { accountId: partner.accountId, ...variables };
    const data = await graph.execute<Record<string, { nodes: { total: { currency: string } }[] }>>(
      document,
      asked,
      books,
    );
    for (const { nodes } of Object.values(data)) for (const { total } of nodes) found.add(total.currency);
  }
  return [...found].sort();
}

const invoicesOf = ({ items }: Booked): string[] => items.flatMap(({ invoice }) => invoice?.id ?? []);

/** What was applied to which invoice, and what was not and why: in sentences that readers of other languages get in theirs. */
function paymentNote({ amount, unapplied, items }: Booked): string {
  const money = ({ amountMinor }: Minor) => `${decimalOf(amountMinor, amount.currency)} ${amount.currency}`;
  const applied = items
    .filter(({ applied: { amountMinor } }) => amountMinor !== 0)
    .map((item) => `${item.invoiceNumber} ${money(item.applied)}`)
    .join(', ');
  const wrong = (problem: string) =>
    items.flatMap((item) => (item.problem === problem ? [item.invoiceNumber] : [])).join(', ');
  const sentences = [
    bookedNote(money(amount)),
    ...told(applied, appliedNote),
    ...told(wrong('UNKNOWN_INVOICE'), unknownNote),
    ...told(wrong('OTHER_CURRENCY'), currencyNote),
    ...told(wrong('OVERPAID'), overpaidNote),
    ...told(unapplied.amountMinor > 0 ? money(unapplied) : '', restNote),
  ];
  return sentences.join(' ');
}

const told = (what: string, say: (what: string) => string): string[] => (what ? [say(what)] : []);

function bookedNote(money: string): string {
  return `Booked ${money}.`;
}
function appliedNote(items: string): string {
  return `Applied to ${items}.`;
}
function unknownNote(numbers: string): string {
  return `No invoice of this account: ${numbers}.`;
}
function currencyNote(numbers: string): string {
  return `In another currency: ${numbers}.`;
}
function overpaidNote(numbers: string): string {
  return `More was paid than is owed: ${numbers}.`;
}
function restNote(money: string): string {
  return `Left to be applied: ${money}.`;
}

/** A carrier's 210: held against what its prices say of the shipment that it carries. */
export async function carryOutCarrierInvoice(
  graph: GraphClient,
  { carrierScac, id }: Partner,
  { key, scac, shipments, input }: Of<'carrier-invoice'>,
  own: OwnWork,
): Promise<SetResult> {
  if (!carrierScac || scac !== carrierScac)
    return result('REFUSED', key, `B311 says ${scac}; this partner bills for ${carrierScac ?? 'no carrier'} only.`);
  const shipment = await findCarried(graph, carrierScac, shipments);
  const known = shipments.join(', ');
  if (shipment === 'many')
    return result('HELD', key, `More than one shipment is known by ${known}: a person has to choose.`);
  if (!shipment) return result('REFUSED', key, `${carrierScac} carries no shipment that is known by ${known}.`);
  const given = { ...input, scac, number: key, shipmentId: shipment.id, source: own.source };
  const books = systemViewer(`EDI ${id}`);
  const data = await graph.execute<{ recordCarrierInvoice: Asked<Billed> }>(RECORD_INVOICE, { input: given }, books);
  const billed = data.recordCarrierInvoice;
  if (isRefusal(billed)) return refusedByGraph(key, billed, shipment.id);
  if (billed.source === own.source) return result('DONE', key, matchNote(billed), shipment.id);
  if (await own.cameBefore(billed.source))
    return result('IGNORED', key, `${key} came before with the same content, and stays as it is.`, shipment.id);
  const note = `${key} came before with other content; nothing was changed. Send it under a number of its own.`;
  return result('REFUSED', key, note, shipment.id);
}

/** For the staff: a carrier's files are read by nobody else. */
function matchNote({ state, shipmentNumber, billed, expected }: Billed): string {
  const money = ({ amountMinor }: Minor) => `${decimalOf(amountMinor, billed.currency)} ${billed.currency}`;
  const asked = money(billed);
  if (!expected) return `${shipmentNumber}: billed ${asked}, and nothing tells what to expect.`;
  const agreed = money(expected);
  if (state === 'DISPUTED')
    return `${shipmentNumber}: billed ${asked}, expected ${agreed}: a person has to decide what is paid.`;
  return `${shipmentNumber}: billed ${asked}, expected ${agreed}: it will be paid.`;
}
