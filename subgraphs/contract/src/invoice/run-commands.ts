import type { Database } from '@quayside/shared/db/database';
import { nextNumbers, numbered } from '@quayside/shared/db/sequence';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import type { Charge } from '../charge/charge.ts';
import type { Occasion } from '../charge/commands.ts';
import { findCharges } from '../charge/store.ts';
import type { UnbilledRow } from '../charge/table.ts';
import { INVOICE_ISSUED, type InvoiceIssued } from '../money-events.ts';
import { dated, type Receivable } from '../receivable/receivable.ts';
import { collectionRules, insertReceivables } from '../receivable/store.ts';
import { type BillingRule, dayAfter, groupOf, lastPeriod, type Period } from './billing.ts';
import { accountsToBill, billingRuleOf, lockBilling, nextUnbilled, takeUnbilled } from './billing-store.ts';
import { beginInvoice, type Credited, type Invoice, type InvoiceLine, issue, kindOf, withLines } from './invoice.ts';
import { buildingOf, insertLines, keepInvoices } from './store.ts';

const product = systemViewer('billing');

/** Charges in one transaction: other writers wait for no more than that. */
const AT_ONCE = 1_000;

/** What a run has done. */
export interface RunOutcome {
  readonly invoices: number;
  readonly lines: number;
}

/** Whose accounts are billed: one, or all that somebody reaches; all there are where neither is said. */
interface Billed {
  readonly accountId?: string;
  readonly viewer?: Viewer;
  /** YYYY-MM-DD: periods are billed that were over on this day; today where it is not said. */
  readonly overOn?: string;
}

/**
 * Bills what was done until the end of each account's last period. Every step is a transaction that moves charges from
 * what is to be billed onto an invoice, so a run that is killed leaves nothing half done: the next one goes on where it
 * was, and a charge that is on an invoice is no longer there to be billed.
 */
export async function runInvoices(db: Database, occasion: Occasion, only: Billed = {}): Promise<RunOutcome> {
  const today = localDate(occasion.at);
  const outcome = { invoices: 0, lines: 0 };
  for (const account of await db.read((em) => accountsToBill(em, only.viewer ?? product, only.accountId ?? null))) {
    for (let more = true; more; ) {
      const step = await db.write((em) => billSome(em, occasion, { ...account, today, overOn: only.overOn ?? today }));
      outcome.invoices += step.issued;
      outcome.lines += step.lines;
      more = step.more;
    }
  }
  return outcome;
}

interface Step {
  readonly issued: number;
  readonly lines: number;
  readonly more: boolean;
}

interface Account {
  readonly accountId: string;
  readonly currency: string;
}

async function billSome(
  em: EntityManager,
  occasion: Occasion,
  { accountId, currency, today, overOn }: Account & { readonly today: string; readonly overOn: string },
): Promise<Step> {
  await lockBilling(em, accountId);
  const rule = await billingRuleOf(em, accountId);
  const period = lastPeriod(rule.cycle, overOn);
  const until = Date.parse(dayAfter(period.to));
  const building = await buildingOf(em, accountId, currency);
  const rows = await nextUnbilled(em, { accountId, currency, until, grouping: rule.grouping }, AT_ONCE);
  const full = rows.length === AT_ONCE;
  const groups = await groupsOf(em, rows, rule);
  const built = [...groups].map(([key, charges]) => {
    const known = building.find(
      (one) => one.groupKey === key && one.grouping === rule.grouping && one.periodTo === period.to,
    );
    return addLines(known ?? begin(rule, { period, currency, key }), charges);
  });
  await insertLines(
    em,
    built.flatMap(({ lines }) => lines),
  );
  await takeAll(em, rows);
  // The last group of a full page may go on; one that a run had begun in another way, or to its end, is complete.
  const last = full ? built.at(-1)?.invoice : undefined;
  const left = full ? [] : building.filter(({ id }) => !built.some(({ invoice }) => invoice.id === id));
  const complete = [...built.map(({ invoice }) => invoice).filter((one) => one !== last), ...left];
  if (last) await keepInvoices(em, [last]);
  await issueAll(em, occasion, complete, today);
  return { issued: complete.length, lines: rows.length, more: full };
}

async function takeAll(em: EntityManager, rows: readonly UnbilledRow[]): Promise<void> {
  if (rows.length === 0) return;
  const taken = await takeUnbilled(
    em,
    rows.map(({ chargeId }) => chargeId),
  );
  if (taken !== rows.length) throw new RangeError('another run bills the same charges');
}

async function groupsOf(
  em: EntityManager,
  rows: readonly UnbilledRow[],
  rule: BillingRule,
): Promise<Map<string, Charge[]>> {
  const charges = new Map<string, Charge>();
  for (const charge of await findCharges(
    em,
    product,
    rows.map(({ chargeId }) => chargeId),
  ))
    charges.set(charge.id, charge);
  const groups = new Map<string, Charge[]>();
  for (const row of rows) {
    const charge = charges.get(row.chargeId);
    if (!charge) throw new RangeError(`the charge ${row.chargeId} is to be billed and is not there`);
    const key = groupOf(rule.grouping, row);
    const group = groups.get(key);
    if (group) group.push(charge);
    else groups.set(key, [charge]);
  }
  return groups;
}

function begin(
  rule: BillingRule,
  { period, currency, key }: { period: Period; currency: string; key: string },
): Invoice {
  const { accountId, grouping, taxCode, termsDays } = rule;
  return beginInvoice({ id: newId(), accountId, currency, grouping, groupKey: key, taxCode, termsDays }, period);
}

function addLines(before: Invoice, charges: readonly Charge[]): { invoice: Invoice; lines: InvoiceLine[] } {
  const lines = charges.map((charge, index) => toLine(before, charge, before.lineCount + index + 1));
  return { invoice: withLines(before, lines), lines };
}

function toLine(invoice: Invoice, charge: Charge, line: number): InvoiceLine {
  const { kind, service, reason, source, subjectId, subjectNumber, contractId, orderNumber, poNumber } = charge;
  const { quantity, unit, amountMinor, doneAt } = charge;
  return {
    ...{
      id: newId(),
      invoiceId: invoice.id,
      line,
      accountId: invoice.accountId,
      chargeId: charge.id,
      creditsLineId: null,
    },
    ...{ kind, service, reason, source, subjectId, subjectNumber, contractId, orderNumber, poNumber },
    ...{ quantity, unit, amountMinor, doneAt },
  };
}

const SERIES = {
  INVOICE: { prefix: 'INV', name: 'invoice' },
  CREDIT_NOTE: { prefix: 'CN', name: 'credit-note' },
} as const;

/**
 * Numbers are taken in the transaction that issues, so that a series has no gap.
 * @param credited of a credit note: what others have taken back from the same invoice.
 */
export async function issueAll(
  em: EntityManager,
  occasion: Occasion,
  invoices: readonly Invoice[],
  today: string,
  credited?: Credited,
): Promise<Invoice[]> {
  const issued: Invoice[] = [];
  for (const kind of ['INVOICE', 'CREDIT_NOTE'] as const) {
    const ofKind = invoices.filter((one) => (one.creditsInvoiceId ? 'CREDIT_NOTE' : kindOf(one)) === kind);
    if (ofKind.length === 0) continue;
    const last = await nextNumbers(em, SERIES[kind].name, ofKind.length);
    for (const [index, invoice] of ofKind.entries()) {
      const number = numbered(SERIES[kind].prefix, last - ofKind.length + 1 + index);
      const done = issue(invoice, number, { at: occasion.at, today }, credited);
      // A rule without its tax is refused before it is kept, so nothing but a lost rule comes here.
      if (!done.ok) throw new RangeError(done.refusal.message);
      issued.push(done.value);
    }
  }
  await keepInvoices(em, issued);
  // What takes back from an invoice lowers what is owed of that one; it is no debt of its own.
  const owed = issued.filter(({ creditsInvoiceId }) => creditsInvoiceId === null);
  const ruleOf = await collectionRules(
    em,
    owed.map(({ accountId }) => accountId),
  );
  await insertReceivables(
    em,
    owed.map((invoice) => dated(toReceivable(invoice), ruleOf(invoice.accountId))),
  );
  await tell(em, occasion, issued);
  return issued;
}

const toReceivable = ({ id, number, accountId, currency, totalMinor, dueOn }: Invoice): Receivable => ({
  ...{ id, number: number ?? '', accountId, currency, totalMinor, creditedMinor: 0, paidMinor: 0 },
  ...{ openMinor: totalMinor, dueOn: dueOn ?? '', step: 'NONE', nextOn: null, version: 1 },
});

const tell = (em: EntityManager, { at, correlationId }: Occasion, invoices: readonly Invoice[]): Promise<void> =>
  appendEvents(
    em,
    invoices.map((invoice) => ({
      ...{ type: INVOICE_ISSUED, accountId: invoice.accountId, subject: invoice.id, seq: 1, at, correlationId },
      data: toIssued(invoice),
    })),
  );

function toIssued(invoice: Invoice): InvoiceIssued {
  const { id, number, kind, accountId, currency, netMinor, taxMinor, totalMinor, periodFrom, periodTo } = invoice;
  return {
    ...{ invoiceId: id, number: number ?? '', kind, accountId, currency, netMinor, taxMinor, totalMinor },
    ...{ periodFrom, periodTo, dueOn: invoice.dueOn ?? '', creditsInvoiceId: invoice.creditsInvoiceId },
  };
}
