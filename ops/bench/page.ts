import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { type Figure, figure, median } from './figure.ts';
import { startWorker, type Worker } from './worker.ts';

const QUERY = `query Page {
  shipments(first: 20) { nodes { id number state account { name } contract { name } openClaimCount } }
}`;
const CONNECTIONS = 16;
const SECONDS = 2;
const WARM_UP_SECONDS = 3;
const ROUNDS = 7;
const SUBGRAPHS = ['customer', 'shipment', 'contract', 'service'] as const;

interface Server {
  readonly url: string;
  readonly key: string;
  /** The processes behind the address. */
  readonly workers: readonly Worker[];
}

interface Load {
  readonly perSecond: number;
  /** Processor time of all processes together. */
  readonly microsPerRequest: number;
}

/**
 * A page of 20 shipments with the names of customer and contract and the open claims: the product against an Apollo
 * Server without federation, and against the same gateway over HTTP subgraphs. All on one store, measured in turns, and
 * each with one processor: five processes would otherwise be given more of the machine than one.
 */
export async function run(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-page-'));
  const workers = Array.from({ length: 3 + SUBGRAPHS.length }, () => startWorker('./page-server.js'));
  const [first, second, third, ...others] = workers as [Worker, Worker, Worker, ...Worker[]];
  try {
    const { url, key } = await first.call<{ url: string; key: string }>('gateway', { home });
    const alone = await second.call<{ url: string }>('monolith', { home, key });
    const urls: Record<string, string> = {};
    for (const [n, name] of SUBGRAPHS.entries())
      urls[name] = (await others[n]?.call<{ url: string }>('subgraph', { home, name }))?.url ?? '';
    const edge = await third.call<{ url: string }>('edge', { home, urls });
    const servers = [
      { url, key, workers: [first] },
      { url: alone.url, key, workers: [second] },
      { url: edge.url, key, workers: [third, ...others] },
    ];
    for (const worker of workers) worker.keepTo(0);
    await assertSame(servers);
    return await measure(servers);
  } finally {
    await Promise.all(workers.map((one) => one.stop()));
    rmSync(home, { recursive: true, force: true });
  }
}

/** Processor time stands beside requests per second, because it does not depend on who else is busy. */
async function measure(servers: readonly Server[]): Promise<Figure[]> {
  for (const server of servers) await load(server, WARM_UP_SECONDS);
  const rounds: Load[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const loads: Load[] = [];
    for (const server of servers) loads.push(await load(server, SECONDS));
    rounds.push(loads);
  }
  return [
    ...figuresAgainst(rounds, 1, 'an Apollo Server monolith', '>= 0.6'),
    ...figuresAgainst(rounds, 2, 'the same supergraph over HTTP', '>= 4'),
  ];
}

function figuresAgainst(rounds: readonly Load[][], other: number, what: string, target: string): Figure[] {
  const of = (server: number, kind: keyof Load): number =>
    median(rounds.map((loads) => loads[server]?.[kind] ?? Number.NaN));
  const ratio = (kind: keyof Load): number =>
    median(rounds.map((loads) => (loads[0]?.[kind] ?? Number.NaN) / (loads[other]?.[kind] ?? Number.NaN)));
  return [
    figure({
      bench: 'page',
      figure: `requests against ${what}`,
      value: of(0, 'perSecond'),
      unit: 'req/s',
      baseline: `${Math.round(of(other, 'perSecond'))} req/s`,
      ratio: ratio('perSecond'),
      target,
    }),
    figure({
      bench: 'page',
      figure: `requests per processor time against ${what}`,
      value: of(0, 'microsPerRequest'),
      unit: 'us/req',
      baseline: `${Math.round(of(other, 'microsPerRequest'))} us/req`,
      ratio: 1 / ratio('microsPerRequest'),
      target,
    }),
  ];
}

const headersOf = ({ key }: Server) => ({ 'content-type': 'application/json', authorization: `Bearer ${key}` });
const body = JSON.stringify({ query: QUERY, operationName: 'Page' });

async function load(server: Server, duration: number): Promise<Load> {
  const { url, workers } = server;
  const headers = headersOf(server);
  const before = await processorTime(workers);
  const result = await autocannon({ url, method: 'POST', headers, body, connections: CONNECTIONS, duration });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  const spent = (await processorTime(workers)) - before;
  return { perSecond: result.requests.average, microsPerRequest: spent / result.requests.total };
}

async function processorTime(workers: readonly Worker[]): Promise<number> {
  const times = await Promise.all(workers.map((one) => one.call<{ micros: number }>('cpu')));
  return times.reduce((sum, { micros }) => sum + micros, 0);
}

/** A figure means nothing when the answers differ. */
async function assertSame(servers: readonly Server[]): Promise<void> {
  const answers = await Promise.all(
    servers.map(async (server) =>
      (await fetch(server.url, { method: 'POST', headers: headersOf(server), body })).text(),
    ),
  );
  const texts = new Set(answers.map((text) => text.trim()));
  const [answer] = texts;
  if (texts.size !== 1 || !answer?.includes('"openClaimCount"'))
    throw new Error(`the servers answer differently:\n${[...texts].map((text) => text.slice(0, 600)).join('\n')}`);
}
