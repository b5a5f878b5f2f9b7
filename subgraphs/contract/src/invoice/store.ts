import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { Dispute } from './dispute.ts';
import type { Credited, Invoice, InvoiceLine } from './invoice.ts';
import { disputeTable, invoiceLineTable, invoiceTable } from './table.ts';

const read = rowReader(invoiceTable);
const readLines = rowReader(invoiceLineTable);
const readDisputes = rowReader(disputeTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });
const ISSUED: Predicate = { sql: `t.state = 'ISSUED'`, parameters: {} };

/** What a list of invoices may be narrowed by. */
export interface InvoiceFilter {
  readonly accountId?: string | null | undefined;
  readonly kind?: string | null | undefined;
  /** Something is still owed of it. */
  readonly open?: boolean | null | undefined;
  readonly number?: string | null | undefined;
  /** Its period has days of this month, `YYYY-MM`, or it bills older work that was done in it. */
  readonly month?: string | null | undefined;
}

const OPEN: Predicate = {
  sql: 'EXISTS (SELECT 1 FROM receivable r WHERE r.id = t.id AND r.open_minor <> 0)',
  parameters: {},
};

// Days are text, so that no month needs to know its last one. Lines are looked at only where there is older work.
const inMonth = (month: string): Predicate => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return {
    sql: `t.bills_from <= :monthEnd AND t.period_to >= :monthStart AND (t.period_from <= :monthEnd OR EXISTS (
      SELECT 1 FROM invoice_line l WHERE l.invoice_id = t.id AND l.done_at >= :monthFrom AND l.done_at < :monthTo))`,
    parameters: {
      ...{ monthStart: `${month}-01`, monthEnd: `${month}-31` },
      ...{ monthFrom: Date.UTC(year, number - 1), monthTo: Date.UTC(year, number) },
    },
  };
};

/** One page of what was issued, newest first, with one row more than asked for when there is more. */
export const listInvoices = (
  em: EntityManager,
  viewer: Viewer,
  filter: InvoiceFilter,
  page: { first: number; after: PageKey | null },
): Promise<Invoice[]> =>
  read(
    em,
    allOf([
      inReach(viewer),
      ISSUED,
      equals('t.account_id', 'account', filter.accountId),
      equals('t.kind', 'kind', filter.kind),
      equals('t.number', 'number', filter.number?.trim() || null),
      filter.open ? OPEN : EVERYTHING,
      filter.month ? inMonth(filter.month) : EVERYTHING,
      olderThan('t.issued_at', 't.id', page.after),
    ]),
    `ORDER BY t.issued_at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

/** What was issued, by id; invoices out of reach are left out. */
export const findInvoices = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Invoice[]> =>
  read(em, allOf([oneOf('t.id', 'ids', ids), ISSUED, inReach(viewer)]));

/** Credit notes that take back from these invoices, oldest first. */
export const creditsOf = (em: EntityManager, viewer: Viewer, invoiceIds: readonly string[]): Promise<Invoice[]> =>
  read(em, allOf([oneOf('t.credits_invoice_id', 'ids', invoiceIds), inReach(viewer)]), 'ORDER BY t.issued_at, t.id');

/** Which of these numbers are credit notes of an account that take back from an invoice, and from which. */
export async function creditsTaken(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  numbers: readonly string[],
): Promise<{ readonly number: string; readonly invoiceNumber: string }[]> {
  if (numbers.length === 0) return [];
  const notes = await read(
    em,
    allOf([
      inReach(viewer),
      equals('t.account_id', 'account', accountId),
      oneOf('t.number', 'numbers', numbers),
      { sql: 't.credits_invoice_id IS NOT NULL', parameters: {} },
    ]),
  );
  const invoices = await findInvoices(
    em,
    viewer,
    notes.flatMap(({ creditsInvoiceId }) => creditsInvoiceId ?? []),
  );
  return notes.flatMap(({ number, creditsInvoiceId }) => {
    const invoiceNumber = invoices.find(({ id }) => id === creditsInvoiceId)?.number;
    return number && invoiceNumber ? [{ number, invoiceNumber }] : [];
  });
}

/** Lines after one, in their order. */
export const linesOf = (
  em: EntityManager,
  viewer: Viewer,
  invoiceId: string,
  { after, most }: { after: number; most: number },
): Promise<InvoiceLine[]> =>
  readLines(
    em,
    allOf([
      equals('t.invoice_id', 'invoice', invoiceId),
      { sql: 't.line_number > :after', parameters: { after } },
      inReach(viewer),
    ]),
    `ORDER BY t.line_number LIMIT ${most}`,
  );

export const findLines = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<InvoiceLine[]> =>
  readLines(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]));

/** Lines by the charges that they bill. */
export const linesOfCharges = (
  em: EntityManager,
  viewer: Viewer,
  chargeIds: readonly string[],
): Promise<InvoiceLine[]> => readLines(em, allOf([oneOf('t.charge_id', 'ids', chargeIds), inReach(viewer)]));

/** Net amounts of an invoice by kind of charge. */
export async function kindSums(
  em: EntityManager,
  viewer: Viewer,
  invoiceId: string,
): Promise<{ kind: InvoiceLine['kind']; amountMinor: number; lineCount: number }[]> {
  const { sql, parameters } = allOf([equals('t.invoice_id', 'invoice', invoiceId), inReach(viewer)]);
  const rows = await selectRows<{ kind: InvoiceLine['kind']; amount: number | string; count: number | string }>(
    em,
    `SELECT t.kind AS kind, SUM(t.amount_minor) AS amount, COUNT(*) AS count FROM invoice_line t WHERE ${sql}
     GROUP BY t.kind ORDER BY t.kind`,
    parameters,
  );
  return rows.map(({ kind, amount, count }) => ({ kind, amountMinor: Number(amount), lineCount: Number(count) }));
}

/** Lines of work that was done before the period of an invoice, and what they come to, net. */
export async function olderWork(
  em: EntityManager,
  viewer: Viewer,
  { id, periodFrom }: Pick<Invoice, 'id' | 'periodFrom'>,
): Promise<{ lineCount: number; netMinor: number }> {
  const { sql, parameters } = allOf([
    equals('t.invoice_id', 'invoice', id),
    { sql: 't.done_at < :begin', parameters: { begin: Date.parse(periodFrom) } },
    inReach(viewer),
  ]);
  const [row] = await selectRows<{ net: number | string | null; count: number | string }>(
    em,
    `SELECT SUM(t.amount_minor) AS net, COUNT(*) AS count FROM invoice_line t WHERE ${sql}`,
    parameters,
  );
  return { lineCount: Number(row?.count ?? 0), netMinor: Number(row?.net ?? 0) };
}

/** What has been given back of a line, as a positive amount. */
export async function creditedOf(em: EntityManager, lineId: string): Promise<number> {
  const [row] = await selectRows<{ sum: number | string | null }>(
    em,
    'SELECT SUM(amount_minor) AS sum FROM invoice_line WHERE credits_line_id = :lineId',
    { lineId },
  );
  return -Number(row?.sum ?? 0);
}

/** What credit notes have taken back from an invoice in all. */
export async function creditedSum(em: EntityManager, invoiceId: string): Promise<Credited> {
  const [row] = await selectRows<{ net: number | string | null; tax: number | string | null }>(
    em,
    'SELECT SUM(net_minor) AS net, SUM(tax_minor) AS tax FROM invoice WHERE credits_invoice_id = :invoiceId',
    { invoiceId },
  );
  return { netMinor: Number(row?.net ?? 0), taxMinor: Number(row?.tax ?? 0) };
}

/** Lets nobody else open or decide a dispute of the invoice before this transaction ends. */
export const lockInvoice = (em: EntityManager, invoiceId: string): Promise<number> =>
  changeRows(em, 'UPDATE invoice SET version = version WHERE id = :invoiceId', { invoiceId });

/** Invoices of an account that still take charges. */
export const buildingOf = (em: EntityManager, accountId: string, currency: string): Promise<Invoice[]> =>
  read(
    em,
    allOf([
      { sql: `t.state = 'BUILDING'`, parameters: {} },
      equals('t.account_id', 'account', accountId),
      equals('t.currency', 'currency', currency),
    ]),
  );

/**
 * Keeps invoices as they are now: those that nobody has kept yet (version 0) all at once.
 * @throws AppError CONFLICT when another run builds one of them, too.
 */
export async function keepInvoices(em: EntityManager, invoices: readonly Invoice[]): Promise<void> {
  const fresh = invoices.filter(({ version }) => version === 0);
  await insertRows(
    em,
    invoiceTable,
    fresh.map((invoice) => ({ ...invoice, version: 1 })),
  );
  for (const { id, version, ...change } of invoices) {
    if (version > 0) await guardedUpdate(em, invoiceTable, { id, version }, change);
  }
}

export const insertLines = (em: EntityManager, lines: readonly InvoiceLine[]): Promise<void> =>
  insertRows(em, invoiceLineTable, lines);

/** Disputes by id, within reach. */
export const findDisputes = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Dispute[]> =>
  readDisputes(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]));

/** Disputes of these invoices, oldest first. */
export const disputesOf = (em: EntityManager, viewer: Viewer, invoiceIds: readonly string[]): Promise<Dispute[]> =>
  readDisputes(em, allOf([oneOf('t.invoice_id', 'ids', invoiceIds), inReach(viewer)]), 'ORDER BY t.opened_at, t.id');

export const insertDispute = (em: EntityManager, dispute: Dispute): Promise<void> =>
  insertRows(em, disputeTable, [dispute]);

/** Saves a decision. @throws AppError CONFLICT when somebody else was faster. */
export const saveDispute = (em: EntityManager, { id, version, ...change }: Dispute): Promise<void> =>
  guardedUpdate(em, disputeTable, { id, version }, change);
