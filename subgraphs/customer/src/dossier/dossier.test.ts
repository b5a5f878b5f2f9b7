import { describe, expect, it } from 'vitest';
import { checkDossier, type DossierInput } from './dossier.ts';

const check = (change: Partial<DossierInput>) => {
  const result = checkDossier({ sites: [], handling: {}, ...change });
  return result.ok ? result.value : `${result.refusal.code} ${result.refusal.field}`;
};

describe('a dossier', () => {
  it('keeps what was said, and nothing for what was not', () => {
    expect(check({ sites: [{ name: ' Plant 2 ', docks: 6 }], handling: { stackable: false } })).toEqual({
      sites: [{ name: 'Plant 2', docks: 6, address: null, openingHours: null, instructions: null }],
      handling: {
        ...{ temperatureFrom: null, temperatureTo: null, stackable: false, fragile: null, hazardous: null },
        ...{ equipment: [], notes: null },
      },
    });
  });

  it.each<[Partial<DossierInput>, string]>([
    [{ sites: [{ name: 'A' }, { name: ' ' }] }, 'TEXT_BLANK sites.1.name'],
    [{ sites: [{ name: 'A', docks: -1 }] }, 'DOCKS_RANGE sites.0.docks'],
    [{ handling: { temperatureFrom: 8, temperatureTo: 2 } }, 'TEMPERATURE_REVERSED temperatureTo'],
    [{ sites: Array.from({ length: 51 }, () => ({ name: 'A' })) }, 'SITES_MANY sites'],
  ])('refuses %j', (change, expected) => {
    expect(check(change)).toBe(expected);
  });
});
