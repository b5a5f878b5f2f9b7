import { encodeCursor } from '@quayside/shared/live-cursor';
import { aKey, aLinkHolder } from '@quayside/shared/testing/viewers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Edge, type EdgeOptions, openEdge } from './edge.ts';
import { openWire, type Wire } from './wire.ts';

const ALL = (name = '') =>
  `subscription ${name} ($after: String) { shipmentsUpdated(after: $after) { cursor shipment { id state openClaimCount } } }`;

let edge: Edge;
const sockets: Wire[] = [];

async function given(options: EdgeOptions = {}): Promise<void> {
  edge = await openEdge(options);
  edge.admit('qk_acme', aKey('acme'));
  edge.admit('qk_acme_too', aKey('acme'));
  edge.admit('qk_globex', aKey('globex'));
}
afterEach(async () => {
  for (const { socket } of sockets.splice(0)) socket.terminate();
  await edge.stop();
});

async function connect(secret = 'qk_acme'): Promise<Wire> {
  const one = await openWire(edge, secret);
  sockets.push(one);
  await expect.poll(() => one.messages[0]?.type ?? one.closed.code).toBeTruthy();
  return one;
}

const subscribe = (one: Wire, id: string, query: string, variables: object = {}): void =>
  one.send({ type: 'subscribe', id, payload: { query, variables } });
const of = (one: Wire, id: string, type = 'next') =>
  one.messages.filter((message) => message.id === id && message.type === type);
const codeOf = (one: Wire, id: string): string | undefined =>
  (of(one, id, 'error')[0]?.payload as { extensions: { code: string } }[] | undefined)?.[0]?.extensions.code;
const groups = async (): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  return (await edge.gateway.metrics.liveGroups.get()).values[0]?.value ?? 0;
};

describe('a replay', () => {
  beforeEach(() => given());

  it('runs the plan once for all who resume', async () => {
    await edge.harbour.moveOften('s1', 300);
    const before = edge.harbour.executions.count;
    const [one, other] = [await connect(), await connect('qk_acme_too')];
    for (let n = 0; n < 20; n++) {
      subscribe(one, `a${n}`, ALL(`Name${n}`), { after: 'shipment.0' });
      subscribe(other, `a${n}`, ALL(), { after: encodeCursor('shipment', n) });
    }
    for (let n = 0; n < 20; n++) {
      await expect.poll(() => of(one, `a${n}`).length, { timeout: 10_000 }).toBe(300);
      await expect.poll(() => of(other, `a${n}`).length, { timeout: 10_000 }).toBe(300 - n);
    }
    expect(edge.harbour.executions.count - before).toBe(300);
  });

  it('lets other tenants go on with their work', async () => {
    await edge.harbour.moveOften('s1', 1_900);
    const greedy = await connect();
    const field = (n: number) =>
      `subscription ($after: String) { a${n}: shipmentsUpdated(after: $after) { cursor shipment { id openClaimCount } } }`;
    for (let n = 0; n < 20; n++) subscribe(greedy, `a${n}`, field(n), { after: 'shipment.1' });
    const other = await connect('qk_globex');
    subscribe(other, 'u', ALL());
    await expect.poll(() => of(greedy, 'a0').length).toBeGreaterThan(0);
    let slowest = 0;
    for (let n = 0; n < 10; n++) {
      const asked = Date.now();
      await edge.ask('qk_globex', '{ shipment(id: "s1") { id account { name } } }');
      await edge.harbour.move('g1', 'MOVED', 'globex');
      await expect.poll(() => of(other, 'u').length, { interval: 5 }).toBeGreaterThan(n);
      slowest = Math.max(slowest, Date.now() - asked);
    }
    expect(slowest).toBeLessThan(1_000);
    // The replay was still on: what was measured was measured beside it.
    expect(of(greedy, 'a19').length).toBeLessThan(1_899);
  });

  it('reads nothing of other tenants and counts nothing of theirs', async () => {
    await edge.harbour.moveOften('g1', 2_500, 'globex');
    await edge.harbour.move('s1', 'LAST');
    const one = await connect();
    subscribe(one, 'u', ALL(), { after: 'shipment.0' });
    await expect.poll(() => of(one, 'u').length).toBe(1);
  });

  it('is refused whole when too much has happened', async () => {
    await edge.harbour.moveOften('s1', 2_500);
    const before = edge.harbour.executions.count;
    const one = await connect();
    for (let n = 0; n < 20; n++) subscribe(one, `a${n}`, ALL(), { after: encodeCursor('shipment', n) });
    subscribe(one, 'near', ALL(), { after: encodeCursor('shipment', 2_490) });
    for (let n = 0; n < 20; n++) await expect.poll(() => codeOf(one, `a${n}`)).toBe('CURSOR_EXPIRED');
    await expect.poll(() => of(one, 'near').length).toBe(10);
    expect(edge.harbour.executions.count - before).toBe(10);
  });

  it('misses nothing that happens while it runs', async () => {
    await edge.harbour.moveOften('s1', 200);
    const one = await connect();
    const joining = Array.from({ length: 12 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 15));
      subscribe(one, `a${n}`, ALL(), { after: encodeCursor('shipment', n * 3) });
    });
    for (let n = 0; n < 60; n++) await edge.harbour.move('s2', `MOVE${n}`);
    await Promise.all(joining);
    for (let n = 0; n < 12; n++) {
      await expect.poll(() => of(one, `a${n}`).length, { timeout: 10_000 }).toBe(260 - n * 3);
      const cursors = of(one, `a${n}`).map((message) => message.payload?.data.shipmentsUpdated.cursor);
      expect(cursors).toEqual(cursors.map((_, at) => encodeCursor('shipment', n * 3 + at + 1)));
    }
  });
});

describe.each([{ remote: false }, { remote: true }])('a cursor (remote: $remote)', ({ remote }) => {
  beforeEach(() => given({ remote }));

  it('that leads nowhere is refused', async () => {
    await edge.harbour.move('s1', 'MOVED');
    const one = await connect();
    for (const after of ['shipment.zzzz', 'shipment.zzzzzzzzzzz', 'customer.1', '!!!', 'shipment.1.2'])
      subscribe(one, after, ALL(), { after });
    await expect.poll(() => codeOf(one, 'shipment.zzzz')).toBe('CURSOR_EXPIRED');
    await expect.poll(() => codeOf(one, 'shipment.zzzzzzzzzzz')).toBe('CURSOR_EXPIRED');
    for (const id of ['customer.1', '!!!', 'shipment.1.2'])
      await expect.poll(() => codeOf(one, id)).toBe('CURSOR_INVALID');
  });

  it('from before a restore is refused', async () => {
    await edge.harbour.moveOften('s1', 5);
    await edge.harbour.restore(3);
    const one = await connect();
    subscribe(one, 'u', ALL(), { after: 'shipment.5' });
    await expect.poll(() => codeOf(one, 'u')).toBe('CURSOR_EXPIRED');
  });

  it('ahead of the group but not of the log is taken', async () => {
    const one = await connect();
    subscribe(one, 'first', ALL());
    await expect.poll(async () => (await edge.gateway.metrics.liveSubscriptions.get()).values[0]?.value).toBe(1);
    await edge.harbour.moveOften('g1', 3, 'globex');
    subscribe(one, 'second', ALL(), { after: 'shipment.3' });
    await edge.harbour.move('s1', 'MOVED');
    await expect.poll(() => of(one, 'second').length).toBe(1);
  });
});

describe('groups', () => {
  it('are shared whatever the operation is called', async () => {
    await given();
    const one = await connect();
    for (let n = 0; n < 30; n++) subscribe(one, `a${n}`, `# ${n}\n${ALL(`Name${n}`)}`, { extra: n });
    const literal = (n: number) =>
      `subscription { shipmentsUpdated(after: "shipment.${n}") { cursor shipment { id state openClaimCount } } }`;
    for (let n = 0; n < 3; n++) subscribe(one, `b${n}`, literal(0));
    expect(await groups()).toBe(1);
    await edge.harbour.move('s1', 'MOVED');
    for (const id of ['a0', 'a29', 'b0', 'b2']) await expect.poll(() => of(one, id).length).toBe(1);
    expect(edge.harbour.executions.count).toBe(1);
  });

  it('differ by alias and by argument', async () => {
    await given();
    const one = await connect();
    subscribe(one, 'a', 'subscription { shipmentUpdated(id: "s1") { cursor } }');
    subscribe(one, 'b', 'subscription { shipmentUpdated(id: "s2") { cursor } }');
    subscribe(one, 'c', 'subscription { shipmentUpdated(id: "s1") { place: cursor } }');
    subscribe(one, 'd', 'subscription ($id: ID!) { shipmentUpdated(id: $id) { cursor } }', { id: 's1' });
    expect(await groups()).toBe(4);
  });

  const different = (n: number) => `subscription { shipmentUpdated(id: "s${n}") { cursor } }`;

  it('are counted per credential over all its sockets', async () => {
    await given({ liveLimits: { groupsPerCredential: { key: 6, session: 6, link: 2 } } });
    const [one, two] = [await connect(), await connect()];
    for (let n = 0; n < 4; n++) subscribe(one, `a${n}`, different(n));
    for (let n = 2; n < 8; n++) subscribe(two, `a${n}`, different(n));
    await expect.poll(() => codeOf(two, 'a7')).toBe('LIMIT_EXCEEDED');
    expect(codeOf(two, 'a5')).toBeUndefined();
    // What is left makes room.
    for (let n = 0; n < 2; n++) one.send({ type: 'complete', id: `a${n}` });
    await new Promise((resolve) => setTimeout(resolve, 100));
    subscribe(two, 'again', different(7), {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(codeOf(two, 'again')).toBeUndefined();
  });

  it('are counted per account over all its credentials', async () => {
    await given({ liveLimits: { groupsPerAccount: 5 } });
    const [one, two, other] = [await connect(), await connect('qk_acme_too'), await connect('qk_globex')];
    for (let n = 0; n < 4; n++) subscribe(one, `a${n}`, different(n));
    subscribe(two, 'a0', different(4));
    subscribe(two, 'a1', different(5));
    subscribe(other, 'a0', different(6));
    await expect.poll(() => codeOf(two, 'a1')).toBe('LIMIT_EXCEEDED');
    expect(codeOf(two, 'a0')).toBeUndefined();
    expect(codeOf(other, 'a0')).toBeUndefined();
  });
});

describe('sockets', () => {
  it('are counted per credential', async () => {
    await given({ liveLimits: { socketsPerCredential: { key: 3, session: 3, link: 2 } } });
    edge.admit('qt_link', aLinkHolder('acme', 's1'));
    const [first] = await Promise.all([connect(), connect(), connect(), connect('qt_link'), connect('qt_link')]);
    const [fourth, third] = await Promise.all([connect(), connect('qt_link')]);
    await expect.poll(() => fourth.closed.code).toBe(4429);
    await expect.poll(() => third.closed.code).toBe(4429);
    first?.socket.close();
    await expect.poll(() => first?.closed.code).not.toBeNull();
    expect((await connect()).messages[0]?.type).toBe('connection_ack');
  });

  it('are counted per account', async () => {
    await given({ liveLimits: { socketsPerAccount: 2 } });
    await Promise.all([connect(), connect('qk_acme_too')]);
    const third = await connect();
    await expect.poll(() => third.closed.code).toBe(4429);
    expect((await connect('qk_globex')).messages[0]?.type).toBe('connection_ack');
  });
});

describe('answers over a socket', () => {
  const LARGE = '{ shipments(first: 20) { id padding(bytes: 40000) } }';
  const outboxLimits = {
    highWater: 1024 * 1024,
    lowWater: 1024,
    pending: 1_000,
    stuckMs: 600,
    overflow: 4 * 1024 * 1024,
  };

  it('wait for a client that does not read, then end', async () => {
    await given({ outboxLimits });
    const one = await connect();
    one.socket.pause();
    const executed = async () => {
      const { values } = await edge.gateway.metrics.requests.get();
      return values.find(({ labels }) => labels.door === 'socket' && labels.outcome === 'ok')?.value ?? 0;
    };
    for (let n = 0; n < 90; n++) subscribe(one, `q${n}`, LARGE);
    const tooSlow = async () => (await edge.gateway.metrics.liveTooSlow.get()).values[0]?.value ?? 0;
    await expect.poll(tooSlow, { timeout: 10_000 }).toBe(1);
    // 800 kB each: the kernel's buffers take some, the high-water mark and what was under way the rest.
    expect(await executed()).toBeLessThan(30);
    one.socket.resume();
    await expect.poll(() => one.closed.code, { timeout: 5_000 }).not.toBeNull();
  });

  it('all reach a client that reads', async () => {
    await given({ outboxLimits });
    const one = await connect();
    for (let n = 0; n < 60; n++) subscribe(one, `q${n}`, LARGE);
    for (let n = 0; n < 60; n++)
      await expect.poll(() => of(one, `q${n}`, 'complete').length, { timeout: 10_000 }).toBe(1);
    expect(one.closed.code).toBeNull();
  });

  it('are not given while other sockets of the credential are full', async () => {
    await given({ outboxLimits, liveLimits: { bufferedPerCredential: 512 * 1024 } });
    const [one, two] = [await connect(), await connect()];
    one.socket.pause();
    for (let n = 0; n < 20; n++) subscribe(one, `q${n}`, LARGE);
    await new Promise((resolve) => setTimeout(resolve, 300));
    subscribe(two, 'q', LARGE);
    await expect.poll(() => two.closed.code).toBe(1013);
    one.socket.resume();
  });
});
