import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, figure, median } from './figure.ts';
import { fillHome } from './growth-fill.ts';
import { Answers, FileMaker, sendAll } from './ingest-load.ts';
import type { BenchPartner } from './ingest-server.ts';
import { startWorker, type Worker } from './worker.ts';

const FEW = 10_000;
const MANY = 1_000_000;
const PARTNERS = 4;
const ROUNDS = 7;
const FILES = 20;
const ORDERS = 100;

interface Product {
  readonly home: string;
  readonly server: Worker;
  readonly url: string;
  readonly answers: Answers;
  readonly maker: FileMaker;
}

/** What an order costs with the past of a million archived messages, against the past of ten thousand, in turns. */
export async function run(): Promise<Figure[]> {
  const products: Product[] = [];
  try {
    for (const messages of [FEW, MANY]) products.push(await withPast(messages));
    const [young, old] = products as [Product, Product];
    const costs: { few: number; many: number }[] = [];
    for (let round = 0; round < ROUNDS; round++)
      costs.push({ few: await costOfOrder(young), many: await costOfOrder(old) });
    const value = median(costs.map(({ many }) => many));
    const few = median(costs.map((cost) => cost.few));
    return [
      figure({
        bench: 'growth',
        figure: `an order at ${MANY} archived messages`,
        value,
        unit: 'ms/order',
        baseline: `${few.toFixed(2)} ms/order at ${FEW}`,
        ratio: median(costs.map((cost) => cost.many / cost.few)),
        target: '<= 1.3',
      }),
    ];
  } finally {
    for (const { server, answers, home } of products) {
      answers.stop();
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    }
  }
}

/** Rows to be copied are made by the product itself; what is copied is done while it stands still. */
async function withPast(messages: number): Promise<Product> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-growth-'));
  const first = startWorker('./ingest-server.js');
  const { url, partners } = await first.call<{ url: string; partners: BenchPartner[] }>('start', {
    home,
    partners: PARTNERS,
  });
  const maker = new FileMaker(partners);
  const before = new Answers(home, partners);
  await sendAll(url, maker.make(PARTNERS, 1), 1);
  await before.until(PARTNERS);
  before.stop();
  await first.call('stop');
  await first.stop();
  fillHome(home, messages);
  const server = startWorker('./ingest-server.js');
  const resumed = await server.call<{ url: string }>('resume', { home });
  const product = { home, server, url: resumed.url, answers: new Answers(home, partners), maker };
  for (let round = 0; round < 2; round++) await costOfOrder(product);
  return product;
}

async function costOfOrder({ url, answers, maker }: Product): Promise<number> {
  const files = maker.make(FILES, ORDERS);
  const already = answers.at.size;
  const from = performance.now();
  await sendAll(url, files, PARTNERS * 4);
  await answers.until(already + files.length);
  return (performance.now() - from) / (FILES * ORDERS);
}
