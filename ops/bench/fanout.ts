import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, figure, median } from './figure.ts';
import { startWorker, type Worker } from './worker.ts';

const SOCKETS = 1_000;
const SHARED_EVENTS = 40;
/** Without sharing each event is a thousand executions. */
const SINGLE_EVENTS = 4;
const LONE_EVENTS = 15;
const ROUNDS = 5;
const QUERY = `subscription Fan($id: ID!) {
  shipmentUpdated(id: $id) {
    cursor event
    shipment { id number state account { name } contract { name } openClaimCount }
  }
}`;

interface Subject {
  readonly url: string;
  readonly key: string;
  readonly shipmentId: string;
  readonly accountId: string;
}

interface Burst {
  readonly perSecond: number;
  readonly microsPerMessage: number;
  readonly milliseconds: number;
}

/** One shipment on a thousand screens: shared execution against execution per subscriber, and against bare sockets. */
export async function run(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-fanout-'));
  const server = startWorker('./fanout-server.js');
  const clients = startWorker('./fanout-clients.js');
  try {
    const subject = await server.call<Subject>('start', { home });
    const { url: rawUrl } = await server.call<{ url: string }>('openRaw');
    return await measure({ server, clients, subject, rawUrl });
  } finally {
    await Promise.all([server.stop(), clients.stop()]);
    rmSync(home, { recursive: true, force: true });
  }
}

interface Bench {
  readonly server: Worker;
  readonly clients: Worker;
  readonly subject: Subject;
  readonly rawUrl: string;
}

async function measure(bench: Bench): Promise<Figure[]> {
  const bytes = await payload(bench);
  const shared: Burst[] = [];
  const single: Burst[] = [];
  const raw: Burst[] = [];
  const lone: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await together(bench, false, async () => {
      await burst(bench, 5);
      shared.push(await burst(bench, SHARED_EVENTS));
      if (round === 0) for (let n = 0; n < LONE_EVENTS; n++) lone.push((await burst(bench, 1)).milliseconds);
    });
    await overRaw(bench, bytes, raw);
    if (round < 3) await together(bench, true, async () => void single.push(await burst(bench, SINGLE_EVENTS)));
  }
  return figuresOf(shared, single, raw, lone);
}

/** Joins all sockets, measures, and leaves. */
async function together({ server, clients, subject }: Bench, alone: boolean, work: () => Promise<void>): Promise<void> {
  const { url, key, shipmentId } = subject;
  await clients.call('join', { url, key, count: SOCKETS, query: QUERY, variables: { id: shipmentId }, alone });
  await server.call('settled', { count: SOCKETS });
  await work();
  await clients.call('leave');
  await server.call('settled', { count: 0 });
}

async function burst({ server, clients, subject }: Bench, events: number): Promise<Burst> {
  await clients.call('expect', { messages: events * SOCKETS });
  const { at: from } = await server.call<{ at: number }>('publish', { ...subject, count: events });
  return rateOf(server, clients, from, events * SOCKETS);
}

async function rateOf(server: Worker, clients: Worker, from: number, messages: number): Promise<Burst> {
  const { at: until } = await clients.call<{ at: number }>('complete');
  const { micros } = await server.call<{ micros: number }>('cpu');
  const milliseconds = until - from;
  return { perSecond: messages / (milliseconds / 1000), microsPerMessage: micros / messages, milliseconds };
}

async function overRaw({ server, clients, rawUrl }: Bench, text: string, bursts: Burst[]): Promise<void> {
  await clients.call('listen', { url: rawUrl, count: SOCKETS });
  for (const [events, keep] of [
    [5, false],
    [SHARED_EVENTS, true],
  ] as const) {
    await clients.call('expect', { messages: events * SOCKETS });
    const { at: from } = await server.call<{ at: number }>('broadcast', { text, count: events });
    const measured = await rateOf(server, clients, from, events * SOCKETS);
    if (keep) bursts.push(measured);
  }
  await clients.call('leave');
}

/** A message of the very size that the product sends. */
async function payload({ subject }: Bench): Promise<string> {
  const query = `query ($id: ID!) { shipment(id: $id) { id number state account { name } contract { name } openClaimCount } }`;
  const response = await fetch(subject.url.replace('ws', 'http'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${subject.key}` },
    body: JSON.stringify({ query, variables: { id: subject.shipmentId } }),
  });
  const { data } = (await response.json()) as { data: { shipment: object } };
  const update = { cursor: 'shipment.1ab', event: 'shipment.milestone-recorded.v1', shipment: data.shipment };
  return JSON.stringify({ id: 'u', type: 'next', payload: { data: { shipmentUpdated: update } } });
}

function figuresOf(shared: Burst[], single: Burst[], raw: Burst[], lone: number[]): Figure[] {
  const cpu = (bursts: Burst[]): number => median(bursts.map((one) => one.microsPerMessage));
  const rate = (bursts: Burst[]): number => median(bursts.map((one) => one.perSecond));
  const bench = 'fanout';
  return [
    figure({
      bench,
      figure: 'times less processor per message than execution per subscriber',
      value: cpu(shared),
      unit: 'us/msg',
      baseline: `${cpu(single).toFixed(0)} us/msg of execution per subscriber`,
      ratio: cpu(single) / cpu(shared),
      target: '>= 10',
    }),
    figure({
      bench,
      figure: 'messages against a raw ws broadcast of the same bytes',
      value: rate(shared),
      unit: 'msg/s',
      baseline: `${Math.round(rate(raw))} msg/s of the raw broadcast`,
      ratio: median(shared.map((one, round) => one.perSecond / (raw[round]?.perSecond ?? Number.NaN))),
      target: '>= 0.5',
    }),
    figure({ bench, figure: 'one event to all 1,000', value: median(lone), unit: 'ms', target: '<= 100' }),
  ];
}
