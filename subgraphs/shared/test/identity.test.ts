import { SignJWT } from 'jose';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { viewerVerifier } from '../src/graphql/viewer-verifier.ts';
import {
  holds,
  mayCommit,
  STAFF_ROLES,
  scopeKey,
  sharedViewer,
  signViewer,
  systemViewer,
  type Viewer,
  verifyViewer,
} from '../src/identity.ts';
import { aShipper, aStaffMember } from '../src/testing/viewers.ts';

const SECRET = 'a secret of thirty-two characters';
const viewer = systemViewer('test');
const EAST = { kind: 'organization', path: '/group/east/' } as const;
const unsigned = () =>
  new SignJWT({ viewer }).setProtectedHeader({ alg: 'HS256' }).setAudience('quayside-subgraph').setIssuedAt();
const sign = (token: SignJWT): Promise<string> => token.sign(new TextEncoder().encode(SECRET));

afterEach(() => vi.useRealTimers());

describe('signed viewer', () => {
  it('is taken for as long as it says', async () => {
    expect(await verifyViewer(await signViewer(viewer, SECRET), SECRET)).toEqual(viewer);
  });

  it('is refused when it never ends', async () => {
    await expect(verifyViewer(await sign(unsigned()), SECRET)).rejects.toThrow('not valid');
    await expect(viewerVerifier(SECRET)(await sign(unsigned()))).rejects.toThrow('not valid');
  });

  it('is not remembered beyond its end', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-02T12:00:00Z'), toFake: ['Date'] });
    const verify = viewerVerifier(SECRET);
    const header = await sign(unsigned().setExpirationTime('2s'));
    expect(await verify(header)).toEqual(viewer);
    vi.setSystemTime(Date.parse('2026-03-02T12:00:03Z'));
    await expect(verify(header)).rejects.toThrow('not valid');
  });
});

describe('rights of a viewer', () => {
  const manager = aStaffMember('/group/east/');

  it('are those of the role unless the viewer brings others', () => {
    expect(holds(manager, 'SEE_VALUE')).toBe(true);
    expect(holds({ ...manager, permissions: [] }, 'SEE_VALUE')).toBe(false);
    expect(holds({ ...aShipper('acme', 'SHIPPER_ADMINISTRATOR'), permissions: ['SEE_VALUE'] }, 'SEE_VALUE')).toBe(
      false,
    );
  });

  it('keep groups of subscribers apart, and go with what they share', () => {
    const denied: Viewer = { ...manager, permissions: ['EDIT_RATES'] };
    const narrow: Viewer = { ...manager, reach: { ...EAST, data: { units: [], accounts: [] } } };
    expect(new Set([manager, denied, narrow].map(scopeKey)).size).toBe(3);
    expect([manager, denied, narrow].map((one) => scopeKey(sharedViewer(one)))).toEqual(
      [manager, denied, narrow].map(scopeKey),
    );
  });

  it('leave what binds the company to neither the floor nor the field', () => {
    const committing = STAFF_ROLES.filter((role) => mayCommit(aStaffMember('/', role)));
    expect(committing).toEqual(['ACCOUNT_MANAGER', 'SALES_HEAD', 'EXECUTIVE', 'ADMINISTRATOR']);
    expect(mayCommit({ ...manager, scopes: ['read'] })).toBe(false);
  });
});
