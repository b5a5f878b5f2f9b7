import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SUBGRAPH_NAMES, type SubgraphName } from '@quayside/shared/config';
import { freePort } from '../testing/free-port.ts';
import { type PrivateNats, startPrivateNats } from '../testing/private-nats.ts';
import { createSchemas, type Schemas } from './schemas.ts';

/** Everything that runs as a process of its own. */
export const MEMBERS = [...SUBGRAPH_NAMES, 'gateway'] as const;
export type FleetMember = (typeof MEMBERS)[number];

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS: Readonly<Record<FleetMember, string>> = {
  customer: 'subgraphs/customer',
  shipment: 'subgraphs/shipment',
  contract: 'subgraphs/contract',
  service: 'subgraphs/service',
  edi: 'edi-bridge',
  gateway: 'gateway',
};
const CLI = `const { runCli } = await import(${JSON.stringify(join(ROOT, 'ops/dist/bundle/cli.js'))});
process.exitCode = await runCli(process.argv.slice(1));`;
const READY_MS = 30_000;

/** The product as six processes of the built tree, with MySQL schemas and a NATS server of their own. */
export class Fleet {
  readonly home: string;
  readonly secret = randomBytes(24).toString('hex');
  readonly #nats: PrivateNats;
  readonly #schemas: Schemas;
  readonly #ports: ReadonlyMap<FleetMember, number>;
  readonly #running = new Map<FleetMember, ChildProcess>();

  private constructor(nats: PrivateNats, schemas: Schemas, ports: ReadonlyMap<FleetMember, number>) {
    this.home = mkdtempSync(join(tmpdir(), 'quayside-fleet-'));
    this.#nats = nats;
    this.#schemas = schemas;
    this.#ports = ports;
  }

  /** Starts all at once: none may need another to be there first. */
  static async open(mysqlUrl: string): Promise<Fleet> {
    const ports = new Map<FleetMember, number>();
    for (const member of MEMBERS) ports.set(member, await freePort());
    const login = { user: 'quayside', password: randomBytes(12).toString('hex') };
    const fleet = new Fleet(await startPrivateNats(login), await createSchemas(mysqlUrl), ports);
    try {
      await Promise.all(MEMBERS.map((member) => fleet.start(member)));
      return fleet;
    } catch (error) {
      await fleet.close();
      throw error;
    }
  }

  url(member: FleetMember): string {
    return `http://127.0.0.1:${this.#ports.get(member)}`;
  }

  /** Resolves when it says that it is ready. @throws Error with what it wrote when it ends instead. */
  async start(member: FleetMember): Promise<void> {
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: join(ROOT, FOLDERS[member]),
      env: this.#environment(member),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running.set(member, child);
    let written = '';
    child.stderr.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      if (process.env['LOG_LEVEL']) process.stderr.write(chunk);
    });
    await new Promise<void>((resolve, reject) => {
      const fail = (what: string): void => reject(new Error(`${member} ${what}:\n${written}`));
      const deadline = setTimeout(() => fail('was not ready in time'), READY_MS);
      child.once('exit', (code) => fail(`ended with ${code}`));
      child.stdout.on('data', (chunk: Buffer) => {
        written += chunk.toString();
        if (!written.includes(`ready ${this.url(member)}`)) return;
        clearTimeout(deadline);
        resolve();
      });
    });
  }

  /** Ends a process and gives its exit code; null when the signal ended it. */
  async stop(member: FleetMember, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#running.get(member);
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    this.#running.delete(member);
    return code;
  }

  /** `npm run -s quayside -- … --json` beside the running processes. @throws Error with what it wrote. */
  async administer<Answer>(...args: readonly string[]): Promise<Answer> {
    const env = { ...this.#environment(null), ...Object.assign({}, ...SUBGRAPH_NAMES.map(this.#schemas.variable)) };
    const child = spawn(process.execPath, ['--input-type=module', '--eval', CLI, '--', '--json', ...args], { env });
    let out = '';
    let written = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      written += chunk.toString();
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${written}`);
    return JSON.parse(out) as Answer;
  }

  async close(): Promise<void> {
    await Promise.all(MEMBERS.map((member) => this.stop(member, 'SIGTERM')));
    await this.#nats.stop();
    await this.#schemas.drop();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** What one process is told, and nothing of what the others are told. */
  #environment(member: FleetMember | null): NodeJS.ProcessEnv {
    const common = {
      PATH: process.env['PATH'],
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
      QUAYSIDE_HOME: this.home,
      QUAYSIDE_SECRET: this.secret,
    };
    if (!member) return common;
    const listening = { ...common, PORT: String(this.#ports.get(member)), NATS_URL: this.#nats.url };
    if (member === 'gateway') {
      const urls = SUBGRAPH_NAMES.map((name) => [`SUBGRAPH_URL_${name.toUpperCase()}`, this.url(name)]);
      return { ...listening, ...Object.fromEntries(urls) };
    }
    const gateway = member === 'edi' || member === 'service' ? { GATEWAY_URL: this.url('gateway') } : {};
    return { ...listening, ...this.#schemas.variable(member as SubgraphName), ...gateway };
  }
}
