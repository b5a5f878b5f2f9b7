import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SUBGRAPH_NAMES } from '@quayside/shared/config';
import { signViewer, systemViewer, VIEWER_HEADER } from '@quayside/shared/identity';
import { decodeCursor } from '@quayside/shared/live-cursor';
import { type Client, createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import WebSocket from 'ws';
import { ApiClient } from '../story/client.ts';
import { PartnerMailbox } from '../story/mailbox.ts';
import { readAgain } from '../story/second-reader.ts';
import { until } from '../story/steps.ts';
import { Fleet } from './fleet.ts';

const ORDER = readFileSync(
  fileURLToPath(new URL('../story/fixtures/940-warehouse-order.x12', import.meta.url)),
  'latin1',
);
const SHIPMENTS = `query($number: String!) {
  shipments(filter: { search: $number }) { nodes { id number state account { name } } } }`;
const HEAD = '{ shipments(first: 1) { liveCursor } }';
const CREATE = `mutation($input: CreateShipmentInput!) { createShipment(input: $input) {
  __typename ... on Shipment { id number } ... on Refusal { message } } }`;
const MILESTONE = `mutation($input: RecordMilestoneInput!) { recordMilestone(input: $input) {
  __typename ... on Refusal { message } } }`;
const SHIP = `mutation($input: ShipShipmentInput!) { shipShipment(input: $input) {
  __typename ... on Refusal { message } } }`;
const LIVE = `subscription($id: ID!, $after: String) { shipmentUpdated(id: $id, after: $after) {
  cursor event shipment { milestones { code } account { name } openClaimCount } } }`;

const FILE_CLAIM = `mutation ($input: FileClaimInput!) { fileClaim(input: $input) {
  __typename ... on Claim { id } ... on Refusal { message } } }`;
const EVIDENCE = 'query ($id: ID!) { claim(id: $id) { evidence { state zipUrl } } }';
const NO_CLAIM: { claim: { evidence: Pack[] } } = { claim: { evidence: [] } };

interface Pack {
  readonly state: string;
  readonly zipUrl: string | null;
}

interface Update {
  readonly shipmentUpdated: {
    readonly cursor: string;
    readonly event: string;
    readonly shipment: {
      readonly milestones: readonly { readonly code: string }[];
      readonly account: { readonly name: string };
      readonly openClaimCount: number;
    };
  };
}

let fleet: Fleet;
let branchId: string;
let accountId: string;
let key: { readonly id: string; readonly secret: string };
let api: ApiClient;
let staff: ApiClient;
beforeAll(async () => {
  fleet = await Fleet.open(inject('mysqlUrl'));
  const unit = ['units', 'create', '--name', 'Quayside', '--kind', 'GROUP', '--time-zone', 'America/Chicago'];
  branchId = (await fleet.administer<{ id: string }>(...unit)).id;
  const account = ['accounts', 'open', '--name', 'Harbor and Pine', '--branch', branchId];
  accountId = (await fleet.administer<{ id: string }>(...account)).id;
  const login = { email: 'operator@quayside.example', password: 'a long enough password' };
  const invite = ['members', 'invite', '--name', 'Operator', '--role', 'OPERATOR', '--unit', branchId];
  const partner = ['--account', accountId, '--sender', 'ZZ:HARBORPINE', '--receiver', 'ZZ:QUAYSIDE'];
  [key] = await Promise.all([
    makeKey(),
    fleet.administer(...invite, '--email', login.email, '--password', login.password),
    fleet.administer('partners', 'add', 'HARBORPINE', ...partner),
  ]);
  api = ApiClient.withKey(fleet.url('gateway'), key.secret);
  staff = await ApiClient.signIn(fleet.url('gateway'), login.email, login.password);
  await workOnSpotPrices();
}, 120_000);
afterAll(() => fleet?.close());

/** Nobody has a contract here: orders go on without one. */
async function workOnSpotPrices(): Promise<void> {
  const [email, password] = ['admin@quayside.example', 'a long enough password'];
  const invite = ['members', 'invite', '--name', 'Admin', '--role', 'ADMINISTRATOR', '--unit', branchId];
  await fleet.administer(...invite, '--email', email, '--password', password);
  const admin = await ApiClient.signIn(fleet.url('gateway'), email, password);
  const input = { name: 'UNCOVERED_ORDERS_WAIT', orgUnitId: branchId, value: 0, reason: 'Spot prices' };
  const set = 'mutation ($input: SetParameterInput!) { setParameter(input: $input) { __typename } }';
  expect(await admin.ask(set, { input })).toEqual({ setParameter: { __typename: 'ParameterSetting' } });
}

const makeKey = (): Promise<{ id: string; secret: string }> =>
  fleet.administer('keys', 'create', accountId, '--name', 'Fleet', '--scopes', 'read', 'write', 'edi');

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});

/** As a page reads it with its first rows, to follow from there. */
const head = async (): Promise<string> =>
  (await api.ask<{ shipments: { liveCursor: string } }>(HEAD)).shipments.liveCursor;

/** Follows a shipment on a socket of its own that never reconnects by itself. */
async function follow(id: string, after: string, { secret = key.secret, query = LIVE } = {}) {
  const updates: Update[] = [];
  const closed = { code: 0 };
  const client = createClient({
    url: `${fleet.url('gateway').replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${secret}` },
    retryAttempts: 0,
    on: {
      closed: (event) => {
        closed.code = (event as { code: number }).code;
      },
    },
  });
  clients.push(client);
  const connected = new Promise<void>((resolve) => client.on('connected', () => resolve()));
  client.subscribe<Update>(
    { query, variables: { id, after } },
    { next: ({ data }) => void (data && updates.push(data)), error: () => undefined, complete: () => undefined },
  );
  await connected;
  return { updates, closed };
}

let orders = 0;
async function order(): Promise<{ id: string; number: string }> {
  const place = (city: string, region: string) => ({ lines: ['1 Main St'], city, region, country: 'US' });
  const input = {
    accountId,
    orderNumber: `FLEET-${++orders}`,
    lines: [{ lineNumber: 1, sku: 'TENT', unit: 'EA', orderedQuantity: 12 }],
    stops: [
      { sequence: 1, kind: 'PICKUP', name: 'Memphis', address: place('Memphis', 'TN') },
      { sequence: 2, kind: 'DELIVERY', name: 'Chicago', address: place('Chicago', 'IL') },
    ],
  };
  // The account reaches the shipment subgraph as an event.
  const made = await until('the account in the shipment subgraph', () =>
    api.ask<{ createShipment: { id: string; number: string } }>(CREATE, { input }).catch(() => null),
  );
  return made.createShipment;
}

const milestone = (shipmentId: string, code: string): Record<string, unknown> => ({
  input: { shipmentId, code, at: new Date().toISOString(), source: 'carrier', place: 'Jackson, TN' },
});

const seesMilestone =
  (code: string) =>
  ({ shipmentUpdated }: Update): boolean =>
    shipmentUpdated.shipment.milestones.some((one) => one.code === code);

describe('six processes', () => {
  it('carry an order from file to advice', async () => {
    const mailbox = new PartnerMailbox(join(fleet.home, 'mailbox', 'HARBORPINE'));
    await mailbox.drop('order.x12', Buffer.from(ORDER, 'latin1'));
    expect(readAgain((await mailbox.next('997')).text).elements('AK9', 1)).toEqual(['A']);
    const found = await until('the shipment', async () => {
      const { shipments } = await api.ask<{
        shipments: { nodes: { id: string; account: { name: string } }[] };
      }>(SHIPMENTS, { number: 'SO-20260302-17' });
      return shipments.nodes[0];
    });
    expect(found.account.name).toBe('Harbor and Pine');
    const { updates } = await follow(found.id, await head());
    await staff.ask(SHIP, { input: { id: found.id, carrierScac: 'RDWY', bol: 'BOL-1', pro: 'PRO-1' } });
    expect(readAgain((await mailbox.next('945')).text).elements('W06', 2)).toEqual(['SO-20260302-17']);
    await staff.ask(MILESTONE, milestone(found.id, 'X6'));
    const update = await until('the update', async () => updates.find(seesMilestone('X6')));
    expect(update.shipmentUpdated.shipment).toMatchObject({ account: { name: 'Harbor and Pine' }, openClaimCount: 0 });
  });

  it('take an order at the front door', async () => {
    const file = ORDER.replaceAll('SO-20260302-17', 'SO-DOOR-1').replaceAll('1017', '1018');
    const post = (partner: string, secret: string): Promise<Response> =>
      fetch(`${fleet.url('gateway')}/edi/${partner}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'x-file-name': 'door.x12' },
        body: Buffer.from(file, 'latin1'),
      });
    expect(await (await post('HARBORPINE', key.secret)).json()).toMatchObject({
      state: 'processed',
      verdict: 'accepted',
    });
    expect((await post('SOMEBODY', key.secret)).status).toBe(403);
    expect((await post('HARBORPINE', 'qk_nobody')).status).toBe(401);
  });

  it('take an order larger than a stranger may send', async () => {
    const [head = '', tail = ''] = ORDER.replaceAll('SO-20260302-17', 'SO-LARGE-1')
      .replaceAll('1017', '1019')
      .split('LX*1~');
    const count = 9_000;
    const lines = Array.from({ length: count }, (_, n) => `LX*${n + 1}~\nW01*1*EA**VN*SKU-OF-A-LONG-CATALOGUE-${n}~\n`);
    const end = `W76*${count}~\nSE*${head.slice(head.indexOf('ST*')).split('~').length - 1 + count * 2 + 2}*0001~\n`;
    const file = `${head}${lines.join('')}${end}${tail.slice(tail.indexOf('GE*'))}`;
    const response = await fetch(`${fleet.url('gateway')}/edi/HARBORPINE`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key.secret}` },
      body: file,
    });
    expect(await response.json()).toMatchObject({ state: 'processed', verdict: 'accepted' });
  });

  it('close the sockets of a revoked key', async () => {
    const doomed = await makeKey();
    const { id } = await order();
    const { closed } = await follow(id, await head(), { secret: doomed.secret });
    await fleet.administer('keys', 'revoke', doomed.id);
    await expect.poll(() => closed.code, { timeout: 5_000 }).toBe(4403);
    const client = ApiClient.withKey(fleet.url('gateway'), doomed.secret);
    await expect(client.ask('{ shipments { nodes { id } } }')).rejects.toThrow('not valid any more');
  });

  it('resume a subscription after the gateway was killed', async () => {
    const start = await head();
    const { id } = await order();
    await staff.ask(SHIP, { input: { id } });
    const before = await follow(id, start);
    const seen = await until('the first update', async () => before.updates[0]?.shipmentUpdated.cursor);
    await fleet.stop('gateway', 'SIGKILL');
    await askShipment(MILESTONE, milestone(id, 'X4'));
    await askShipment(MILESTONE, milestone(id, 'X6'));
    await fleet.start('gateway');
    const resumed = await follow(id, seen);
    const whole = await follow(id, start);
    await staff.ask(MILESTONE, milestone(id, 'X2'));
    const positions = ({ updates }: { updates: Update[] }) =>
      updates.map(({ shipmentUpdated: { cursor } }) => decodeCursor('shipment', cursor));
    const end = await until('the last event', async () => {
      const last = whole.updates.at(-1)?.shipmentUpdated;
      return (
        last?.shipment.milestones.some(({ code }) => code === 'X2') && last.cursor === (await head()) && last.cursor
      );
    });
    await until('it after the resume', async () => resumed.updates.at(-1)?.shipmentUpdated.cursor === end);
    expect(new Set(positions(whole)).size).toBeGreaterThan(4);
    expect([decodeCursor('shipment', seen), ...positions(resumed)]).toEqual(positions(whole));
  });

  it('work on after a service was killed', async () => {
    const { id } = await order();
    await staff.ask(SHIP, { input: { id } });
    const { updates } = await follow(id, await head());
    await staff.ask(MILESTONE, milestone(id, 'X4'));
    await until('the first update', async () => updates.find(seesMilestone('X4')));
    const cursor = await head();
    await fleet.stop('shipment', 'SIGKILL');
    const ready = await fetch(`${fleet.url('gateway')}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { notReady: ['shipment'] }]);
    await expect(api.ask('{ shipments { nodes { id } } }')).rejects.toThrow('does not answer');
    // Somebody opens a page at the worst moment, and nobody else has one like it.
    const late = await follow(id, cursor, { query: `${LIVE} #` });
    await fleet.start('shipment');
    await staff.ask(MILESTONE, milestone(id, 'X6'));
    for (const page of [updates, late.updates]) await until('the update', async () => page.find(seesMilestone('X6')));
    expect((await fetch(`${fleet.url('gateway')}/readyz`)).status).toBe(200);
  });

  it('freeze the evidence of a claim whose service was killed', { timeout: 90_000 }, async () => {
    const { id } = await order();
    await staff.ask(SHIP, { input: { id, carrierScac: 'RDWY' } });
    const input = {
      ...{ shipmentId: id, liabilityAsserted: true, statement: 'Lost on the way.', idempotencyKey: id },
      lines: [{ description: 'Tent', quantity: 12, cause: 'LOSS', amountMinor: 90_000 }],
    };
    // The shipment reaches the service subgraph as an event.
    const { fileClaim } = await until('the filing', () =>
      api.ask<{ fileClaim: { id: string } }>(FILE_CLAIM, { input }).catch(() => null),
    );
    await fleet.stop('service', 'SIGKILL');
    await fleet.start('service');
    const [pack, ...more] = await until('the evidence', async () => {
      const { claim } = await api.ask<{ claim: { evidence: Pack[] } }>(EVIDENCE, fileClaim).catch(() => NO_CLAIM);
      return claim.evidence.some(({ state }) => state === 'FROZEN') ? claim.evidence : null;
    });
    expect(more).toEqual([]);
    const headers = { authorization: `Bearer ${key.secret}` };
    const zip = await fetch(`${fleet.url('gateway')}${pack?.zipUrl}`, { headers });
    expect([zip.status, zip.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(
      Buffer.from(await zip.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it.each(SUBGRAPH_NAMES)('let nobody but the gateway ask %s', async (name) => {
    const ask = async (header: string | null): Promise<number> => {
      const headers = { 'content-type': 'application/json', ...(header ? { [VIEWER_HEADER]: header } : {}) };
      const body = JSON.stringify({ query: '{ liveHead }' });
      return (await fetch(`${fleet.url(name)}/graphql`, { method: 'POST', headers, body })).status;
    };
    expect(await ask(null)).toBe(401);
    expect(await ask(await signViewer(systemViewer('intruder'), 'another secret of thirty-two characters'))).toBe(401);
    expect(await ask(await signViewer(systemViewer('gateway'), fleet.secret))).toBe(200);
  });

  it('end in order when they are told', async () => {
    for (const member of ['edi', 'contract', 'gateway'] as const) {
      expect(await fleet.stop(member, 'SIGTERM')).toBe(0);
      await fleet.start(member);
    }
  });
});

/** The shipment subgraph, asked as the gateway would. */
async function askShipment(query: string, variables: object): Promise<void> {
  const viewer = await signViewer(systemViewer('carrier'), fleet.secret);
  const response = await fetch(`${fleet.url('shipment')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [VIEWER_HEADER]: viewer },
    body: JSON.stringify({ query, variables }),
  });
  expect(await response.json()).toEqual({ data: { recordMilestone: { __typename: 'Shipment' } } });
}
