import { aKey } from '@quayside/shared/testing/viewers';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Edge, type EdgeOptions, openEdge } from './edge.ts';
import { openWire, type Wire } from './wire.ts';

const edges: Edge[] = [];
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  for (const edge of edges.splice(0)) await edge.stop();
});

async function anEdge(options: EdgeOptions = {}): Promise<Edge> {
  const edge = await openEdge(options);
  edges.push(edge);
  return edge;
}

async function wire(edge: Edge, secret: string, headers: Record<string, string> = {}): Promise<Wire> {
  const one = await openWire(edge, secret, headers);
  sockets.push(one.socket);
  return one;
}

const acknowledged = (one: Wire) => expect.poll(() => one.messages[0]?.type).toBe('connection_ack');
const SHIPMENT = 'subscription { shipmentUpdated(id: "s1") { cursor shipment { seq padding(bytes: 40000) } } }';

async function subscribed(edge: Edge, secret = 'qk_one'): Promise<Wire> {
  const one = await wire(edge, secret);
  await acknowledged(one);
  one.send({ type: 'subscribe', id: 'u', payload: { query: SHIPMENT } });
  await expect
    .poll(async () => {
      await edge.harbour.move('s1', 'WARM');
      return one.messages.length;
    })
    .toBeGreaterThan(1);
  return one;
}

const seqOf = (message: Wire['messages'][number]): number => message.payload.data.shipmentUpdated.shipment.seq;

describe('a client that reads slowly', () => {
  it('gets the latest state instead of every step', async () => {
    const edge = await anEdge({
      outboxLimits: { highWater: 200_000, lowWater: 50_000, pending: 1_000, stuckMs: 30_000 },
    });
    edge.admit('qk_one', aKey('acme'));
    const one = await subscribed(edge);
    const warm = one.messages.length;
    one.socket.pause();
    for (let n = 0; n < 400; n++) await edge.harbour.move('s1', `STEP${n}`);
    const coalesced = async () => (await edge.gateway.metrics.liveCoalesced.get()).values[0]?.value ?? 0;
    await expect.poll(coalesced, { timeout: 10_000 }).toBeGreaterThan(0);
    const fresh = await edge.ask('qk_one', '{ liveCursor }');
    one.socket.resume();
    const cursorOf = () => one.messages.at(-1)?.payload.data.shipmentUpdated.cursor;
    await expect.poll(cursorOf, { timeout: 10_000 }).toBe(fresh.data.liveCursor);
    expect(one.messages.length - warm).toBeLessThan(400);
    const seqs = one.messages.slice(1).map(seqOf);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  });

  it('is told to come back later when it stays behind', async () => {
    const edge = await anEdge({ outboxLimits: { highWater: 200_000, lowWater: 50_000, pending: 1_000, stuckMs: 400 } });
    edge.admit('qk_one', aKey('acme'));
    const one = await subscribed(edge);
    one.socket.pause();
    for (let n = 0; n < 300; n++) await edge.harbour.move('s1', `STEP${n}`);
    const tooSlow = async () => (await edge.gateway.metrics.liveTooSlow.get()).values[0]?.value ?? 0;
    await expect.poll(tooSlow, { timeout: 10_000 }).toBe(1);
    one.socket.resume();
    await expect.poll(() => one.closed.code, { timeout: 10_000 }).not.toBeNull();
  });
});

describe('a socket lives no longer than its credential', () => {
  it('when the credential is revoked', async () => {
    const edge = await anEdge();
    edge.admit('qk_one', aKey('acme'));
    const one = await wire(edge, 'qk_one');
    await acknowledged(one);
    await edge.harbour.revoke('qk_one');
    await expect.poll(() => one.closed.code, { timeout: 5_000 }).toBe(4403);
  });

  it('when the news of the revocation got lost', async () => {
    const edge = await anEdge({ recheckMs: 500 });
    edge.admit('qk_one', aKey('acme'));
    const one = await wire(edge, 'qk_one');
    await acknowledged(one);
    edge.harbour.secrets.delete('qk_one');
    await expect.poll(() => one.closed.code, { timeout: 5_000 }).toBe(4403);
  });

  it('when the credential expires', async () => {
    const edge = await anEdge();
    edge.admit('qk_one', aKey('acme'), new Date(Date.now() + 1_500).toISOString());
    const one = await wire(edge, 'qk_one');
    await acknowledged(one);
    await expect.poll(() => one.closed.code, { timeout: 5_000 }).toBe(4401);
  });
});

describe('a socket is not opened', () => {
  it.each(['', 'qk_unknown', 'nonsense'])('for the secret "%s"', async (secret) => {
    const one = await wire(await anEdge(), secret);
    await expect.poll(() => one.closed.code).toBe(4401);
  });

  it('for a page of another site that rides on the cookie', async () => {
    const edge = await anEdge();
    edge.admit('session-sam', aKey('acme'));
    const headers = { cookie: 'quayside=session-sam', origin: 'https://evil.example' };
    const socket = new WebSocket(`${edge.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers,
    });
    const refused = new Promise<string>((resolve) => socket.once('error', (error) => resolve(error.message)));
    expect(await refused).toContain('403');
  });

  it('but it is for a page of this site', async () => {
    const edge = await anEdge();
    edge.admit('session-sam', aKey('acme'));
    const one = await wire(edge, '', { cookie: 'quayside=session-sam', origin: edge.gateway.url });
    await acknowledged(one);
  });
});
