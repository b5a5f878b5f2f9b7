import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { OtifClause } from './clause.ts';
import type { OtifFact } from './fact.ts';
import type { OtifDecision } from './otif.ts';

/** What the rule looks at of each shipment under a contract. */
export const otifFactTable = new EntitySchema<OtifFact>({
  name: 'otif_fact',
  columns: {
    shipmentId: { ...column.id, name: 'shipment_id', primary: true },
    accountId: { ...column.id, name: 'account_id' },
    contractId: { ...column.id, name: 'contract_id' },
    number: { ...column.code },
    promisedAt: { ...column.instant, name: 'promised_at', nullable: true },
    deliveredAt: { ...column.instant, name: 'delivered_at', nullable: true },
    ended: { ...column.flag },
    lineCount: { ...column.whole, name: 'line_count' },
    short: { ...column.json },
    reasons: { ...column.json },
    events: { ...column.json },
  },
  indices: [{ name: 'otif_fact_promise', columns: ['contractId', 'promisedAt'] }],
});

/** A period that is closed: the score as it was, with the clause that it was worked out by. */
export interface ClosedPeriod {
  readonly id: string;
  readonly contractId: string;
  readonly accountId: string;
  /** `2026-11` or `2026-Q4`. */
  readonly period: string;
  readonly clause: OtifClause;
  readonly counted: number;
  readonly hits: number;
  readonly excluded: number;
  readonly percent: number | null;
  readonly met: boolean | null;
  /** What was charged in the period, and what of it is given back. */
  readonly chargedMinor: number;
  readonly creditMinor: number;
  readonly currency: string | null;
  readonly closedAt: number;
  /** It was credited of what was charged within it, as the rule was once; else of what was promised within it. */
  readonly byCharge: boolean;
}

/** One row per contract and period, which is what keeps a period from being credited twice. */
export const otifPeriodTable = new EntitySchema<ClosedPeriod>({
  name: 'otif_period',
  columns: {
    id: { ...column.id, primary: true },
    contractId: { ...column.id, name: 'contract_id' },
    accountId: { ...column.id, name: 'account_id' },
    period: { ...column.state },
    clause: { ...column.json },
    counted: { ...column.whole },
    hits: { ...column.whole },
    excluded: { ...column.whole },
    percent: { ...column.decimal, nullable: true },
    met: { ...column.flag, nullable: true },
    chargedMinor: { ...column.long, name: 'charged_minor' },
    creditMinor: { ...column.long, name: 'credit_minor' },
    currency: { type: 'varchar', length: '3', nullable: true },
    closedAt: { ...column.instant, name: 'closed_at' },
    byCharge: { ...column.flag, name: 'by_charge' },
  },
  indices: [{ name: 'otif_period_once', columns: ['contractId', 'period'], unique: true }],
});

/** A word against a verdict, and what came of it. */
export interface OtifDispute {
  /** Of the shipment: it is disputed once at a time. */
  readonly shipmentId: string;
  readonly contractId: string;
  readonly accountId: string;
  readonly period: string;
  readonly text: string;
  readonly openedBy: string;
  readonly openedAt: number;
  /** Null while it is open. */
  readonly decision: OtifDecision | 'UPHELD' | null;
  readonly answer: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
}

/** One row per shipment. */
export const otifDisputeTable = new EntitySchema<OtifDispute>({
  name: 'otif_dispute',
  columns: {
    shipmentId: { ...column.id, name: 'shipment_id', primary: true },
    contractId: { ...column.id, name: 'contract_id' },
    accountId: { ...column.id, name: 'account_id' },
    period: { ...column.state },
    text: { ...column.text },
    openedBy: { ...column.name, name: 'opened_by' },
    openedAt: { ...column.instant, name: 'opened_at' },
    decision: { ...column.state, nullable: true },
    answer: { ...column.text, nullable: true },
    decidedBy: { ...column.name, name: 'decided_by', nullable: true },
    decidedAt: { ...column.instant, name: 'decided_at', nullable: true },
  },
  indices: [{ name: 'otif_dispute_contract', columns: ['contractId', 'period'] }],
});
