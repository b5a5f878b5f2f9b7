import { seesCustomer } from '@quayside/shared/data-rights';
import { describe, expect, it } from 'vitest';
import { dataRightsIn, type MemberRight, permissionsIn, subjectOf } from './right.ts';

const NOW = 1_000_000;
const HOLDER = { role: 'ACCOUNT_MANAGER', unitPath: '/group/east/' } as const;
const aRight = (facts: Partial<MemberRight>): MemberRight => ({
  ...{ id: 'r', memberId: 'm', kind: 'PERMISSION', effect: 'GRANT', subject: 'APPROVE_CLAIMS', path: null },
  ...{ fromAt: null, untilAt: null, reason: 'covers', grantedBy: 'Ada', grantedAt: 0 },
  ...{ withdrawnBy: null, withdrawnAt: null, told: true },
  ...facts,
});

describe('permissions', () => {
  it('are those of the role, with grants and without what is withheld', () => {
    expect(permissionsIn(HOLDER, [], NOW)).toEqual(['SEE_VALUE', 'EDIT_RATES']);
    const both = [aRight({}), aRight({ effect: 'WITHHOLD', subject: 'SEE_VALUE' })];
    expect(permissionsIn(HOLDER, both, NOW)).toEqual(['EDIT_RATES', 'APPROVE_CLAIMS']);
    expect(permissionsIn(HOLDER, [aRight({}), aRight({ effect: 'WITHHOLD' })], NOW)).not.toContain('APPROVE_CLAIMS');
  });

  it.each([
    ['before it begins', { fromAt: NOW + 1 }, false],
    ['from its first moment on', { fromAt: NOW }, true],
    ['at its end', { untilAt: NOW }, false],
    ['once withdrawn', { withdrawnAt: NOW - 1 }, false],
  ])('hold %s or not', (_, facts, held) => {
    expect(permissionsIn(HOLDER, [aRight(facts)], NOW).includes('APPROVE_CLAIMS')).toBe(held);
  });
});

describe('data rights', () => {
  const about = (kind: 'UNIT' | 'ACCOUNT', effect: 'GRANT' | 'WITHHOLD', subject: string) =>
    aRight({ kind, effect, subject, path: kind === 'UNIT' ? subject : null });
  const sees = (rights: readonly MemberRight[], account: string, path: string) => {
    const data = dataRightsIn(HOLDER, rights, NOW);
    return data ? seesCustomer(data, account, path) : path.startsWith(HOLDER.unitPath);
  };

  it('are no word at all for the customers of the own unit', () => {
    expect(dataRightsIn(HOLDER, [], NOW)).toBeNull();
    expect(
      dataRightsIn(
        HOLDER,
        [about('ACCOUNT', 'GRANT', 'x')].map((r) => ({ ...r, untilAt: 1 })),
        NOW,
      ),
    ).toBeNull();
  });

  it('let the most exact word count, and of two alike the no', () => {
    const rights = [
      about('UNIT', 'GRANT', '/group/west/'),
      about('UNIT', 'WITHHOLD', '/group/west/reno/'),
      about('ACCOUNT', 'GRANT', 'reno-1'),
      about('ACCOUNT', 'WITHHOLD', 'boston-2'),
    ];
    expect(sees(rights, 'boston-1', '/group/east/boston/')).toBe(true);
    expect(sees(rights, 'boston-2', '/group/east/boston/')).toBe(false);
    expect(sees(rights, 'west-1', '/group/west/')).toBe(true);
    expect(sees(rights, 'reno-1', '/group/west/reno/')).toBe(true);
    expect(sees(rights, 'reno-2', '/group/west/reno/')).toBe(false);
    expect(sees([...rights, about('ACCOUNT', 'WITHHOLD', 'reno-1')], 'reno-1', '/group/west/reno/')).toBe(false);
  });

  it('leave only the named customers when the own unit is withheld', () => {
    const rights = [about('UNIT', 'WITHHOLD', '/group/east/'), about('ACCOUNT', 'GRANT', 'boston-1')];
    expect(sees(rights, 'boston-1', '/group/east/boston/')).toBe(true);
    expect(sees(rights, 'boston-2', '/group/east/boston/')).toBe(false);
  });
});

it.each([
  [{}, 'RIGHT_SUBJECT_WRONG'],
  [{ permission: 'SEE_VALUE', accountId: 'a' }, 'RIGHT_SUBJECT_WRONG'],
  [{ permission: 'SEE_VALUE', reason: ' x ' }, 'RIGHT_REASON_MISSING'],
  [{ permission: 'SEE_VALUE', until: NOW }, 'RIGHT_DATES_WRONG'],
  [{ permission: 'SEE_VALUE', from: NOW + 9, until: NOW + 5 }, 'RIGHT_DATES_WRONG'],
] as const)('refuses %j with %s', (facts, code) => {
  const input = { memberId: 'm', effect: 'GRANT', reason: 'covers for Maya', ...facts } as const;
  expect(subjectOf(input, NOW)).toMatchObject({ ok: false, refusal: { code } });
});
