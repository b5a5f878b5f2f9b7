import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';
import { localTime } from '@quayside/shared/instant';
import { freightInvoice } from '../transactions/freight-invoice-210.ts';
import { invoice810 } from '../transactions/invoice-810.ts';
import {
  type BilledParty,
  INVOICE_FIELDS,
  INVOICE_LINE_FIELDS,
  type InvoiceLineView,
  type InvoiceView,
} from '../transactions/invoice-view.ts';
import type { DocumentKind, Setting } from './document-kind.ts';

const READ_INVOICE = `query InvoiceToSend($id: ID!) { invoice(id: $id) { ${INVOICE_FIELDS} } }`;
const READ_LINES = `query InvoiceLinesToSend($id: ID!, $after: Int!) {
  invoice(id: $id) { lines(first: 500, after: $after) { ${INVOICE_LINE_FIELDS} } } }`;
const READ_ACCOUNT = `query AccountBilled($id: ID!) { account(id: $id) {
  name address { lines city region postalCode country } } }`;
/** One more than a document has room for: the rest stands in one line. */
const MOST_LINES = 10_000;

interface Billing {
  readonly invoice: InvoiceView;
  readonly billed: BilledParty;
}

/** The invoice as its account may see it, with all lines that there is room for. */
async function readInvoice(graph: GraphClient, viewer: Viewer, { due, partner }: Setting): Promise<Billing | null> {
  const id = due.recordId;
  const { invoice } = await graph.execute<{ invoice: Omit<InvoiceView, 'lines'> | null }>(READ_INVOICE, { id }, viewer);
  if (!invoice) return null;
  const lines: InvoiceLineView[] = [];
  for (let after = 0; lines.length < MOST_LINES; after = lines.at(-1)?.line ?? 0) {
    const page = await graph.execute<{ invoice: Pick<InvoiceView, 'lines'> | null }>(READ_LINES, { id, after }, viewer);
    if (!page.invoice || page.invoice.lines.length === 0) break;
    lines.push(...page.invoice.lines);
  }
  const { account } = await graph.execute<{ account: BilledParty | null }>(
    READ_ACCOUNT,
    { id: partner.accountId },
    viewer,
  );
  return { invoice: { ...invoice, lines }, billed: account ?? { name: partner.name, address: null } };
}

const issuedOn = ({ invoice }: Billing, { partner }: Setting): string =>
  localTime(Date.parse(invoice.issuedAt), partner.timeZone);

/** An invoice as a freight bill. */
export const freightBill: DocumentKind<Billing> = {
  group: 'IM',
  read: readInvoice,
  compose: (billing, setting) => {
    const { billingScac, version } = setting.partner;
    const facts = { issuedOn: issuedOn(billing, setting), scac: billingScac ?? '', modern: version.startsWith('005') };
    return freightInvoice(billing.invoice, billing.billed, facts, setting.text);
  },
};

/** An invoice or a credit note. */
export const plainInvoice: DocumentKind<Billing> = {
  group: 'IN',
  read: readInvoice,
  compose: (billing, setting) =>
    invoice810(billing.invoice, billing.billed, { issuedOn: issuedOn(billing, setting) }, setting.text),
};
