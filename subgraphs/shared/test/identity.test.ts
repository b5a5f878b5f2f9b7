import { SignJWT } from 'jose';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { viewerVerifier } from '../src/graphql/viewer-verifier.ts';
import { signViewer, systemViewer, verifyViewer } from '../src/identity.ts';

const SECRET = 'a secret of thirty-two characters';
const viewer = systemViewer('test');
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
