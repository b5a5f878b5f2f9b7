import { mkdtempSync, rmSync } from 'node:fs';
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

describe('quayside members', () => {
  it('brings staff back, in another role, with a new password', async () => {
    const unit = await run('units', 'create', '--name', 'Quayside', '--kind', 'GROUP');
    const person = ['--name', 'Ann', '--email', 'ann@quayside.example', '--password', 'tide-tables-of-1898'];
    const { id } = await run('members', 'invite', ...person, '--role', 'OPERATOR', '--unit', unit.id);
    await run('members', 'deactivate', id);
    expect(await run('members', 'list')).toMatchObject([{ id, active: false, orgUnit: { path: unit.path } }]);
    expect(await run('members', 'reactivate', id)).toMatchObject({ active: true });
    expect(await run('members', 'role', id, 'ADMINISTRATOR')).toMatchObject({ role: 'ADMINISTRATOR' });
    await expect(run('members', 'reset-password', id, '--password', 'short')).rejects.toThrow();
    expect(await run('members', 'reset-password', id, '--password', 'a whole new password')).toMatchObject({ id });
  }, 90_000);
});
