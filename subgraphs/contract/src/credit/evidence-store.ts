import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import { DAY, localDate } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import { remittanceTable } from '../receivable/table.ts';
import {
  type CreditEvidence,
  type CreditFactsOf,
  gatherEvidence,
  type InvoiceFact,
  type PaymentFact,
} from './evidence.ts';

const YEAR = 365 * DAY;

const readRemittances = rowReader(remittanceTable);

interface Sums {
  readonly accountId: string;
  readonly currency: string;
  readonly amount: number | string;
}

type InvoiceRow = Omit<InvoiceFact, 'issuedOn' | 'disputedMinor' | 'wasDisputed' | 'totalMinor' | 'openMinor'> & {
  readonly accountId: string;
  readonly issuedAt: number | string;
  readonly totalMinor: number | string;
  readonly openMinor: number | string;
};

interface DisputeRow {
  readonly invoiceId: string;
  readonly state: string;
  readonly amount: number | string;
  /** Basis points. */
  readonly taxed: number | string;
}

/**
 * How accounts have paid, from our own books: four questions, however many accounts there are. Ask only for accounts in
 * reach, or as the product itself.
 */
export async function evidenceOf(
  em: EntityManager,
  accountIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, CreditEvidence>> {
  const accounts = [...new Set(accountIds)];
  const since = now - YEAR;
  const invoices = await invoicesOf(em, accounts, since);
  const payments = await paymentsOf(em, accounts, since);
  const unbilled = await selectRows<Sums>(
    em,
    `SELECT u.account_id AS accountId, u.currency AS currency, SUM(c.amount_minor) AS amount
     FROM unbilled_charge u JOIN charge c ON c.id = u.charge_id WHERE u.account_id IN :accounts
     GROUP BY u.account_id, u.currency`,
    { accounts },
  );
  const today = localDate(now);
  return new Map(
    accounts.map((accountId) => {
      const facts: CreditFactsOf = {
        invoices: invoices.get(accountId) ?? [],
        payments: payments.get(accountId) ?? [],
        unbilled: unbilled
          .filter((row) => row.accountId === accountId)
          .map(({ currency, amount }) => ({ currency, amountMinor: Number(amount) })),
      };
      return [accountId, gatherEvidence(facts, today)];
    }),
  );
}

async function invoicesOf(
  em: EntityManager,
  accounts: readonly string[],
  since: number,
): Promise<Map<string, InvoiceFact[]>> {
  const rows = await selectRows<InvoiceRow>(
    em,
    `SELECT r.id AS id, r.account_id AS accountId, r.currency AS currency, r.due_on AS dueOn, i.issued_at AS issuedAt,
       r.total_minor AS totalMinor, r.open_minor AS openMinor
     FROM receivable r JOIN invoice i ON i.id = r.id
     WHERE r.account_id IN :accounts AND (r.open_minor <> 0 OR i.issued_at > :since)`,
    { accounts, since },
  );
  const disputes = await selectRows<DisputeRow>(
    em,
    `SELECT d.invoice_id AS invoiceId, d.state AS state, l.amount_minor AS amount, i.tax_basis_points AS taxed
     FROM invoice_dispute d JOIN receivable r ON r.id = d.invoice_id
     JOIN invoice_line l ON l.id = d.line_id JOIN invoice i ON i.id = d.invoice_id WHERE r.account_id IN :accounts`,
    { accounts },
  );
  const open = new Map<string, number>();
  for (const { invoiceId, state, amount, taxed } of disputes) {
    if (state !== 'OPEN') continue;
    open.set(invoiceId, (open.get(invoiceId) ?? 0) + Math.ceil((Number(amount) * (10_000 + Number(taxed))) / 10_000));
  }
  const ever = new Set(disputes.map(({ invoiceId }) => invoiceId));
  const facts = rows.map(({ accountId, issuedAt, totalMinor, openMinor, ...row }) => ({
    accountId,
    fact: {
      ...row,
      issuedOn: localDate(Number(issuedAt)),
      totalMinor: Number(totalMinor),
      openMinor: Number(openMinor),
      disputedMinor: open.get(row.id) ?? 0,
      wasDisputed: ever.has(row.id),
    },
  }));
  return grouped(facts);
}

async function paymentsOf(
  em: EntityManager,
  accounts: readonly string[],
  since: number,
): Promise<Map<string, PaymentFact[]>> {
  const remittances = await readRemittances(em, {
    sql: 't.account_id IN :accounts AND t.recorded_at > :since AND t.reversed_at IS NULL',
    parameters: { accounts, since },
  });
  return grouped(
    remittances.flatMap(({ accountId, paidOn, items }) =>
      items.flatMap(({ invoiceId, appliedMinor }) =>
        invoiceId && appliedMinor > 0 ? [{ accountId, fact: { invoiceId, paidOn } }] : [],
      ),
    ),
  );
}

function grouped<Fact>(rows: readonly { readonly accountId: string; readonly fact: Fact }[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const { accountId, fact } of rows) {
    const known = groups.get(accountId);
    if (known) known.push(fact);
    else groups.set(accountId, [fact]);
  }
  return groups;
}
