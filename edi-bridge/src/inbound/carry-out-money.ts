import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer } from '@quayside/shared/identity';
import type { Partner } from '../partner/partner.ts';
import { decimalOf } from '../transactions/amounts.ts';
import type { Mapped } from '../transactions/mapped.ts';
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
  ... on CarrierInvoice { id source state shipmentNumber billed { amountMinor currency } expected { amountMinor } refusal { message } }
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
  readonly refusal: { readonly message: string } | null;
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
    return about(result('IGNORED', key, `${key} came before with the same content, and stays booked as it is.`));
  }
  const note = `A payment ${key} was booked before with other content; nothing was changed. Send a further payment under another number (TRN02).`;
  return about(result('REFUSED', key, note));
}

const invoicesOf = ({ items }: Booked): string[] => items.flatMap(({ invoice }) => invoice?.id ?? []);

const PROBLEMS: Readonly<Record<string, string>> = {
  UNKNOWN_INVOICE: 'is no invoice of this account',
  OTHER_CURRENCY: 'is in another currency',
  OVERPAID: 'was owed less',
};

/** What was applied to which invoice, and what was not and why. */
function paymentNote({ amount, unapplied, items }: Booked): string {
  const money = ({ amountMinor }: Minor) => decimalOf(amountMinor, amount.currency);
  const applied = items
    .filter(({ applied: { amountMinor } }) => amountMinor !== 0)
    .map((item) => `${item.invoiceNumber} ${money(item.applied)}`);
  const problems = items.flatMap(({ invoiceNumber, problem }) =>
    problem ? [`${invoiceNumber} ${PROBLEMS[problem] ?? problem}`] : [],
  );
  const rest = unapplied.amountMinor > 0 ? [`${money(unapplied)} left to be applied`] : [];
  const told = [...applied, ...problems, ...rest].join('; ');
  return `Booked ${money(amount)} ${amount.currency}${told ? `: ${told}` : ''}.`;
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
  const note = `${key} came before with other content; nothing was changed. A number is used once: send another one.`;
  return result('REFUSED', key, note, shipment.id);
}

/** For the staff: a carrier's files are read by nobody else. */
function matchNote({ state, shipmentNumber, billed, expected, refusal }: Billed): string {
  const money = ({ amountMinor }: Minor) => `${decimalOf(amountMinor, billed.currency)} ${billed.currency}`;
  if (state === 'UNEXPECTED') return `${shipmentNumber}: billed ${money(billed)}. ${refusal?.message ?? ''}`.trim();
  const beside = expected ? `, expected ${money(expected)}` : '';
  const verdict = state === 'DISPUTED' ? 'more than was agreed, a person has to decide' : 'will be paid';
  return `${shipmentNumber}: billed ${money(billed)}${beside}: ${verdict}.`;
}
