import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCliProcess } from '../testing/cli-process.ts';

const home = mkdtempSync(join(tmpdir(), 'quayside-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = async (...args: string[]) => {
  const { code, out, err } = await runCliProcess({ QUAYSIDE_HOME: home }, ...args);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
};

describe('quayside partners and edi', () => {
  it('keeps versions of a profile, and proves an empty ledger', async () => {
    const ids = ['--account', 'A', '--sender', 'ZZ:ACME', '--receiver', 'ZZ:US'];
    const added = await run('partners', 'add', 'ACME', ...ids, '--zone', 'America/Chicago', '--out', '945');
    expect(added).toMatchObject({ mapVersion: 1, timeZone: 'America/Chicago', outSets: ['945'] });
    const change = ['--order-status', 'Q=CANCEL', '--ack-within', '30', '--no-test', '--note', 'by phone'];
    expect(await run('partners', 'change', 'ACME', ...change)).toMatchObject({ mapVersion: 2, test: false });
    const { versions } = await run('partners', 'versions', 'ACME');
    expect(versions[0]).toMatchObject({ number: 2, note: 'by phone', by: 'Administration' });
    expect(versions[0].changes).toContain('acknowledgeWithinMinutes: 1440 → 30');
    await expect(run('partners', 'change', 'ACME', '--zone', 'Mars')).rejects.toThrow('no time zone');
    expect(await run('edi', 'ledger')).toMatchObject({ received: 0, receivedBalanced: true, sentBalanced: true });
    expect(await run('edi', 'verify')).toMatchObject({ files: 0, missing: 0, altered: 0, holds: true });
    const lost = join(home, 'edi-archive', 'ab');
    mkdirSync(lost, { recursive: true });
    writeFileSync(join(lost, 'ab'.repeat(32)), 'something else');
    await expect(run('edi', 'verify')).rejects.toThrow('does not hold');
    const replay = await run('edi', 'replay', '--from', '2026-01-01T00:00:00Z', '--dry-run');
    expect(replay).toMatchObject({ total: 0, done: false });
  }, 90_000);
});
