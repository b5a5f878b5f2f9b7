import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import { type UnbilledRow, unbilledTable } from '../charge/table.ts';
import { gradedPaymentDays } from '../credit/store.ts';
import { type BillingGrouping, type BillingRule, usualBilling } from './billing.ts';
import type { Dispute } from './dispute.ts';
import type { Credited, Invoice, InvoiceLine } from './invoice.ts';
import { billingRuleTable, disputeTable, invoiceLineTable, invoiceTable } from './table.ts';

const read = rowReader(invoiceTable);
const readLines = rowReader(invoiceLineTable);
const readRules = rowReader(billingRuleTable);
const readUnbilled = rowReader(unbilledTable);
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
}

const OPEN: Predicate = {
  sql: 'EXISTS (SELECT 1 FROM receivable r WHERE r.id = t.id AND r.open_minor <> 0)',
  parameters: {},
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

/** How an account is billed; where nothing was agreed, its credit says how long it may take to pay. */
export async function billingRuleOf(em: EntityManager, accountId: string): Promise<BillingRule> {
  const [row] = await readRules(em, equals('t.account_id', 'account', accountId));
  if (!row) return { ...usualBilling(accountId), termsDays: await gradedPaymentDays(em, accountId) };
  const { cycle, grouping, termsDays, taxCode } = row;
  return { accountId, cycle, grouping, termsDays, taxCode };
}

/** How accounts are billed with whom that was agreed; ask only for those in reach. */
export const agreedBillingOf = async (
  em: EntityManager,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, BillingRule>> =>
  new Map((await readRules(em, oneOf('t.account_id', 'accounts', accountIds))).map((row) => [row.accountId, row]));

export async function putBillingRule(
  em: EntityManager,
  rule: BillingRule,
  changedBy: string,
  changedAt: number,
): Promise<void> {
  await em.getRepository(billingRuleTable).upsert({ ...rule, changedBy, changedAt }, ['accountId']);
}

/** What an account has been charged and not billed, in one currency. */
export interface UnbilledSum {
  readonly currency: string;
  readonly dueCount: number;
  readonly dueMinor: number;
  readonly laterCount: number;
  readonly laterMinor: number;
}

/** What is on no invoice yet, by currency: done before an instant, and since. For whoever has asked for the account's reach. */
export async function unbilledSums(em: EntityManager, accountId: string, until: number): Promise<UnbilledSum[]> {
  const rows = await selectRows<{ currency: string; past: number; count: number | string; sum: number | string }>(
    em,
    `SELECT u.currency AS currency, CASE WHEN u.done_at < :until THEN 1 ELSE 0 END AS past, COUNT(*) AS count,
       SUM(c.amount_minor) AS sum
     FROM unbilled_charge u JOIN charge c ON c.id = u.charge_id WHERE u.account_id = :accountId
     GROUP BY u.currency, past ORDER BY u.currency`,
    { accountId, until },
  );
  const sums = new Map<string, UnbilledSum>();
  for (const { currency, past, count, sum } of rows) {
    const known = sums.get(currency) ?? { currency, dueCount: 0, dueMinor: 0, laterCount: 0, laterMinor: 0 };
    const amount = Number(sum);
    sums.set(
      currency,
      Number(past) === 1
        ? { ...known, dueCount: Number(count), dueMinor: amount }
        : { ...known, laterCount: Number(count), laterMinor: amount },
    );
  }
  return [...sums.values()];
}

/** Accounts within reach and currencies with something to bill, or with an invoice that was begun. */
export const accountsToBill = (
  em: EntityManager,
  viewer: Viewer,
  accountId: string | null,
): Promise<{ accountId: string; currency: string }[]> => {
  const { sql, parameters } = allOf([inReach(viewer), equals('t.account_id', 'account', accountId)]);
  return selectRows(
    em,
    `SELECT t.account_id AS accountId, t.currency AS currency FROM unbilled_charge t WHERE ${sql}
     UNION SELECT t.account_id AS accountId, t.currency AS currency FROM invoice t WHERE t.state = 'BUILDING' AND ${sql}
     ORDER BY accountId, currency`,
    parameters,
  );
};

const ORDER: Readonly<Record<BillingGrouping, string>> = {
  ACCOUNT: '',
  ORDER: 't.order_number, ',
  PO: 't.po_number, ',
};

/** The next charges of an account to bill, done before an instant, those of one group together. */
export const nextUnbilled = (
  em: EntityManager,
  {
    accountId,
    currency,
    until,
    grouping,
  }: { accountId: string; currency: string; until: number; grouping: BillingGrouping },
  most: number,
): Promise<UnbilledRow[]> =>
  readUnbilled(
    em,
    allOf([
      equals('t.account_id', 'account', accountId),
      equals('t.currency', 'currency', currency),
      { sql: 't.done_at < :until', parameters: { until } },
    ]),
    `ORDER BY ${ORDER[grouping]}t.done_at, t.charge_id LIMIT ${most}`,
  );

/** Takes charges out of what is to be billed. */
export const takeUnbilled = (em: EntityManager, chargeIds: readonly string[]): Promise<number> =>
  changeRows(em, 'DELETE FROM unbilled_charge WHERE charge_id IN :ids', { ids: [...chargeIds] });

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
