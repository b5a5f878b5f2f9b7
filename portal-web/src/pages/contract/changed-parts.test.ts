import { expect, it } from 'vitest';
import { changedParts } from './changed-parts.ts';

it('names what a version says otherwise', () => {
  const terms = {
    ...{ name: 'Custody', validTo: '2027-01-01', services: [], serviceLevels: [], catalogue: [], volumes: [] },
    liability: { regime: 'warehouse', fileWithinDays: 60, limitPerKilogram: null, limitPerShipment: null },
    ...{ tier: null, otif: null, parties: [], papers: [] },
  };
  const later = { ...terms, validTo: '2028-01-01', liability: { ...terms.liability, fileWithinDays: 90 } };
  expect(changedParts(later, terms)).toEqual(['validTo', 'liability']);
  expect(changedParts({ ...terms }, terms)).toEqual([]);
});
