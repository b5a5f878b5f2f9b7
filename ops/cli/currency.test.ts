import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings } from '@quayside/shared/config';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseCurrency, chooseFirstCurrency } from '../house-currency.ts';
import { runCliProcess } from '../testing/cli-process.ts';
import { Administration } from './admin.ts';

const home = mkdtempSync(join(tmpdir(), 'quayside-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('quayside value currency', () => {
  it('is chosen before anything is booked, and refused in words', async () => {
    const run = (...args: string[]) => runCliProcess({ QUAYSIDE_HOME: home }, 'value', 'currency', ...args);
    expect(JSON.parse((await run('CNY')).out)).toMatchObject({ version: 1, currency: 'CNY', exchange: [] });
    expect(JSON.parse((await run()).out)).toMatchObject({ version: 1, currency: 'CNY' });
    expect(await run('CNH')).toMatchObject({ code: 1, err: expect.stringContaining('no currency of ISO 4217') });
  }, 90_000);

  it('is not changed back by a start that names the first one', async () => {
    const admin = new Administration(parseSettings({ QUAYSIDE_HOME: join(home, 'started') }));
    const customer = await admin.subgraph('customer');
    expect(await chooseFirstCurrency(customer, 'CNY')).toMatchObject({ version: 1, currency: 'CNY' });
    await chooseCurrency(customer, 'USD', null);
    expect(await chooseFirstCurrency(customer, 'CNY')).toMatchObject({ version: 2, currency: 'USD' });
    await admin.close();
  }, 90_000);
});
