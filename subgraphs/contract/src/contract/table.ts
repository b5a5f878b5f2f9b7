import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { CatalogueItem, ServiceTier } from '../events.ts';
import type { OtifClause } from '../otif/clause.ts';
import type {
  CommittedVolume,
  ContractPaper,
  ContractParty,
  CoveredService,
  LiabilityTerms,
  ServiceLevel,
} from './contract.ts';
import type { StoredState } from './transitions.ts';

/** The parts of the terms that no query looks into. */
export interface TermsJson {
  parties: readonly ContractParty[];
  services: readonly CoveredService[];
  serviceLevels: readonly ServiceLevel[];
  liability: LiabilityTerms;
  /** Missing in versions that are older than such prices. */
  catalogue?: readonly CatalogueItem[];
  /** These four as well. */
  volumes?: readonly CommittedVolume[];
  tier?: ServiceTier | null;
  otif?: OtifClause | null;
  papers?: readonly ContractPaper[];
}

/** The current version, with what lists filter and sort by in columns of its own. */
export interface ContractRow {
  id: string;
  number: string;
  accountId: string;
  name: string;
  state: StoredState;
  validFrom: string;
  validTo: string;
  terms: TermsJson;
  version: number;
  createdAt: number;
}

/** One row per contract. */
export const contractTable = new EntitySchema<ContractRow>({
  name: 'contract',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.code },
    accountId: { ...column.id, name: 'account_id' },
    name: { ...column.name },
    state: { ...column.state },
    validFrom: { ...column.state, name: 'valid_from' },
    validTo: { ...column.state, name: 'valid_to' },
    terms: { ...column.json },
    version: { ...column.whole },
    createdAt: { ...column.instant, name: 'created_at' },
  },
  indices: [
    { name: 'contract_number', columns: ['number'], unique: true },
    { name: 'contract_account', columns: ['accountId', 'createdAt', 'id'] },
    { name: 'contract_created', columns: ['createdAt', 'id'] },
    { name: 'contract_expiry', columns: ['state', 'validTo'] },
  ],
});

/** Ends of contracts that everybody has been reminded of. A row is added once. */
export interface ContractReminderRow {
  contractId: string;
  /** YYYY-MM-DD: another end is another reminder. */
  validTo: string;
  at: number;
}

export const contractReminderTable = new EntitySchema<ContractReminderRow>({
  name: 'contract_reminder',
  columns: {
    contractId: { ...column.id, name: 'contract_id', primary: true },
    validTo: { ...column.state, name: 'valid_to', primary: true },
    at: { ...column.instant },
  },
});

/** A version as it was agreed, complete, so that it can be read without replaying the later ones. */
export interface ContractVersionRow {
  contractId: string;
  version: number;
  name: string;
  state: StoredState;
  validFrom: string;
  validTo: string;
  terms: TermsJson;
  amendedAt: number;
  reason: string | null;
  /** Who made this version. */
  actor: string;
}

/** Rows are added, never changed. */
export const contractVersionTable = new EntitySchema<ContractVersionRow>({
  name: 'contract_version',
  columns: {
    contractId: { ...column.id, name: 'contract_id', primary: true },
    version: { ...column.whole, primary: true },
    name: { ...column.name },
    state: { ...column.state },
    validFrom: { ...column.state, name: 'valid_from' },
    validTo: { ...column.state, name: 'valid_to' },
    terms: { ...column.json },
    amendedAt: { ...column.instant, name: 'amended_at' },
    reason: { ...column.text, nullable: true },
    actor: { ...column.name },
  },
});
