import { boardLines, boardMoves } from '@quayside/customer/board/board-line';
import { boardMonthTable, boardMoveTable } from '@quayside/customer/board/table';
import type { Fact, FactKind, FactSubjectKind } from '@quayside/customer/fact/fact';
import { Tallies } from '@quayside/customer/fact/tally';
import { DEFAULT_SETTINGS } from '@quayside/customer/value/settings';
import { rowOf } from '@quayside/customer/value/summary';
import { type ValueRow, valueTable } from '@quayside/customer/value/table';
import { valuate } from '@quayside/customer/value/valuation';
import { insertRows } from '@quayside/shared/db/bulk';
import type { Database } from '@quayside/shared/db/database';
import { type TenantScope, tenantScopeTable } from '@quayside/shared/db/reach';
import { DAY } from '@quayside/shared/instant';
import { Choices } from '../demo/random.ts';
import { accountName } from './value-fill.ts';

export const BRANCHES = 20;
const SPAN = 730;
/** Facts of one order: it is taken and delivered, charged, and paid for to the carrier. */
const FACTS_EACH = 4;

/** The branch of a customer; each has as many. */
export const branchPath = (customer: number): string => `/group/b${String(customer % BRANCHES).padStart(2, '0')}/`;

/** Who answers for whom, in the store of a subgraph. */
export async function fillScopes(db: Database, customers: number): Promise<void> {
  const scopes = Array.from(
    { length: customers },
    (_, at): TenantScope => ({ accountId: accountName(at), path: branchPath(at) }),
  );
  await db.write((em) => insertRows(em, tenantScopeTable, scopes));
}

type Told = readonly [kind: FactKind, subject: FactSubjectKind, amountMinor: number | null, quantity: number];

/** Facts of two years. A third of the customers came in the last year, and some order less and less. */
function talliesOf(customers: number, facts: number, now: number): { tallies: Tallies; count: number } {
  const choices = new Choices(17);
  const tallies = new Tallies();
  let count = 0;
  for (let order = 0; count < facts; order++) {
    const who = order % customers;
    // Every third customer begins within the last year, spread over its months.
    const began = who % 3 === 0 ? SPAN - 360 + ((who / 3) % 12) * 30 : 0;
    const day = began + Math.floor(choices.share() * (SPAN - began));
    if (who % 7 === 0 && choices.share() < day / SPAN) continue;
    const at = now - (SPAN - day) * DAY;
    const amount = choices.between(8_000, 40_000);
    const told: readonly Told[] = [
      ['ORDER_BY_EDI', 'SHIPMENT', null, 1],
      ['DELIVERY', 'SHIPMENT', null, 1],
      ['REVENUE', 'CHARGE', amount, 1],
      ['CARRIER_COST', 'SHIPMENT', Math.round(amount * 0.6), 1],
    ];
    for (const [kind, subjectKind, amountMinor, quantity] of told) {
      const fact: Fact = {
        ...{ id: `${kind}:${order}`, accountId: accountName(who), kind, at, subjectKind, subjectId: String(order) },
        ...{ subjectNumber: null, amountMinor, currency: amountMinor === null ? null : 'USD', quantity },
        service: kind === 'REVENUE' ? 'TRANSPORT' : null,
      };
      tallies.add(fact);
    }
    count += FACTS_EACH;
  }
  return { tallies, count };
}

const BLANK: Omit<ValueRow, 'id'> = {
  ...{ stale: false, valuedAt: null, currency: null, orders: 0, revenueMinor: 0, profitMinor: 0, lifetimeMinor: null },
  ...{ valueIndex: null, loyalty: null, growthPercent: null, stage: 'POTENTIAL', riskPercent: null, riskLevel: null },
  ...{ grade: null, gradeStability: null, summary: null, version: 0 },
};

const AT_ONCE = 500;

/** Values the customers by the product's own rules and keeps what boards sum up. @returns how many facts there are. */
export async function fillCustomers(db: Database, customers: number, facts: number, now: number): Promise<number> {
  const { tallies, count } = talliesOf(customers, facts, now);
  const known = [...tallies.accounts()];
  for (let from = 0; from < known.length; from += AT_ONCE) {
    const valued = known.slice(from, from + AT_ONCE).map(([accountId, months]) => {
      const tallied = [...months].map(([month, tally]) => ({ month, tally }));
      return valuate({ accountId, months: tallied, agreements: [], referred: [] }, DEFAULT_SETTINGS, null, now);
    });
    const values = valued.map((one) => rowOf(one, { id: one.accountId, ...BLANK }, null));
    await db.write(async (em) => {
      await insertRows(em, valueTable, values);
      await insertRows(
        em,
        boardMonthTable,
        valued.flatMap(({ accountId, ledger }) => boardLines(accountId, ledger)),
      );
      await insertRows(
        em,
        boardMoveTable,
        valued.flatMap(({ accountId, stages }) => boardMoves(accountId, stages)),
      );
    });
  }
  return count;
}

const counter = (many: number): string =>
  `WITH RECURSIVE counter(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counter WHERE i < ${many - 1})`;
/** The name of a customer, as SQLite writes it. */
const accountOf = (customers: number): string => `printf('A%07d', i % ${customers})`;

/** A contract with twelve judged months for each customer, what they owe, and what they were charged. */
export async function fillContracts(db: Database, customers: number, now: number): Promise<void> {
  const months = Array.from({ length: 12 }, (_, at) => new Date(now - at * 30 * DAY).toISOString().slice(0, 7));
  const today = new Date(now).toISOString().slice(0, 10);
  await db.write(async (em) => {
    for (const month of new Set(months)) {
      await em.query(`${counter(customers)} INSERT INTO otif_tally (contract_id, month, account_id, counted, hits, excluded,
        open_count, next_at, stale, judged_at, version) SELECT printf('K%07d', i), '${month}', ${accountOf(customers)},
        40, 30 + i % 11, i % 3, 0, NULL, 0, ${now}, 1 FROM counter`);
    }
    // One in ten invoices is open, due from 120 days ago to 30 days from now.
    await em.query(`${counter(customers * 24)} INSERT INTO receivable (id, number, account_id, currency, total_minor,
      credited_minor, paid_minor, open_minor, due_on, step, next_on, version) SELECT printf('R%09d', i), printf('INV-%09d', i),
      ${accountOf(customers)}, 'USD', 100000, 0, CASE WHEN i % 10 = 0 THEN 0 ELSE 100000 END,
      CASE WHEN i % 10 = 0 THEN 100000 ELSE 0 END, date('${today}', printf('%d days', i % 150 - 120)), 'NONE', NULL, 1
      FROM counter`);
    await em.query(`${counter(customers * 25)} INSERT INTO charge (id, number, account_id, contract_id, source, subject_id,
      subject_number, reason, service, quantity, unit, amount_minor, currency, kind, charge_key, done_at, charged_at)
      SELECT printf('C%09d', i), printf('CH-%09d', i), ${accountOf(customers)}, 'K', 'SHIPMENT', printf('S%09d', i),
      printf('S%09d', i), 'DONE', 'TRANSPORT', 1, 'EA', 20000, 'USD', 'BASE', printf('S%09d', i), ${now} - i * 1000,
      ${now} - i % 365 * ${DAY} FROM counter`);
  });
}

/** Ten complaints and five answers for each customer, with all sorts of causes. */
export async function fillService(db: Database, customers: number, now: number): Promise<void> {
  const of = (words: readonly string[], by: string): string =>
    `CASE ${by} % ${words.length} ${words.map((word, at) => `WHEN ${at} THEN '${word}'`).join(' ')} END`;
  const categories = of(['DELAY', 'DAMAGE', 'BILLING', 'COMMUNICATION', 'DELAY', 'OTHER'], 'i');
  await db.write(async (em) => {
    await em.query(`${counter(customers * 10)} INSERT INTO service_case (id, number, account_id, shipment_id, state, priority,
      owner_id, due_at, opened_by, opened_by_kind, opened_at, closed_at, version, kind, category, subject, description,
      severity, channel, solved) SELECT printf('CS%09d', i), printf('CS-%09d', i), ${accountOf(customers)}, printf('S%09d', i),
      'CLOSED', 'NORMAL', NULL, ${now}, 'x', 'MEMBER', ${now} - i % 700 * ${DAY}, ${now} - i % 700 * ${DAY} + 36000000, 1,
      'COMPLAINT', ${categories}, 'x', 'x', 'MODERATE', 'PORTAL', 1 FROM counter`);
    await em.query(`${counter(customers * 5)} INSERT INTO satisfaction_answer (id, measure, occasion, subject_id, period,
      respondent, account_id, shipment_id, channel, recorded_by, score, causes, first_at, at, version)
      SELECT printf('N%09d', i), 'CSAT', 'DELIVERY', printf('S%09d', i), '', 'consignee', ${accountOf(customers)},
      printf('S%09d', i), 'TRACKING', 'x', 1 + i % 5, i % 16, ${now} - i % 700 * ${DAY}, ${now} - i % 700 * ${DAY}, 1 FROM counter`);
  });
}
