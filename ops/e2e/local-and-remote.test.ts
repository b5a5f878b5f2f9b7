import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EdiBridge } from '@quayside/edi-bridge/bridge';
import type { EdiReceiver } from '@quayside/gateway/http/edi-door';
import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { remoteEdi } from '@quayside/gateway/remote-edi';
import { RemoteLink } from '@quayside/gateway/remote-link';
import { type Gateway, startGateway } from '@quayside/gateway/server';
import { parseSettings } from '@quayside/shared/config';
import { DirectoryFileStore } from '@quayside/shared/files/file-store';
import { type DownloadDoor, type ServedSubgraph, serveSubgraph } from '@quayside/shared/graphql/serve-subgraph';
import { silentLog } from '@quayside/shared/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoClock } from '../demo/clock.ts';
import type { DemoFacts } from '../demo/demo-file.ts';
import { seedDemo } from '../demo/seed.ts';

const SECRET = 'a secret of both ends, long enough for them';
const QUESTIONS = [
  '{ shipments(first: 20) { nodes { number state late account { name grade } contract { name daysLeft } openClaimCount eta { at reason ageSeconds } } pageInfo { endCursor hasNextPage } liveCursor } }',
  '{ shipments(first: 5) { nodes { milestones { code at localTime timeZone } stops { name address { city } windowFrom } lines { sku orderedQuantity weightGrams } claims { number amount { amountMinor currency } legs { regime dueAt } } workOrders { service dueAt owner { name } } } } }',
  '{ viewer { kind scopes account { id consignees { name address { lines } } contracts { number services { service guaranteed } liability { limitPerKilogram { amountMinor } } rateCards { lines { rate { amountMinor } } } } } } }',
  '{ ediMessages(first: 3) { nodes { summary sizeBytes raw segments(first: 3) { tag elements { name value } } sets { type shipment { number state } } } } }',
  '{ shipment(id: "nobody") { id } queue { openCount } }',
  'mutation { openCase(input: { kind: INQUIRY, subject: "", description: "x", shipmentId: "nobody" }) { __typename ... on Refusal { code message field fix } } }',
  '{ entitlement(accountId: "nobody", service: LABELLING) { entitled } vasCatalogue { service photosRequired } }',
];

const exportsOf = (bridge: EdiBridge | null): DownloadDoor => ({
  path: '/edi-export',
  send: async ({ viewer, request }) => {
    if (!bridge) throw new Error('the bridge runs elsewhere');
    return bridge.export(viewer, request);
  },
});

/** Each request has an id of its own; nothing else may differ. */
const comparable = (text: string): string => text.replaceAll(/"correlationId":"\w+"/g, '"correlationId":"ID"');

describe('the real subgraphs, in this process and over HTTP', () => {
  const home = mkdtempSync(join(tmpdir(), 'links-'));
  const served: ServedSubgraph[] = [];
  let quayside: Quayside;
  let remote: Gateway | undefined;
  let facts: DemoFacts;

  beforeAll(async () => {
    const clock = new DemoClock();
    const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', AS2_URL: 'https://edi.example.com/as2' });
    quayside = await startQuayside(settings, { now: clock.now, log: silentLog });
    facts = await seedDemo(quayside, clock, home);
    // Ages are counted from now: both ends get the same one.
    clock.travelTo(Date.now());
    const links: RemoteLink[] = [];
    let edi: EdiReceiver | null = null;
    for (const subgraph of Object.values(quayside.subgraphs)) {
      const { as2 = null } = subgraph === quayside.bridge ? quayside.bridge : {};
      const relay = as2 ? { relay: { path: '/as2', receive: as2 }, download: exportsOf(quayside.bridge) } : {};
      const door = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, secret: SECRET, ...relay });
      served.push(door);
      if (as2) edi = remoteEdi(door.url, SECRET, silentLog, true);
      links.push(new RemoteLink({ name: subgraph.name, url: door.url, secret: SECRET, log: silentLog }));
    }
    remote = await startGateway({
      host: '127.0.0.1',
      port: 0,
      links,
      secret: SECRET,
      tls: false,
      log: silentLog,
      now: clock.now,
      files: new DirectoryFileStore(join(home, 'documents')),
      uploadsDir: join(home, 'uploads'),
      portalDir: home,
      edi,
    });
  });
  afterAll(async () => {
    await remote?.stop();
    for (const door of served) await door.stop();
    await quayside.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const ask = async (url: string, query: string): Promise<string> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${facts.apiKeys[0]?.key}` };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return `${response.status} ${comparable(await response.text())}`;
  };

  it('take an AS2 message, headers and all', async () => {
    const headers = {
      'as2-from': '"No Body"',
      'as2-to': 'QUAYSIDE',
      'message-id': '<1@nobody>',
      'disposition-notification-to': 'x',
    };
    for (const url of [quayside.url, remote?.url ?? '']) {
      const answer = await fetch(`${url}/as2`, { method: 'POST', headers, body: 'ISA' });
      expect([answer.status, answer.headers.get('as2-to')]).toEqual([200, '"No Body"']);
      expect(answer.headers.get('content-type')).toMatch(
        /^multipart\/report; report-type=disposition-notification; boundary=/,
      );
      expect(await answer.text()).toContain(
        'Disposition: automatic-action/MDN-sent-automatically; processed/error: authentication-failed',
      );
      const nameless = await fetch(`${url}/as2`, { method: 'POST', body: 'ISA' });
      expect([nameless.status, await nameless.text()]).toEqual([400, 'AS2-From is missing or not an AS2 name.\n']);
    }
  });

  it('export messages, and refuse what is no filter', async () => {
    const headers = { authorization: `Bearer ${facts.apiKeys[0]?.key}` };
    const [here, there] = await Promise.all(
      [quayside.url, remote?.url ?? ''].map(async (url) => {
        const list = await fetch(`${url}/edi/export?format=csv`, { headers });
        const files = await fetch(`${url}/edi/export?format=zip`, { headers });
        const wrong = await fetch(`${url}/edi/export?filter=%7B%22nobody%22%3A1%7D`, { headers });
        const stranger = await fetch(`${url}/edi/export`);
        return {
          types: [list, files].map((answer) => answer.headers.get('content-type')),
          named: list.headers.get('content-disposition')?.replace(/\d/g, 'N'),
          bytes: [await list.text(), Buffer.from(await files.arrayBuffer()).toString('base64')],
          refused: [wrong.status, ((await wrong.json()) as { message: string }).message, stranger.status],
        };
      }),
    );
    expect(there).toEqual(here);
    expect(here?.bytes[0]?.split('\r\n').length).toBeGreaterThan(3);
    expect(here?.refused).toEqual([400, 'The filter is no EdiMessageFilter in JSON.', 401]);
  });

  it.each(QUESTIONS)('answer %s byte by byte the same', async (query) => {
    const here = await ask(quayside.url, query);
    expect(here).not.toContain('GRAPHQL_VALIDATION_FAILED');
    expect(await ask(remote?.url ?? '', query)).toBe(here);
  });
});
