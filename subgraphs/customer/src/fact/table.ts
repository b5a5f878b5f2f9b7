import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Agreement } from './agreement.ts';
import type { Fact } from './fact.ts';
import type { Tally } from './tally.ts';

/** One row per fact: the evidence behind every figure. */
export const factTable = new EntitySchema<Fact>({
  name: 'customer_fact',
  columns: {
    id: { ...column.code, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    kind: { ...column.state },
    at: { ...column.instant },
    subjectKind: { ...column.state, name: 'subject_kind' },
    subjectId: { ...column.code, name: 'subject_id' },
    subjectNumber: { ...column.code, name: 'subject_number', nullable: true },
    amountMinor: { ...column.long, name: 'amount_minor', nullable: true },
    currency: { ...column.state, nullable: true },
    quantity: { ...column.decimal },
    service: { ...column.state, nullable: true },
  },
  indices: [{ name: 'customer_fact_kind', columns: ['accountId', 'kind', 'at', 'id'] }],
});

/** A month of an account, summed up. */
export interface MonthRow {
  /** `<account>:<month>` */
  id: string;
  accountId: string;
  /** `YYYY-MM` in UTC. */
  month: string;
  tally: Tally;
}

/** What figures are worked out from: a few rows for each account, however many facts there are. */
export const monthTable = new EntitySchema<MonthRow>({
  name: 'customer_month',
  columns: {
    id: { ...column.code, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    month: { ...column.state },
    tally: { ...column.json },
  },
  indices: [{ name: 'customer_month_account', columns: ['accountId', 'month'] }],
});

/** Contracts as the contract subgraph last told them. */
export const agreementTable = new EntitySchema<Agreement>({
  name: 'customer_agreement',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    number: { ...column.code },
    state: { ...column.state },
    validFrom: { ...column.state, name: 'valid_from' },
    validTo: { ...column.state, name: 'valid_to' },
    services: { ...column.json },
  },
  indices: [{ name: 'customer_agreement_account', columns: ['accountId', 'validTo'] }],
});
