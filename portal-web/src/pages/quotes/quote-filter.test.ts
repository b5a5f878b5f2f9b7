import { describe, expect, it } from 'vitest';
import { contractFilter, readContractSearch } from '../contracts/contract-filter.ts';
import { readServiceFilter } from '../service/service-filter.ts';
import { quoteFilter, readQuoteSearch } from './quote-filter.ts';

describe('lists of what was agreed', () => {
  it('ask for the quotes of a customer that still run', () => {
    const search = readQuoteSearch({ state: 'RUNNING', account: 'A1' });
    expect(quoteFilter(search)).toEqual({ states: ['REQUESTED', 'OFFERED', 'COUNTERED'], accountId: 'A1' });
    expect(quoteFilter(readQuoteSearch({ state: 'ACCEPTED' }))).toEqual({ states: ['ACCEPTED'] });
    expect(quoteFilter(readQuoteSearch({ state: 'LOST', account: 7 }))).toEqual({});
  });

  it('ask for the contracts of a customer in a state', () => {
    const search = readContractSearch({ state: 'ACTIVE', account: 'A1' });
    expect(contractFilter(search)).toEqual({ state: 'ACTIVE', accountId: 'A1' });
  });

  it('keep the customer between the tabs of the service desk', () => {
    const search = { tab: 'claims', account: 'A1', all: true };
    expect(readServiceFilter(search)).toEqual(search);
  });
});
