import { serveSubgraph } from '@quayside/shared/graphql/serve-subgraph';
import { signViewer, systemViewer, VIEWER_HEADER } from '@quayside/shared/identity';
import { aKey } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Edge, follow, openEdge, SECRET } from './edge.ts';

const DOCUMENTS = [
  '{ shipments(first: 20) { id state account { name } openClaimCount } }',
  '{ shipment(id: "s1") { ...facts } claimCount } fragment facts on Shipment { __typename id a: account { id name } }',
  '{ shipment(id: "s1") { id fault account { name fault } } }',
  '{ shipments(first: 3) { id account { name fault } } }',
  '{ claimCount secretFault }',
  '{ nothing }',
  'mutation { move(id: "s1", state: "PICKED") { id state openClaimCount } }',
  'query ($id: ID!) { shipment(id: $id) { id } }',
];

/** Correlation ids are new in every request; nothing else may differ. */
const comparable = (text: string): string => text.replaceAll(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g, 'ID');

describe('subgraphs in this process and over HTTP', () => {
  let local: Edge;
  let remote: Edge;
  beforeAll(async () => {
    [local, remote] = await Promise.all([openEdge(), openEdge({ remote: true })]);
    for (const edge of [local, remote]) edge.admit('qk_one', aKey('acme'));
  });
  afterAll(() => Promise.all([local.stop(), remote.stop()]));

  it.each(DOCUMENTS)('answer %s byte by byte the same', async (query) => {
    const headers = { authorization: 'Bearer qk_one' };
    const [here, there] = await Promise.all(
      [local, remote].map(async (edge) => {
        const response = await edge.post({ query }, headers);
        return `${response.status} ${comparable(await response.text())}`;
      }),
    );
    expect(there).toBe(here);
  });

  it('send the same updates of a subscription', async () => {
    const query =
      'subscription { shipmentUpdated(id: "s1") { cursor event shipment { state account { name } openClaimCount fault } } }';
    const [here, there] = [local, remote].map((edge) => follow(edge.connect('qk_one'), query));
    await expect
      .poll(async () => {
        await local.harbour.move('s1', 'PICKED');
        await remote.harbour.move('s1', 'PICKED');
        return Math.min(here?.updates.length ?? 0, there?.updates.length ?? 0);
      })
      .toBeGreaterThan(2);
    const last = (updates: unknown[] | undefined) =>
      comparable(JSON.stringify(updates?.at(-1)).replaceAll(/shipment\.\w+/g, 'CURSOR'));
    expect(last(there?.updates)).toBe(last(here?.updates));
    expect(last(here?.updates)).toContain('"openClaimCount":2');
  });
});

describe('a subgraph that was cut off', () => {
  it('goes on where its updates broke off', async () => {
    const edge = await openEdge({ remote: true });
    edge.admit('qk_one', aKey('acme'));
    const after = (await edge.ask('qk_one', '{ liveCursor }')).data.liveCursor;
    const query =
      'subscription ($after: String) { shipmentsUpdated(after: $after) { shipment { state openClaimCount } } }';
    const received = follow(edge.connect('qk_one'), query, { after });
    await edge.harbour.move('s1', 'BEFORE');
    await expect.poll(() => received.updates, { timeout: 5_000 }).toHaveLength(1);
    await edge.whileCutOff(async () => {
      await edge.harbour.move('s1', 'MEANWHILE');
      const answer = await edge.ask('qk_one', '{ shipment(id: "s1") { id } }');
      expect(answer.errors[0].extensions.code).toBe('UNAVAILABLE');
    });
    await edge.harbour.move('s1', 'AFTER');
    const states = () => received.updates.map(({ data }) => data.shipmentsUpdated.shipment.state);
    await expect.poll(states, { timeout: 10_000 }).toEqual(['BEFORE', 'MEANWHILE', 'AFTER']);
    await edge.stop();
  });
});

describe('the door of a subgraph', () => {
  const query = JSON.stringify({ query: '{ claimCount }' });
  let edge: Edge;
  let url: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    edge = await openEdge();
    const served = await serveSubgraph(edge.harbour.subgraphs.service, { host: '127.0.0.1', port: 0, secret: SECRET });
    url = served.url;
    stop = served.stop;
  });
  afterAll(async () => {
    await stop();
    await edge.stop();
  });
  const post = (headers: Record<string, string>) => fetch(`${url}/graphql`, { method: 'POST', headers, body: query });

  it('answers whoever carries a signed viewer', async () => {
    const signed = await signViewer(systemViewer('test'), SECRET);
    const response = await post({ [VIEWER_HEADER]: signed });
    expect(await response.json()).toEqual({ data: { claimCount: 3 } });
  });

  it('refuses everyone without a signed viewer', async () => {
    const response = await post({});
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('refuses a viewer signed with another secret', async () => {
    const signed = await signViewer(systemViewer('test'), `${SECRET}!`);
    expect((await post({ [VIEWER_HEADER]: signed })).status).toBe(401);
  });

  it('tells whoever watches that it lives', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
