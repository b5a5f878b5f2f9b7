import * as column from '@quayside/shared/db/columns';
import type { Exchange } from '@quayside/shared/exchange';
import { EntitySchema } from 'typeorm';
import type { CreditAssessment, CreditStanding, OrderRelease } from './standing.ts';
import type { PolicyChange, UnitPolicy } from './unit-policy.ts';

/** One row per account that was looked at, by its id. */
export const creditStandingTable = new EntitySchema<CreditStanding>({
  name: 'credit_standing',
  columns: {
    id: { ...column.id, primary: true },
    state: { ...column.state },
    reason: { ...column.state },
    grade: { ...column.state, nullable: true },
    score: { ...column.decimal, nullable: true },
    decision: { ...column.json, nullable: true },
    since: { ...column.instant },
    lookedOn: { ...column.state, name: 'looked_on' },
    version: { ...column.whole },
  },
  indices: [
    { name: 'credit_standing_looked', columns: ['lookedOn', 'id'] },
    { name: 'credit_standing_state', columns: ['state', 'id'] },
  ],
});

/** One row per change that a look has found, and per look that a person asked for. */
export const creditAssessmentTable = new EntitySchema<CreditAssessment>({
  name: 'credit_assessment',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    at: { ...column.instant, name: 'assessed_at' },
    trigger: { ...column.state, name: 'cause' },
    by: { ...column.name, name: 'assessed_by', nullable: true },
    state: { ...column.state },
    reason: { ...column.state },
    grade: { ...column.state, nullable: true },
    score: { ...column.decimal, nullable: true },
    inputs: { ...column.json },
    note: { ...column.text, nullable: true },
  },
  indices: [{ name: 'credit_assessment_account', columns: ['accountId', 'at', 'id'] }],
});

/** One row per order number that may go on. */
export const orderReleaseTable = new EntitySchema<OrderRelease>({
  name: 'credit_release',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    orderNumber: { ...column.code, name: 'order_number' },
    reason: { ...column.text },
    releasedBy: { ...column.name, name: 'released_by' },
    releasedAt: { ...column.instant, name: 'released_at' },
  },
  indices: [{ name: 'credit_release_order', columns: ['accountId', 'orderNumber'], unique: true }],
});

/** One row per unit that has said something; it goes along when the unit moves. */
export const creditPolicyTable = new EntitySchema<UnitPolicy>({
  name: 'credit_policy',
  columns: {
    id: { ...column.state, primary: true },
    path: { ...column.line },
    policy: { ...column.json, nullable: true },
    changedAt: { ...column.instant, name: 'changed_at' },
    changedBy: { ...column.name, name: 'changed_by' },
    version: { ...column.whole },
  },
  indices: [{ name: 'credit_policy_path', columns: ['path'], unique: true }],
});

/** One row per change, with what held since. */
export const creditPolicyChangeTable = new EntitySchema<PolicyChange>({
  name: 'credit_policy_change',
  columns: {
    id: { ...column.id, primary: true },
    path: { ...column.line },
    policy: { ...column.json, nullable: true },
    changedAt: { ...column.instant, name: 'changed_at' },
    changedBy: { ...column.name, name: 'changed_by' },
    reason: { ...column.text },
  },
  indices: [{ name: 'credit_policy_change_path', columns: ['path', 'changedAt'] }],
});

/** The house currency and the rates into it, as the customer subgraph told them last; one row, `house`. */
export interface HouseExchange extends Exchange {
  id: string;
  /** Of the settings that they are from. */
  version: number;
}

export const houseExchangeTable = new EntitySchema<HouseExchange>({
  name: 'house_exchange',
  columns: {
    id: { ...column.state, primary: true },
    version: { ...column.whole },
    currency: { ...column.state },
    exchange: { ...column.json },
  },
});
