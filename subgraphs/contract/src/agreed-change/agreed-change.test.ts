import { describe, expect, it } from 'vitest';
import type { Terms } from '../contract/contract.ts';
import { changeBetween } from './agreed-change.ts';

const terms: Terms = {
  ...{ name: 'Acme', parties: [], services: [{ service: 'TRANSPORT', guaranteed: false, note: null }] },
  ...{ serviceLevels: [], catalogue: [], volumes: [], tier: null, otif: null, papers: [] },
  liability: { regime: 'warehouse', fileWithinDays: 60, limitPerKilogram: null, limitPerShipment: null },
  ...{ validFrom: '2026-01-01', validTo: '2026-12-31' },
};

describe('what becomes other', () => {
  it('is nothing where the same was only written otherwise', () => {
    // As older versions are stored: what is null is left out there, and in another order.
    const stored = JSON.parse('{"services":[{"guaranteed":false,"service":"TRANSPORT"}]}') as Pick<Terms, 'services'>;
    expect(changeBetween({ ...terms, ...stored }, terms)).toEqual({});
  });

  it('is named part by part, the first day never', () => {
    const next = { ...terms, validFrom: '2027-01-01', validTo: '2027-12-31', tier: null, name: 'Acme 2027' };
    expect(changeBetween(terms, next)).toEqual({ name: 'Acme 2027', validTo: '2027-12-31' });
  });
});
