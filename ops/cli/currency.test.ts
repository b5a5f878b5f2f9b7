import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCliProcess } from '../testing/cli-process.ts';

const home = mkdtempSync(join(tmpdir(), 'quayside-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('quayside value currency', () => {
  it('is chosen before anything is booked, and refused in words', async () => {
    const run = (...args: string[]) => runCliProcess({ QUAYSIDE_HOME: home }, 'value', 'currency', ...args);
    expect(JSON.parse((await run('CNY')).out)).toMatchObject({ version: 1, currency: 'CNY', exchange: [] });
    expect(JSON.parse((await run()).out)).toMatchObject({ version: 1, currency: 'CNY' });
    expect(await run('CNH')).toMatchObject({ code: 1, err: expect.stringContaining('no currency of ISO 4217') });
  }, 90_000);
});
