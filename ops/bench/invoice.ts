import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Charge } from '@quayside/contract/charge/charge';
import { insertCharges } from '@quayside/contract/charge/store';
import type { BillingRule } from '@quayside/contract/invoice/billing';
import { putBillingRule } from '@quayside/contract/invoice/billing-store';
import { openContractSubgraph } from '@quayside/contract/subgraph';
import type { Database } from '@quayside/shared/db/database';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { newId } from '@quayside/shared/ids';
import { DAY } from '@quayside/shared/instant';
import { silentLog } from '@quayside/shared/log';
import { type Figure, figure } from './figure.ts';
import { startWorker } from './worker.ts';

const SHIPMENTS = 100_000;
const ACCOUNTS = 100;
const KILL_AFTER_MS = 3_000;
const CHUNK = 5_000;
const FIRST = Date.UTC(2026, 2, 1);
const AT = Date.UTC(2026, 3, 2);

/** Handling, freight and fuel of each shipment. */
const KINDS = ['HANDLING_OUT', 'FREIGHT', 'FUEL'] as const;

/** Bills a month of 100,000 shipments in a process that is killed on the way, and in another one that goes on. */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-invoice-'));
  const databaseUrl = `file:${join(folder, 'contract.sqlite')}`;
  const subgraph = await openContractSubgraph({
    databaseUrl,
    bus: new MemoryBus(silentLog),
    log: silentLog,
    passive: true,
  });
  try {
    await fill(subgraph.db);
    const first = startWorker('./invoice-worker.js');
    const began = performance.now();
    const dying = first.call('bill', { databaseUrl, at: AT }).catch(() => null);
    await sleep(KILL_AFTER_MS);
    await first.stop();
    await dying;
    const left = await count(subgraph.db, 'SELECT COUNT(*) AS n FROM unbilled_charge');
    const second = startWorker('./invoice-worker.js');
    await second.call('bill', { databaseUrl, at: AT });
    const seconds = (performance.now() - began) / 1000;
    await second.stop();
    return await figuresOf(subgraph.db, seconds, left);
  } finally {
    await subgraph.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(db: Database): Promise<void> {
  for (let account = 0; account < ACCOUNTS; account++) {
    // Most are billed by the month, some by the order: those have the most invoices.
    const grouping = account % 10 === 0 ? 'ORDER' : account % 10 === 1 ? 'PO' : 'ACCOUNT';
    const rule: BillingRule = {
      accountId: accountId(account),
      cycle: 'MONTHLY',
      grouping,
      termsDays: 30,
      taxCode: 'US-NONE',
    };
    await db.write((em) => putBillingRule(em, rule, 'bench', AT));
  }
  for (let from = 0; from < SHIPMENTS; from += CHUNK) {
    const charges = Array.from({ length: CHUNK }, (_, index) => chargesOf(from + index)).flat();
    await db.write((em) => insertCharges(em, charges));
  }
}

const accountId = (account: number): string => `A${String(account).padStart(25, '0')}`;

const chargesOf = (index: number): Charge[] =>
  KINDS.map((kind, part) => ({
    ...{
      id: newId(),
      number: `CH-${index * KINDS.length + part}`,
      chargeKey: `${index}:${kind}`,
      chargedAt: FIRST,
      kind,
    },
    ...{
      source: 'SHIPMENT',
      reason: 'DONE',
      service: 'TRANSPORT',
      accountId: accountId(index % ACCOUNTS),
      contractId: 'C',
    },
    ...{
      subjectId: `S${index}`,
      subjectNumber: `QS-${index}`,
      quantity: 1,
      unit: 'SHIPMENT',
      amountMinor: 100 + (index % 977),
    },
    ...{
      currency: 'USD',
      doneAt: FIRST + (index % 31) * DAY,
      orderNumber: `SO-${index}`,
      poNumber: `PO-${index % 5_000}`,
      why: null,
    },
  }));

async function count(db: Database, sql: string): Promise<number> {
  const rows: unknown = await db.read((em) => em.query(sql));
  return Number((rows as { n: number }[])[0]?.n);
}

async function figuresOf(db: Database, seconds: number, left: number): Promise<Figure[]> {
  const bench = 'invoice';
  const total = SHIPMENTS * KINDS.length;
  const billed = await count(db, 'SELECT COUNT(DISTINCT charge_id) AS n FROM invoice_line');
  const lines = await count(db, 'SELECT COUNT(*) AS n FROM invoice_line');
  const issued = await count(db, `SELECT COUNT(*) AS n FROM invoice WHERE state = 'ISSUED'`);
  const highest = await count(db, `SELECT value AS n FROM sequence WHERE id = 'invoice'`);
  const charged = await count(db, 'SELECT SUM(amount_minor) AS n FROM charge');
  const asked = await count(db, 'SELECT SUM(net_minor) AS n FROM invoice');
  const what = `${SHIPMENTS.toLocaleString('en')} shipments on ${issued.toLocaleString('en')} invoices, killed and gone on with`;
  return [
    figure({ bench, figure: what, value: seconds, unit: 's', target: '<= 60' }),
    figure({
      bench,
      figure: 'charges that were left when it was killed',
      value: left,
      unit: 'charges',
      target: '>= 1',
    }),
    figure({
      bench,
      figure: 'charges billed twice or not at all',
      value: Math.abs(lines - billed) + total - billed,
      unit: 'charges',
      target: '<= 0',
    }),
    figure({ bench, figure: 'numbers left out', value: highest - issued, unit: 'numbers', target: '<= 0' }),
    figure({
      bench,
      figure: 'between charges and invoices',
      value: Math.abs(charged - asked),
      unit: 'minor units',
      target: '<= 0',
    }),
  ];
}
