import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { parseSettings, SUBGRAPH_NAMES } from '@quayside/shared/config';
import { inboxTable } from '@quayside/shared/events/inbox';
import { silentLog } from '@quayside/shared/log';
import { EventLog } from '@quayside/shared/outbox/event-log';
import Sqlite from 'better-sqlite3';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { DemoGraph, inputMutation } from '../demo/demo-graph.ts';
import { createSchemas } from '../e2e/schemas.ts';
import { runCliProcess } from '../testing/cli-process.ts';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

const UNIT = inputMutation('createOrgUnit', 'CreateOrgUnitInput', '... on OrgUnit { id }');
const ACCOUNT = inputMutation('openAccount', 'OpenAccountInput', '... on Account { id }');
const SHIPMENT = inputMutation('createShipment', 'CreateShipmentInput', '... on Shipment { id }');
const CASE = inputMutation('openCase', 'OpenCaseInput', '... on Case { id }');
const GATEWAY = fileURLToPath(new URL('../../gateway/dist/main.js', import.meta.url));

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

type Environment = Record<string, string>;

async function anEnvironment(engine: 'SQLite' | 'MariaDB'): Promise<Environment> {
  const home = join(mkdtempSync(join(tmpdir(), 'quayside-backup-')), 'home');
  cleanups.push(() => rmSync(join(home, '..'), { recursive: true, force: true }));
  const env: Environment = { QUAYSIDE_HOME: home, PORT: '0' };
  if (engine === 'SQLite') return env;
  const schemas = await createSchemas(inject('mysqlUrl'));
  cleanups.push(() => schemas.drop());
  return Object.assign(env, ...SUBGRAPH_NAMES.map(schemas.variable));
}

const backupOf = (env: Environment, name = 'backup'): string => join(env['QUAYSIDE_HOME'] ?? '', '..', name);

const save = (env: Environment) => backUp(parseSettings(env), backupOf(env));
const putBack = (env: Environment, replace = true) => restore(parseSettings(env), backupOf(env), replace);

async function run(env: Environment): Promise<Quayside> {
  const quayside = await startQuayside(parseSettings(env), { log: silentLog });
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= quayside.stop();
    return stopping;
  };
  cleanups.push(stop);
  return { ...quayside, stop };
}

const graph = (quayside: Quayside, name: 'customer' | 'shipment' | 'service'): DemoGraph => {
  const subgraph = quayside.subgraphs[name];
  if (!subgraph) throw new Error(`no ${name}`);
  return new DemoGraph(subgraph);
};

async function anAccount(quayside: Quayside): Promise<string> {
  const customer = graph(quayside, 'customer');
  const unit = await customer.run(UNIT, { input: { name: 'Group', kind: 'GROUP', timeZone: 'UTC' } });
  return openAccount(quayside, unit.id);
}

const openAccount = async (quayside: Quayside, branchId: string): Promise<string> => {
  const input = { name: 'Acme', kind: 'DISTRIBUTOR', region: 'US', industry: 'Trade', branchId };
  return (await graph(quayside, 'customer').run(ACCOUNT, { input })).id;
};

async function aShipment(quayside: Quayside, accountId: string, orderNumber: string): Promise<string> {
  const address = { lines: ['1 Dock Street'], city: 'Boston', region: 'MA', postalCode: '02101', country: 'US' };
  const parties = ['SHIP_FROM', 'SHIP_TO'].map((role) => ({ role, name: 'Dock', address }));
  const lines = [{ lineNumber: 1, sku: 'SKU-1', unit: 'CA', orderedQuantity: 1 }];
  const input = { accountId, orderNumber, parties, lines };
  return (await graph(quayside, 'shipment').run(SHIPMENT, { input })).id;
}

/** Of every consumer: how far beyond its source it is. */
async function lead(quayside: Quayside): Promise<Record<string, number>> {
  const ahead: Record<string, number> = {};
  for (const subgraph of Object.values(quayside.subgraphs)) {
    const rows = await subgraph.db.read((em) => em.getRepository(inboxTable).find());
    for (const { id, position } of rows) {
      const source = quayside.subgraphs[id.split(':').at(-1) as 'customer'];
      const head = source ? await new EventLog(source.name, source.db).head() : 0;
      if (position > head) ahead[id] = position - head;
    }
  }
  return ahead;
}

describe.each(['SQLite', 'MariaDB'] as const)('backup and restore on %s', (engine) => {
  it('shows one moment although everything is written', async () => {
    const env = await anEnvironment(engine);
    const quayside = await run(env);
    const accountId = await anAccount(quayside);
    let writing = true;
    cleanups.push(() => {
      writing = false;
    });
    const write = async (): Promise<void> => {
      for (let n = 0; writing; n++) {
        await graph(quayside, 'shipment').together(async () => {
          for (let k = 0; k < 20; k++) await aShipment(quayside, accountId, `PO-${n}-${k}`);
        });
        await quayside.settle();
        // SQLite answers at once: without a turn of the event loop nobody would hear the command end.
        await sleep(1);
      }
    };
    const writer = write();
    const outcome = await runCliProcess(env, 'backup', backupOf(env));
    writing = false;
    await writer;
    expect(outcome).toMatchObject({ code: 0 });
    await quayside.stop();

    const restored = await runCliProcess(env, 'restore', backupOf(env), '--replace');
    expect(restored).toMatchObject({ code: 0 });
    expect(JSON.parse(restored.out)).toMatchObject({ databases: 5, setBack: [] });
    const again = await run(env);
    await again.settle();
    expect(await lead(again)).toEqual({});
    const shipmentId = await aShipment(again, accountId, 'PO-new');
    await again.settle();
    const input = { shipmentId, kind: 'COMPLAINT', subject: 'Where?', description: 'Where is it?' };
    expect(await graph(again, 'service').run(CASE, { input })).toMatchObject({ __typename: 'Case' });
  }, 60_000);

  it('refuses to replace what is in use', async () => {
    const env = await anEnvironment(engine);
    const quayside = await run(env);
    const accountId = await anAccount(quayside);
    await save(env);
    await expect(putBack(env)).rejects.toThrow('in use');
    await aShipment(quayside, accountId, 'PO-1');
    await quayside.stop();
    await expect(putBack(env, false)).rejects.toThrow('--replace');
    await putBack(env);
  });

  it('leaves the store alone when a copy is damaged', async () => {
    const env = await anEnvironment(engine);
    const quayside = await run(env);
    const accountId = await anAccount(quayside);
    await quayside.stop();
    await save(env);
    const file = join(backupOf(env), engine === 'SQLite' ? 'service.sqlite' : 'service.rows');
    writeFileSync(file, readFileSync(file).subarray(0, 5_000));
    for (let n = 0; n < 2; n++)
      await expect(putBack(env)).rejects.toThrow(/malformed|damaged|not a database|JSON|cut off/);
    const again = await run(env);
    expect(await aShipment(again, accountId, 'PO-1')).toBeTruthy();
    expect(readdirSync(env['QUAYSIDE_HOME'] ?? '').filter((name) => name.startsWith('.restor'))).toEqual([]);
  });
});

describe('backup and restore of files', () => {
  it('sets back consumers of a torn copy', async () => {
    const env = await anEnvironment('SQLite');
    const quayside = await run(env);
    const accountId = await anAccount(quayside);
    await aShipment(quayside, accountId, 'PO-1');
    await quayside.settle();
    await quayside.stop();
    await save(env);
    const service = new Sqlite(join(backupOf(env), 'service.sqlite'));
    service.prepare("UPDATE inbox SET position = 900 WHERE id = 'service-directory:shipment'").run();
    service.close();
    const { setBack } = await putBack(env);
    expect(setBack).toEqual(['service-directory:shipment 900 → 1']);
  });

  it('keeps documents, archive and every earlier copy', async () => {
    const env = await anEnvironment('SQLite');
    const home = env['QUAYSIDE_HOME'] ?? '';
    await (await run(env)).stop();
    for (const [part, text] of [
      ['documents', 'paper'],
      ['edi-archive', 'ISA'],
      ['mailbox', 'file'],
      ['mail', 'letter'],
    ] as const) {
      mkdirSync(join(home, part), { recursive: true });
      writeFileSync(join(home, part, 'one'), text);
    }
    mkdirSync(`${home}.before-restore`);
    await save(env);
    writeFileSync(join(home, 'documents', 'two'), 'later');
    const aside = (await putBack(env)).aside ?? '';
    expect(readdirSync(join(home, 'documents'))).toEqual(['one']);
    expect(readFileSync(join(home, 'edi-archive', 'one'), 'utf8')).toBe('ISA');
    expect(readFileSync(join(home, 'mail', 'one'), 'utf8')).toBe('letter');
    expect(readFileSync(join(aside, 'documents', 'two'), 'utf8')).toBe('later');
    expect(existsSync(join(aside, 'customer.sqlite')) && existsSync(`${home}.before-restore`)).toBe(true);
  });

  it('knows the lock of a killed server for stale', async () => {
    const env = await anEnvironment('SQLite');
    const server = spawn(process.execPath, [GATEWAY], { env: { PATH: process.env['PATH'], ...env } });
    cleanups.push(() => server.kill('SIGKILL'));
    await once(server.stdout, 'data');
    await save(env);
    await expect(putBack(env)).rejects.toThrow('in use');
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect(await runCliProcess(env, 'restore', backupOf(env), '--replace')).toMatchObject({ code: 0 });
  }, 60_000);

  it('starts no server on half a restore', async () => {
    const env = await anEnvironment('SQLite');
    await (await run(env)).stop();
    await save(env);
    writeFileSync(join(env['QUAYSIDE_HOME'] ?? '', '.restore-unfinished'), '');
    await expect(startQuayside(parseSettings(env), { log: silentLog })).rejects.toThrow('cut off');
    await putBack(env);
    await run(env);
  });
});
