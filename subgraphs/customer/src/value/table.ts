import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { CandidateHint } from './candidates.ts';
import type { Grade, Grading, NotGraded } from './grading.ts';
import type { Gap } from './ledger.ts';
import type { Stage } from './lifecycle.ts';
import type { LossCause } from './loss.ts';
import type { Yardstick } from './portfolio.ts';
import type { RiskLevel, SignalCode } from './risk.ts';
import type { ValueSettings } from './settings.ts';

/** What lists and charts of many customers show of one. */
export interface ValueSummary {
  /** The last twelve months, oldest first: month, revenue, profit, orders. */
  readonly trend: readonly (readonly [month: string, revenue: number, profit: number, orders: number])[];
  /** Months of the last twelve with payments: how many, and days after the due day together. Rows of before lack it. */
  readonly payments?: readonly (readonly [month: string, count: number, daysLate: number])[] | undefined;
  /** The year's revenue, carrier cost, cost to serve, claims paid. */
  readonly waterfall: readonly [number, number, number, number];
  readonly stages: readonly { readonly stage: Stage; readonly since: string | null }[];
  /** Strongest first. */
  readonly signals: readonly SignalCode[];
  readonly services: readonly string[];
  readonly candidates: readonly CandidateHint[];
  readonly loss: {
    readonly lastMonth: string;
    readonly yearlyProfit: number;
    readonly causes: readonly LossCause[];
  } | null;
  readonly gaps: readonly Gap['code'][];
  readonly ratings: readonly [count: number, sum: number];
  readonly deliveries: number;
  readonly exceptions: number;
  /** Month of the first order. */
  readonly firstOrder: string | null;
}

/** What a customer is worth, as last worked out: a row for each account, for lists and charts. */
export interface ValueRow {
  /** Of the account. */
  id: string;
  /** Something has happened since. */
  stale: boolean;
  valuedAt: number | null;
  currency: string | null;
  /** Of the last twelve months, as are revenue and profit. */
  orders: number;
  revenueMinor: number;
  profitMinor: number;
  lifetimeMinor: number | null;
  valueIndex: number | null;
  loyalty: number | null;
  growthPercent: number | null;
  stage: Stage;
  riskPercent: number | null;
  riskLevel: RiskLevel | null;
  grade: Grade | null;
  gradeStability: number | null;
  summary: ValueSummary | null;
  version: number;
}

export const valueTable = new EntitySchema<ValueRow>({
  name: 'customer_value',
  columns: {
    id: { ...column.id, primary: true },
    stale: { ...column.flag },
    valuedAt: { ...column.instant, name: 'valued_at', nullable: true },
    currency: { ...column.state, nullable: true },
    orders: { ...column.whole },
    revenueMinor: { ...column.long, name: 'revenue_minor' },
    profitMinor: { ...column.long, name: 'profit_minor' },
    lifetimeMinor: { ...column.long, name: 'lifetime_minor', nullable: true },
    valueIndex: { ...column.decimal, name: 'value_index', nullable: true },
    loyalty: { ...column.decimal, nullable: true },
    growthPercent: { ...column.decimal, name: 'growth_percent', nullable: true },
    stage: { ...column.state },
    riskPercent: { ...column.decimal, name: 'risk_percent', nullable: true },
    riskLevel: { ...column.state, name: 'risk_level', nullable: true },
    grade: { ...column.state, nullable: true },
    gradeStability: { ...column.whole, name: 'grade_stability', nullable: true },
    summary: { ...column.json, nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'customer_value_stale', columns: ['stale', 'id'] },
    // Stages are counted without reading the summaries.
    { name: 'customer_value_stage', columns: ['stage', 'id', 'profitMinor', 'stale', 'valuedAt'] },
  ],
});

/** One row: what all customers are measured by, laid anew each day. */
export interface PortfolioRow {
  id: string;
  laidAt: number;
  yardstick: Yardstick | null;
  grading: Omit<Grading, 'grades'> | NotGraded;
}

export const portfolioTable = new EntitySchema<PortfolioRow>({
  name: 'value_portfolio',
  columns: {
    id: { ...column.id, primary: true },
    laidAt: { ...column.instant, name: 'laid_at' },
    yardstick: { ...column.json, nullable: true },
    grading: { ...column.json },
  },
});

export interface SettingRow {
  version: number;
  settings: ValueSettings;
  changedBy: string;
  changedAt: number;
}

export const settingTable = new EntitySchema<SettingRow>({
  name: 'value_setting',
  columns: {
    version: { ...column.whole, primary: true },
    settings: { ...column.json },
    changedBy: { ...column.name, name: 'changed_by' },
    changedAt: { ...column.instant, name: 'changed_at' },
  },
});

/** Who brought this account to us. */
export interface Referral {
  accountId: string;
  referrerId: string;
  notedBy: string;
  notedAt: number;
}

export const referralTable = new EntitySchema<Referral>({
  name: 'referral',
  columns: {
    accountId: { ...column.id, name: 'account_id', primary: true },
    referrerId: { ...column.id, name: 'referrer_id' },
    notedBy: { ...column.name, name: 'noted_by' },
    notedAt: { ...column.instant, name: 'noted_at' },
  },
  indices: [{ name: 'referral_referrer', columns: ['referrerId'] }],
});

/** A history from before that was taken over. */
export interface HistoryImport {
  id: string;
  accountId: string;
  onceKey: string;
  rowCount: number;
  importedBy: string;
  importedAt: number;
}

export const historyImportTable = new EntitySchema<HistoryImport>({
  name: 'history_import',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    onceKey: { ...column.code, name: 'once_key' },
    rowCount: { ...column.whole, name: 'row_count' },
    importedBy: { ...column.name, name: 'imported_by' },
    importedAt: { ...column.instant, name: 'imported_at' },
  },
  indices: [{ name: 'history_import_once', columns: ['accountId', 'onceKey'], unique: true }],
});
