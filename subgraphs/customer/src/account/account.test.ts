import { describe, expect, it } from 'vitest';
import { type Account, changedAccount, openedAccount, searchable } from './account.ts';
import { nameplate } from './nameplate.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');

function anAccount(): Account {
  const input = { name: ' Acme ', kind: 'RETAILER', region: 'East', industry: 'Tools', branchId: 'east' } as const;
  const opened = openedAccount({ ...input, phone: '555-0100' }, 'acme', NOW);
  if (!opened.ok) throw new Error(opened.refusal.message);
  return opened.value;
}

describe('opening an account', () => {
  it('fills in what nobody said', () => {
    expect(anAccount()).toMatchObject({ name: 'Acme', legalName: 'Acme', grade: 'C', customerSince: '2026-03-02' });
  });
});

describe('changing an account', () => {
  it.each([
    ['keeps what is left out', {}, { phone: '555-0100', name: 'Acme' }],
    ['empties a phone', { phone: null }, { phone: null }],
    ['cannot empty a name', { name: null }, { name: 'Acme' }],
    ['takes a new name', { name: ' Acme Inc ' }, { name: 'Acme Inc', legalName: 'Acme' }],
  ])('%s', (_, change, expected) => {
    const changed = changedAccount(anAccount(), { id: 'acme', version: 1, ...change });
    expect(changed.ok && changed.value).toMatchObject(expected);
  });
});

describe('searchable text', () => {
  it.each([
    ['Müller Möbel', 'muller mobel'],
    ['ＡＣＭＥ', 'acme'],
    ['明途電子', '明途電子'],
  ])('of %s is %s', (text, expected) => {
    expect(searchable(text)).toBe(expected);
  });
});

describe('nameplate', () => {
  it('shows a name and refuses every other fact', () => {
    const plate = nameplate(anAccount());
    expect([plate.id, plate.name]).toEqual(['acme', 'Acme']);
    expect(() => plate.creditLimit).toThrow('You may not see more');
    expect(() => JSON.stringify(plate)).toThrow('You may not see more');
  });
});
