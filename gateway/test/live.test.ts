import { aKey, aShipper } from '@quayside/shared/testing/viewers';
import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Edge, follow, openEdge } from './edge.ts';

const ALL = `subscription ($after: String) {
  shipmentsUpdated(after: $after) { cursor shipment { id state seq account { name } openClaimCount } }
}`;
const states = (updates: readonly Answer[]): string[] =>
  updates.map((update) => update.data.shipmentsUpdated.shipment.state);

describe('live updates', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge();
    edge.admit('qk_acme', aKey('acme'));
    edge.admit('qk_acme_too', { ...aKey('acme'), name: 'Another machine' });
    edge.admit('qk_reader', aKey('acme', ['read']));
    edge.admit('qk_globex', aKey('globex'));
  });
  afterAll(() => edge.stop());

  const subscriptions = async (): Promise<number> =>
    (await edge.gateway.metrics.liveSubscriptions.get()).values[0]?.value ?? 0;
  /** A subscription that is certainly listening: it has been asked to start from the head that was read before. */
  async function listen(client: Client, secret = 'qk_acme', query = ALL) {
    const after = (await edge.ask(secret, '{ liveCursor }')).data.liveCursor as string;
    return follow(client, query, { after });
  }

  it('carry fields of every subgraph', async () => {
    const received = await listen(edge.connect('qk_acme'));
    await edge.harbour.move('s1', 'PICKED');
    await expect.poll(() => received.updates).toHaveLength(1);
    expect(received.updates[0].data.shipmentsUpdated.shipment).toMatchObject({
      id: 's1',
      state: 'PICKED',
      account: { name: 'Account acme' },
      openClaimCount: 2,
    });
    received.stop();
  });

  it('are executed once for all who ask the same', async () => {
    const secrets = ['qk_acme', 'qk_acme_too', 'qk_acme', 'qk_acme_too'];
    const all = await Promise.all(secrets.map((secret) => listen(edge.connect(secret), secret)));
    await expect.poll(subscriptions).toBe(4);
    await edge.harbour.move('s1', 'WARM');
    await expect.poll(() => all.every(({ updates }) => updates.length === 1)).toBe(true);
    const executed = edge.harbour.executions.count;
    await edge.harbour.move('s1', 'PACKED');
    await expect.poll(() => all.every(({ updates }) => updates.length === 2)).toBe(true);
    expect(edge.harbour.executions.count - executed).toBe(1);
    for (const one of all) one.stop();
    await expect.poll(subscriptions).toBe(0);
  });

  it('stay inside the scope of the viewer', async () => {
    const acme = await listen(edge.connect('qk_acme'));
    const globex = await listen(edge.connect('qk_globex'), 'qk_globex');
    await edge.harbour.move('a1', 'FOR_ACME', 'acme');
    await edge.harbour.move('g1', 'FOR_GLOBEX', 'globex');
    await edge.harbour.move('a2', 'FOR_ACME', 'acme');
    await expect.poll(() => states(acme.updates)).toEqual(['FOR_ACME', 'FOR_ACME']);
    await expect.poll(() => states(globex.updates)).toEqual(['FOR_GLOBEX']);
    acme.stop();
    globex.stop();
  });

  it('never show one person to another', async () => {
    const query = 'subscription { shipmentUpdated(id: "p1") { shipment { asker } } }';
    edge.admit('qk_anna', { ...aKey('acme'), name: 'Anna' });
    const received = follow(edge.connect('qk_anna'), query);
    await expect
      .poll(async () => {
        await edge.harbour.move('p1', 'MOVED');
        return received.updates.length;
      })
      .toBeGreaterThan(0);
    expect(received.updates[0].data.shipmentUpdated.shipment.asker).toBe('shared shared');
    received.stop();
  });

  it('resume over killed sockets without gap or double', async () => {
    const seen: string[] = [];
    let after: string | null = (await edge.ask('qk_acme', '{ liveCursor }')).data.liveCursor;
    // Another subscriber keeps the group alive, so that some resumes join it in the middle of the stream.
    const other = await listen(edge.connect('qk_acme'));
    let moving = true;
    const mover = (async () => {
      for (let n = 0; n < 120; n++) await edge.harbour.move(`r${n % 7}`, `STEP${n}`);
      moving = false;
    })();
    for (let round = 0; moving || seen.length < 120; round++) {
      if (round > 200) break;
      const client = edge.connect('qk_acme');
      const received = follow(client, ALL, { after });
      await new Promise((resolve) => setTimeout(resolve, 15 + (round % 5) * 20));
      client.terminate();
      for (const update of received.updates) {
        seen.push(update.data.shipmentsUpdated.shipment.state);
        after = update.data.shipmentsUpdated.cursor;
      }
    }
    await mover;
    other.stop();
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => `STEP${n}`));
  });

  it('catch a client up from an old cursor', async () => {
    const { liveCursor } = (await edge.ask('qk_acme', '{ liveCursor }')).data;
    for (let n = 0; n < 5; n++) await edge.harbour.move('old', `OLD${n}`);
    const received = follow(edge.connect('qk_acme'), ALL, { after: liveCursor });
    await edge.harbour.move('old', 'OLD5');
    await expect.poll(() => states(received.updates)).toEqual(['OLD0', 'OLD1', 'OLD2', 'OLD3', 'OLD4', 'OLD5']);
    received.stop();
  });

  it('refuse the cursor of another subgraph', async () => {
    const received = follow(edge.connect('qk_acme'), ALL, { after: 'customer.1' });
    await expect.poll(() => received.errors).toHaveLength(1);
    expect(received.errors[0]).toMatchObject([{ extensions: { code: 'CURSOR_INVALID' } }]);
  });

  it('pass on the refusal of the owner', async () => {
    const query = 'subscription { shipmentUpdated(id: "nowhere") { cursor } }';
    const received = follow(edge.connect('qk_acme'), query);
    await expect.poll(() => received.errors).toHaveLength(1);
    expect(received.errors[0]).toMatchObject([
      { message: 'The shipment was not found.', extensions: { code: 'NOT_FOUND' } },
    ]);
  });

  it.each(['@include(if: true)', '@skip(if: false)'])('refuse %s on the root field', async (directive) => {
    const query = `subscription { shipmentUpdated(id: "s1") ${directive} { cursor } }`;
    const received = follow(edge.connect('qk_acme'), query);
    await expect.poll(() => received.errors).toHaveLength(1);
    expect(received.errors[0]).toMatchObject([{ message: expect.stringContaining('root field of a subscription') }]);
  });

  it('mask what fails inside an event', async () => {
    const query = 'subscription { shipmentUpdated(id: "f1") { cursor shipment { id fault } } }';
    const received = follow(edge.connect('qk_acme'), query);
    await expect
      .poll(async () => {
        await edge.harbour.move('f1', 'MOVED');
        return received.updates.length;
      })
      .toBeGreaterThan(0);
    const [update] = received.updates;
    expect(update.data.shipmentUpdated.shipment).toMatchObject({ id: 'f1', fault: null });
    expect(update.errors[0]).toMatchObject({
      path: ['shipmentUpdated', 'shipment', 'fault'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: expect.any(String) },
    });
    expect(JSON.stringify(update)).not.toContain('stack of the service');
    received.stop();
  });

  it('share one socket with queries and mutations', async () => {
    const client = edge.connect('qk_acme');
    const query = follow(client, '{ shipment(id: "q1") { id account { name } } }');
    const mutation = follow(client, 'mutation { move(id: "q1", state: "PICKED") { state } }');
    await expect.poll(() => query.ended.value && mutation.ended.value).toBe(true);
    expect(query.updates).toEqual([{ data: { shipment: { id: 'q1', account: { name: 'Account acme' } } } }]);
    expect(mutation.updates).toEqual([{ data: { move: { state: 'PICKED' } } }]);
  });

  it('let a read-only key watch but not move', async () => {
    const client = edge.connect('qk_reader');
    const mutation = follow(client, 'mutation { move(id: "q1", state: "PICKED") { state } }');
    const received = await listen(client, 'qk_reader');
    await expect.poll(() => mutation.updates).toHaveLength(1);
    expect(mutation.updates[0]).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    await edge.harbour.move('w1', 'WATCHED');
    await expect.poll(() => states(received.updates)).toEqual(['WATCHED']);
    received.stop();
  });

  it('give members and keys of one account different groups', async () => {
    edge.admit('session-sam', aShipper('acme'));
    const before = edge.harbour.executions.count;
    const key = await listen(edge.connect('qk_acme'));
    const reader = await listen(edge.connect('qk_reader'), 'qk_reader');
    await edge.harbour.move('d1', 'MOVED');
    await expect.poll(() => key.updates.length + reader.updates.length).toBe(2);
    expect(edge.harbour.executions.count - before).toBe(2);
    key.stop();
    reader.stop();
  });
});
