import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { startPrivateMariaDb } from '../testing/private-mariadb.ts';
import { type Figure, figure, median, percentile } from './figure.ts';
import { Answers, FileMaker, sendAll, sendAtRate } from './ingest-load.ts';
import type { BenchPartner } from './ingest-server.ts';
import { startWorker, type Worker } from './worker.ts';

const PARTNERS = 4;
const ROUNDS = 3;
/** How orders come: so many in a file, so many files on the way at once, so many files in a round. */
const BATCHES = { orders: 100, atOnce: 16, files: 60 };
const SINGLES = { orders: 1, atOnce: 128, files: 1_200 };
const WANTED = { batches: 1_500, singles: 300 };
const SECONDS_AT_RATE = 15;

interface Bench {
  readonly home: string;
  readonly url: string;
  readonly server: Worker;
  readonly answers: Answers;
  readonly maker: FileMaker;
}

/**
 * 940s of 31 segments over HTTPS into the whole product, until the 997 lies in the mailbox: archived, validated,
 * shipment committed with its event. Four partners with four hundred ship-to places each.
 */
export async function run(): Promise<Figure[]> {
  const onSqlite = await withProduct(null, async (bench) => [
    await throughput(bench, 'SQLite', 1),
    await throughputOfSingles(bench, 'SQLite', 1),
    await delay(bench, BATCHES.orders, WANTED.batches / 2 / BATCHES.orders),
    await delay(bench, SINGLES.orders, WANTED.singles / 2),
    await exactness(bench),
  ]);
  const maria = await startPrivateMariaDb();
  try {
    const onMaria = await withProduct(await schemas(maria.url), async (bench) => [
      await throughput(bench, 'MariaDB', 0.5),
      await throughputOfSingles(bench, 'MariaDB', 0.5),
      await exactness(bench),
    ]);
    return [...onSqlite, ...onMaria];
  } finally {
    await maria.stop();
  }
}

async function withProduct<T>(databaseUrl: string | null, work: (bench: Bench) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-ingest-'));
  const server = startWorker('./ingest-server.js');
  try {
    const facts = { home, partners: PARTNERS, ...(databaseUrl ? { databaseUrl } : {}) };
    const { url, partners } = await server.call<{ url: string; partners: BenchPartner[] }>('start', facts);
    const answers = new Answers(home, partners);
    const bench = { home, url, server, answers, maker: new FileMaker(partners) };
    // Warm, and every place is known.
    await perSecond(bench, BATCHES);
    const measured = await work(bench);
    answers.stop();
    await server.call('stop');
    return measured;
  } finally {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function schemas(url: string): Promise<string> {
  const connection = await createConnection(url);
  for (const name of ['customer', 'shipment', 'contract', 'service', 'edi'])
    await connection.query(`CREATE DATABASE quayside_${name}`);
  await connection.end();
  return `${url}/quayside`;
}

async function perSecond({ url, answers, maker }: Bench, load: typeof BATCHES): Promise<number> {
  const files = maker.make(load.files, load.orders);
  const already = answers.at.size;
  const from = performance.now();
  await sendAll(url, files, load.atOnce);
  await answers.until(already + files.length);
  return (load.files * load.orders) / ((performance.now() - from) / 1000);
}

async function rounds(bench: Bench, load: typeof BATCHES): Promise<{ value: number; cores: string }> {
  const rates: number[] = [];
  await bench.server.call('cpu');
  const from = performance.now();
  for (let round = 0; round < ROUNDS; round++) rates.push(await perSecond(bench, load));
  const { micros } = await bench.server.call<{ micros: number }>('cpu');
  const cores = (micros / 1000 / (performance.now() - from)).toFixed(2);
  return { value: median(rates), cores };
}

async function throughput(bench: Bench, store: string, share: number): Promise<Figure> {
  const { value, cores } = await rounds(bench, BATCHES);
  const what = `orders in files of ${BATCHES.orders}, ${store} (${cores} cores busy)`;
  return figure({ bench: 'ingest', figure: what, value, unit: 'orders/s', target: `>= ${WANTED.batches * share}` });
}

async function throughputOfSingles(bench: Bench, store: string, share: number): Promise<Figure> {
  // Once before: the way of a single file has been gone by none of the batches.
  await perSecond(bench, SINGLES);
  const { value, cores } = await rounds(bench, SINGLES);
  const what = `orders one file each, ${store} (${cores} cores busy)`;
  return figure({ bench: 'ingest', figure: what, value, unit: 'orders/s', target: `>= ${WANTED.singles * share}` });
}

/** From the moment at which a file was to be sent, so that a server which falls behind is charged for it. */
async function delay({ url, answers, maker }: Bench, orders: number, filesPerSecond: number): Promise<Figure> {
  const files = maker.make(Math.round(filesPerSecond * SECONDS_AT_RATE), orders);
  const delays = await sendAtRate(url, files, filesPerSecond, answers);
  const what = `file to 997, 99th percentile at ${filesPerSecond} files/s of ${orders}, SQLite`;
  return figure({ bench: 'ingest', figure: what, value: percentile(delays, 0.99), unit: 'ms', target: '<= 1000' });
}

/** After all of it: every order that was sent is one shipment with one event, and is accepted in a 997. */
async function exactness({ server, answers, maker }: Bench): Promise<Figure> {
  await server.call('settle');
  const counts = await server.call<Record<string, number>>('counts');
  const { received = 0, processed = 0, shipments = 0, booked = 0 } = counts;
  const wrong =
    Math.abs(received - maker.files) +
    Math.abs(processed - maker.files) +
    Math.abs(shipments - maker.orders) +
    Math.abs(booked - maker.orders) +
    Math.abs(answers.accepted - maker.orders);
  const what = `files, shipments, events and accepted sets too many or too few, of ${maker.orders} orders`;
  return figure({ bench: 'ingest', figure: what, value: wrong, unit: 'faults', target: '<= 0' });
}
