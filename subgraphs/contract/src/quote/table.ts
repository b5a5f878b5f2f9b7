import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { TermsJson } from '../contract/table.ts';
import type { Proposal, Quote } from './quote.ts';

/** A negotiation; `onceKey` keeps a request that is sent twice from opening two. */
export type QuoteRow = Quote & { readonly onceKey: string | null };

/** One row per negotiation. */
export const quoteTable = new EntitySchema<QuoteRow>({
  name: 'quote',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.code },
    accountId: { ...column.id, name: 'account_id' },
    state: { ...column.state },
    round: { ...column.whole },
    name: { ...column.name },
    validUntil: { ...column.state, name: 'valid_until' },
    contractId: { ...column.id, name: 'contract_id', nullable: true },
    contractVersion: { ...column.whole, name: 'contract_version', nullable: true },
    reason: { ...column.text, nullable: true },
    createdAt: { ...column.instant, name: 'created_at' },
    version: { ...column.whole },
    onceKey: { ...column.code, name: 'once_key', nullable: true },
  },
  indices: [
    { name: 'quote_number', columns: ['number'], unique: true },
    { name: 'quote_once', columns: ['accountId', 'onceKey'], unique: true },
    { name: 'quote_account', columns: ['accountId', 'createdAt', 'id'] },
    { name: 'quote_created', columns: ['createdAt', 'id'] },
    { name: 'quote_contract', columns: ['contractId'] },
  ],
});

/** A proposal with its terms as they are stored. */
export interface ProposalRow extends Omit<Proposal, 'terms'> {
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly terms: TermsJson;
}

/** Rows are added, never changed. */
export const proposalTable = new EntitySchema<ProposalRow>({
  name: 'quote_proposal',
  columns: {
    quoteId: { ...column.id, name: 'quote_id', primary: true },
    round: { ...column.whole, primary: true },
    side: { ...column.state },
    name: { ...column.name },
    validFrom: { ...column.state, name: 'valid_from' },
    validTo: { ...column.state, name: 'valid_to' },
    terms: { ...column.json },
    note: { ...column.text, nullable: true },
    validUntil: { ...column.state, name: 'valid_until' },
    actor: { ...column.name },
    at: { ...column.instant },
  },
});
