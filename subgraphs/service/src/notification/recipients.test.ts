import type { Role } from '@quayside/shared/identity';
import { describe, expect, it } from 'vitest';
import type { MemberEntry } from '../directory/member.ts';
import { afterQuiet } from '../mail/mail.ts';
import { superiorsOf } from './recipients.ts';

const head = (memberId: string, role: Role, unitPath: string): MemberEntry => ({
  ...{ memberId, role, unitPath, name: memberId, email: `${memberId}@quayside.example`, accountId: null },
  ...{ locale: 'en', timeZone: 'UTC', active: true, scopes: ['read'] },
});

describe('the heads above a branch', () => {
  const near = head('near', 'EXECUTIVE', '/group/east/');
  const far = head('far', 'EXECUTIVE', '/group/');
  const aside = head('aside', 'EXECUTIVE', '/group/west/');
  const administrator = head('administrator', 'ADMINISTRATOR', '/group/east/boston/');
  const ids = (members: MemberEntry[], path: string | null) =>
    superiorsOf(members, path).map(({ memberId }) => memberId);

  it('are the executives nearest to it', () => {
    expect(ids([far, aside, near, administrator], '/group/east/boston/')).toEqual(['near']);
    expect(ids([far, aside, administrator], '/group/east/boston/')).toEqual(['far']);
  });

  it('are administrators where there is no executive', () => {
    expect(ids([aside, administrator], '/group/east/boston/')).toEqual(['administrator']);
    expect(ids([aside, administrator], null)).toEqual([]);
  });
});

describe('quiet hours', () => {
  const NIGHT = { from: 22 * 60, to: 7 * 60 };
  it.each([
    [23 * 60, 8 * 60],
    [6 * 60, 60],
    [7 * 60, 0],
    [12 * 60, 0],
    [22 * 60, 9 * 60],
  ])('let a mail of minute %i wait %i minutes', (minute, wait) => {
    expect(afterQuiet(0, minute, NIGHT)).toBe(wait * 60_000);
  });

  it('of no length are none', () => {
    expect(afterQuiet(5, 60, { from: 60, to: 60 })).toBe(5);
    expect(afterQuiet(5, 60, null)).toBe(5);
  });
});
