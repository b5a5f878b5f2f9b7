import type { ContractTerms } from '@quayside/contract/events';
import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

/** What a contract allows, as this subgraph last heard it. */
export type TermsRow = Pick<ContractTerms, 'contractId' | 'accountId' | 'state' | 'validFrom' | 'validTo'> & {
  readonly services: ContractTerms['services'];
};

/** Contracts by account. */
export const termsTable = new EntitySchema<TermsRow>({
  name: 'contract_terms',
  columns: {
    contractId: { ...column.id, name: 'contract_id', primary: true },
    accountId: { ...column.id, name: 'account_id' },
    state: { ...column.state },
    services: { ...column.json },
    validFrom: { ...column.state, name: 'valid_from' },
    validTo: { ...column.state, name: 'valid_to' },
  },
  indices: [{ name: 'contract_terms_account', columns: ['accountId'] }],
});
