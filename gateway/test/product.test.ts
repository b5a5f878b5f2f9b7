import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings } from '@quayside/shared/config';
import { systemViewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { createClient } from 'graphql-ws';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Quayside, startQuayside } from '../src/quayside.ts';
import { type Answer, follow } from './edge.ts';

const EMAIL = 'sam@acme.example';
const STAFF_EMAIL = 'mia@quayside.example';
const PASSWORD = 'a long enough password of Sam';
const CSRF = { 'content-type': 'application/json', 'x-quayside-csrf': '1' };
const ONLINE = {
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  PORTAL_URL: 'https://portal.example',
};
const system = systemViewer('test');
const A_CASE = { kind: 'INQUIRY', subject: 'Where is it?', description: 'It should be here.', channel: 'PHONE' };
/** What a customer reads, and beside it what only the staff should. */
const ALL_OF_IT = `query ($accountId: ID!) {
  shipments { nodes { id number state } }
  accounts { nodes { id name taxNumber contacts { name } members { name email } touches { nodes { id } } value { __typename } } }
  account(id: $accountId) { branch { name } accountManager { name } }
  cases { nodes { id subject messages { body internal } history { change } clocks { kind } } }
  orgUnits { id } staff { id rights { id } permissions }
  internalRecords: auditRecords(accountId: $accountId, book: INTERNAL) { action }
}`;

/** Runs a mutation that must succeed, as the product itself. */
async function make(quayside: Quayside, name: string, input: object, type: string, fields: string): Promise<Answer> {
  const kind = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const mutation = `mutation ($input: ${kind}!) { ${name}(input: $input) {
    __typename ... on ${type} { ${fields} } ... on Refusal { code message }
  } }`;
  const answer = (await quayside.graph.execute<Answer>(mutation, { input }, system))[name];
  if (answer.__typename === 'Refusal') throw new Error(answer.message);
  return answer;
}

// The same story in one process, and with events over a broker: what a revocation must reach is then elsewhere.
describe.each(['memory', 'NATS'])('the product with events over %s', (bus) => {
  const home = mkdtempSync(join(tmpdir(), 'product-'));
  let quayside: Quayside;
  let accountId: string;
  let shipmentId: string;

  beforeAll(async () => {
    const nats = bus === 'NATS' ? { NATS_URL: inject('natsUrl') } : {};
    const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', ...nats, ...ONLINE });
    quayside = await startQuayside(settings, { log: silentLog, portalDir: join(home, 'portal') });
    const group = await unitNamed('Group', 'GROUP', null);
    const unit = await unitNamed('East', 'BRANCH', group.id);
    const spot = { name: 'UNCOVERED_ORDERS_WAIT', orgUnitId: group.id, value: 0, reason: 'Spot prices' };
    await make(quayside, 'setParameter', spot, 'ParameterSetting', 'id');
    const facts = { name: 'Acme', kind: 'RETAILER', region: 'East', industry: 'Toys', branchId: unit.id };
    accountId = (await make(quayside, 'openAccount', facts, 'Account', 'id')).id;
    const member = { name: 'Sam', email: EMAIL, role: 'SHIPPER_ADMINISTRATOR', password: PASSWORD, accountId };
    await make(quayside, 'inviteMember', member, 'Member', 'id');
    const staff = { name: 'Mia', email: STAFF_EMAIL, role: 'ACCOUNT_MANAGER', password: PASSWORD, orgUnitId: unit.id };
    await make(quayside, 'inviteMember', staff, 'Member', 'id');
    await quayside.settle();
    const order = {
      accountId,
      orderNumber: `O-${bus}`,
      lines: [{ lineNumber: 1, sku: 'A', unit: 'EA', orderedQuantity: 2 }],
    };
    shipmentId = (await make(quayside, 'createShipment', order, 'Shipment', 'id')).id;
  });
  const unitNamed = (name: string, kind: string, parentId: string | null): Promise<Answer> =>
    make(quayside, 'createOrgUnit', { name, kind, parentId, timeZone: 'UTC' }, 'OrgUnit', 'id');

  afterAll(async () => {
    await quayside.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const signIn = async (email = EMAIL): Promise<string> => {
    const body = JSON.stringify({ email, password: PASSWORD });
    const response = await fetch(`${quayside.url}/session`, { method: 'POST', headers: CSRF, body });
    expect(response.status).toBe(200);
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  // The door counts tries to sign in.
  const sessions = new Map<string, Promise<string>>();
  const cookieOf = (email: string): Promise<string> => {
    const known = sessions.get(email) ?? signIn(email);
    sessions.set(email, known);
    return known;
  };
  const ask = async (headers: Record<string, string>, query: string, variables = {}): Promise<Answer> => {
    const body = JSON.stringify({ query, variables });
    return (await fetch(`${quayside.url}/graphql`, { method: 'POST', headers: { ...CSRF, ...headers }, body })).json();
  };
  const connect = (headers: Record<string, string>, params: Record<string, unknown>, closed: (code: number) => void) =>
    createClient({
      url: `${quayside.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocols: string) {
          super(url, protocols, { headers });
        }
      },
      connectionParams: params,
      retryAttempts: 0,
      on: { closed: (event) => closed((event as { code: number }).code) },
    });

  const WATCH = `subscription ($id: ID!, $after: String) {
    shipmentUpdated(id: $id, after: $after) { cursor shipment { state account { name } openClaimCount } }
  }`;

  it('signs a member in and shows the shipments', async () => {
    const cookie = await signIn();
    const answer = await ask(
      { cookie },
      '{ viewer { name account { name } } shipments { nodes { id account { name } openClaimCount } } }',
    );
    expect(answer).toEqual({
      data: {
        viewer: { name: 'Sam', account: { name: 'Acme' } },
        shipments: { nodes: [{ id: shipmentId, account: { name: 'Acme' }, openClaimCount: 0 }] },
      },
    });
  });

  it('shows a live shipment until the session is closed', async () => {
    const cookie = await signIn();
    const { data } = await ask({ cookie }, '{ shipments { liveCursor } }');
    let code = 0;
    const client = connect({ cookie, origin: quayside.url }, {}, (closed) => {
      code = closed;
    });
    const received = follow(client, WATCH, { id: shipmentId, after: data.shipments.liveCursor });
    await quayside.graph.execute(
      'mutation ($id: ID!) { startPicking(id: $id) { __typename } }',
      { id: shipmentId },
      system,
    );
    await expect
      .poll(() => received.updates.at(-1)?.data.shipmentUpdated.shipment, { timeout: 10_000 })
      .toEqual({
        state: 'PICKING',
        account: { name: 'Acme' },
        openClaimCount: 0,
      });
    await fetch(`${quayside.url}/session`, { method: 'DELETE', headers: { ...CSRF, cookie } });
    await expect.poll(() => code, { timeout: 5_000 }).toBe(4403);
    expect((await fetch(`${quayside.url}/session`, { headers: { cookie } })).status).toBe(401);
  });

  it('gives a signed-in person other rights at once, on open sockets too', async () => {
    const cookie = await signIn(STAFF_EMAIL);
    const { data } = await ask({ cookie }, '{ viewer { permissions member { id } } shipments { nodes { id } } }');
    expect(data.shipments.nodes).toHaveLength(1);
    let code = 0;
    const client = connect({ cookie, origin: quayside.url }, {}, (closed) => {
      code = closed;
    });
    const received = follow(client, '{ shipments { nodes { id } } }');
    follow(client, WATCH, { id: shipmentId });
    await expect.poll(() => received.updates).toHaveLength(1);
    const withhold = { memberId: data.viewer.member.id, effect: 'WITHHOLD', accountId, reason: 'conflict of interest' };
    const { rights } = await make(quayside, 'grantRight', withhold, 'Member', 'rights { id }');
    await expect.poll(() => code, { timeout: 5_000 }).toBe(4205);
    expect((await ask({ cookie }, '{ shipments { nodes { id } } accounts { nodes { id } } }')).data).toEqual({
      shipments: { nodes: [] },
      accounts: { nodes: [] },
    });
    const late = follow(
      connect({ cookie, origin: quayside.url }, {}, () => undefined),
      WATCH,
      {
        id: shipmentId,
        after: 'shipment.0',
      },
    );
    const grant = { memberId: data.viewer.member.id, effect: 'GRANT', permission: 'APPROVE_CLAIMS', reason: 'holiday' };
    await make(quayside, 'grantRight', grant, 'Member', 'id');
    const held = async () => (await ask({ cookie }, '{ viewer { permissions } }')).data.viewer.permissions;
    await expect.poll(held).toEqual([...data.viewer.permissions, 'APPROVE_CLAIMS']);
    expect(late.updates).toEqual([]);
    const withdraw = 'mutation ($id: ID!) { withdrawRight(id: $id, reason: "solved") { __typename } }';
    await quayside.graph.execute(withdraw, { id: rights[0].id }, system);
    await expect
      .poll(async () => (await ask({ cookie }, '{ accounts { nodes { id } } }')).data.accounts.nodes)
      .toEqual([{ id: accountId }]);
  });

  it('lets people follow their unit to another place at once, on open sockets too', async () => {
    const cookie = await signIn(STAFF_EMAIL);
    const seen = async () => (await ask({ cookie }, '{ orgUnits { path } shipments { nodes { id } } }')).data;
    const before = await seen();
    let code = 0;
    const client = connect({ cookie, origin: quayside.url }, {}, (closed) => {
      code = closed;
    });
    const received = follow(client, '{ shipments { nodes { id } } }');
    follow(client, WATCH, { id: shipmentId });
    await expect.poll(() => received.updates).toHaveLength(1);
    const { orgUnits } = await quayside.graph.execute<Answer>('{ orgUnits { id kind version } }', {}, system);
    const [group, east] = orgUnits;
    const coast = await unitNamed('Coast', 'SUBSIDIARY', group.id);
    const move = { id: east.id, parentId: coast.id, reason: 'a new map', version: east.version };
    await make(quayside, 'moveOrgUnit', move, 'OrgUnit', 'id');
    await expect.poll(() => code, { timeout: 5_000 }).toBe(4205);
    const after = { ...before, orgUnits: [{ path: `/${group.id}/${coast.id}/${east.id}/` }] };
    expect(before.shipments.nodes).toHaveLength(1);
    await expect.poll(seen, { timeout: 5_000 }).toEqual(after);
  });

  it('shows the portal as the customer sees it, and changes nothing', async () => {
    const [own, cookie] = [await cookieOf(EMAIL), await cookieOf(STAFF_EMAIL)];
    const view = (method: string, body?: object) =>
      fetch(`${quayside.url}/session/view`, { method, headers: { ...CSRF, cookie }, body: JSON.stringify(body) });
    expect((await view('POST', { accountId, reason: 'asked on the phone' })).status).toBe(403);
    const { data } = await ask({ cookie }, '{ viewer { member { id } } }');
    const grant = { memberId: data.viewer.member.id, effect: 'GRANT', permission: 'VIEW_AS_CUSTOMER', reason: 'desk' };
    await make(quayside, 'grantRight', grant, 'Member', 'id');
    const opened = await make(quayside, 'openCase', { ...A_CASE, accountId }, 'Case', 'id');
    const reply = 'mutation ($input: ReplyInput!) { replyToCase(input: $input) { __typename } }';
    const input = { id: opened.id, body: 'they always complain', internal: true };
    await quayside.graph.execute(reply, { input }, system);
    const asStaff = (await ask({ cookie }, ALL_OF_IT, { accountId })).data;
    let code = 0;
    const client = connect({ cookie, origin: quayside.url }, {}, (closed) => {
      code = closed;
    });
    const received = follow(client, '{ shipments { nodes { id } } }');
    follow(client, WATCH, { id: shipmentId });
    await expect.poll(() => received.updates).toHaveLength(1);
    await expect
      .poll(() => view('POST', { accountId: 'another', reason: 'asked' }).then(({ status }) => status))
      .toBe(400);
    expect((await view('POST', { accountId, reason: 'asked on the phone' })).status).toBe(200);
    await expect.poll(() => code, { timeout: 5_000 }).toBe(4205);

    const seen = await ask({ cookie }, ALL_OF_IT, { accountId });
    expect(seen.errors).toBeUndefined();
    expect(seen).toEqual(await ask({ cookie: own }, ALL_OF_IT, { accountId }));
    expect(JSON.stringify(asStaff)).toContain('always complain');
    expect(JSON.stringify(seen)).not.toContain('always complain');
    const { viewer } = (
      await ask({ cookie }, '{ viewer { role scopes permissions member { id } viewing { by reason } } }')
    ).data;
    expect(viewer).toMatchObject({ scopes: ['read'], permissions: [], member: null });
    expect(viewer.viewing).toEqual({ by: 'Mia', reason: 'asked on the phone' });
    const change = `mutation { cancelShipment(id: "${shipmentId}", reason: "x") { __typename } }`;
    expect((await ask({ cookie }, change)).errors[0].extensions.code).toBe('VIEW_ONLY');
    const live = connect({ cookie, origin: quayside.url }, {}, () => undefined);
    const [written, read] = [follow(live, change), follow(live, ALL_OF_IT, { accountId })];
    await expect.poll(() => read.updates.length).toBe(1);
    expect(read.updates[0]).toEqual(seen);
    await expect.poll(() => JSON.stringify([written.updates, written.errors])).toContain('VIEW_ONLY');
    const upload = await fetch(`${quayside.url}/files`, { method: 'POST', headers: { ...CSRF, cookie }, body: '{}' });
    expect(upload.status).toBe(403);

    expect((await view('DELETE')).status).toBe(204);
    expect((await ask({ cookie }, ALL_OF_IT, { accountId })).data).toEqual(asStaff);
    await quayside.settle();
    const audit = `{ auditRecords(accountId: "${accountId}") { action actor content } }`;
    const records = async () => (await ask({ cookie: own }, audit)).data.auditRecords.slice(-2);
    await expect.poll(records).toMatchObject([
      { action: 'customer-view.opened', actor: 'Mia', content: expect.stringContaining('asked on the phone') },
      { action: 'customer-view.ended', actor: 'Mia' },
    ]);
    await live.dispose();
  });

  it('refuses what is no cursor of a list', async () => {
    const headers = { cookie: await cookieOf(STAFF_EMAIL) };
    for (const list of [
      'accounts',
      'shipments',
      'contracts',
      'cases',
      'claims',
      'workOrders',
      'queue',
      'ediMessages',
    ]) {
      const query = `query ($after: String) { ${list}(after: $after) { pageInfo { endCursor } } }`;
      expect((await ask(headers, query, { after: null })).errors, list).toBeUndefined();
      for (const after of ['!!!', 'shipment.1', Buffer.from('x:y').toString('base64url')])
        expect((await ask(headers, query, { after })).errors[0].extensions.code, list).toBe('BAD_USER_INPUT');
    }
  });

  it('refuses a live cursor that leads nowhere, and takes the next reading', async () => {
    const headers = { cookie: await cookieOf(EMAIL), origin: quayside.url };
    const client = connect(headers, {}, () => undefined);
    const lost = follow(client, WATCH, { id: shipmentId, after: 'shipment.zzzz' });
    const odd = follow(client, WATCH, { id: shipmentId, after: 'elsewhere' });
    await expect.poll(() => lost.errors[0]).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
    await expect.poll(() => odd.errors[0]).toMatchObject([{ extensions: { code: 'CURSOR_INVALID' } }]);
    const fresh = follow(client, WATCH, { id: shipmentId, after: 'shipment.0' });
    await expect.poll(() => fresh.updates.length).toBeGreaterThan(0);
    await client.dispose();
  });

  it('closes the sockets of a key that is revoked', async () => {
    const made = await make(
      quayside,
      'createApiKey',
      { accountId, name: 'Warehouse', scopes: ['read'] },
      'ApiKeyCreated',
      'secret apiKey { id }',
    );
    const headers = { authorization: `Bearer ${made.secret}` };
    let code = 0;
    const client = connect({}, headers, (closed) => {
      code = closed;
    });
    const received = follow(client, '{ shipments { nodes { id } } }');
    follow(client, WATCH, { id: shipmentId });
    await expect.poll(() => received.updates).toHaveLength(1);
    const revoke = 'mutation ($id: ID!) { revokeApiKey(id: $id) { __typename } }';
    await quayside.graph.execute(revoke, { id: made.apiKey.id }, system);
    await expect.poll(() => code, { timeout: 5_000 }).toBe(4403);
    expect((await ask(headers, '{ shipments { nodes { id } } }')).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('lets the holder of a link see, and no more', async () => {
    const made = await make(quayside, 'createTrackingLink', { shipmentId }, 'TrackingLinkCreated', 'token link { id }');
    const headers = { authorization: `Bearer ${made.token}` };
    const seen = await ask(headers, '{ tracking { id state shipperAccount { name } } }');
    expect(seen).toEqual({
      data: { tracking: { id: shipmentId, state: 'PICKING', shipperAccount: { name: 'Acme' } } },
    });
    const more = await ask(headers, '{ accounts { nodes { id } } }');
    expect(more.data?.accounts?.nodes ?? []).toEqual([]);
  });

  it('keeps an event of the payment provider as it came, signed over its bytes', async () => {
    const payload = JSON.stringify(
      { id: `evt_${bus}`, object: 'event', type: 'plan.created', data: { object: {} } },
      null,
      2,
    );
    const signature = new Stripe('sk_test_1').webhooks.generateTestHeaderString({ payload, secret: 'whsec_1' });
    const post = async (body: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${quayside.url}/payments/stripe`, { method: 'POST', headers, body });
      return [answer.status, await answer.json()];
    };
    const signed = { 'stripe-signature': signature };
    expect(await post(payload)).toMatchObject([400, {}]);
    expect(await post(JSON.stringify(JSON.parse(payload)), signed)).toMatchObject([400, {}]);
    expect(await post('x'.repeat(70_000), signed)).toMatchObject([413, {}]);
    expect(await post(payload, signed)).toEqual([200, { received: 'IGNORED' }]);
    expect(await post(payload, signed)).toEqual([200, { received: 'KNOWN' }]);
    const kept = await quayside.subgraphs.contract?.db.read((em) => em.query('SELECT raw, state FROM payment_event'));
    expect(kept).toEqual([{ raw: payload, state: 'IGNORED' }]);
    // Nobody comes to it through the graph.
    const hidden = { query: 'mutation { receivePaymentEvent(body: "", signature: "") }' };
    const headers = { ...CSRF, cookie: await cookieOf(EMAIL), origin: quayside.url };
    const graph = await fetch(`${quayside.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(hidden) });
    expect(await graph.text()).toContain('Cannot query field');
  });

  it('keeps a photo for those who may see it', async () => {
    const cookie = await signIn();
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const upload = await fetch(`${quayside.url}/files`, {
      method: 'POST',
      headers: { cookie, 'x-quayside-csrf': '1', 'x-file-name': 'dent.png' },
      body: new Uint8Array(png),
    });
    expect(upload.status).toBe(201);
    const { id } = (await upload.json()) as { id: string };
    const own = await fetch(`${quayside.url}/files/${id}`, { headers: { cookie } });
    expect(Buffer.from(await own.arrayBuffer())).toEqual(png);
    const made = await make(quayside, 'createTrackingLink', { shipmentId }, 'TrackingLinkCreated', 'token');
    const foreign = await fetch(`${quayside.url}/files/${id}`, { headers: { authorization: `Bearer ${made.token}` } });
    expect(foreign.status).toBe(404);
  });

  it('gives a photo of the staff to its account', async () => {
    const [staff, customer] = [await cookieOf(STAFF_EMAIL), await cookieOf(EMAIL)];
    const statusFor = async (account: Record<string, string>) => {
      const upload = await fetch(`${quayside.url}/files`, {
        method: 'POST',
        headers: { cookie: staff, 'x-quayside-csrf': '1', ...account },
        body: new Uint8Array(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
      });
      const { id } = (await upload.json()) as { id: string };
      return id && (await fetch(`${quayside.url}/files/${id}`, { headers: { cookie: customer } })).status;
    };
    expect(await statusFor({ 'x-account-id': accountId })).toBe(200);
    expect(await statusFor({})).toBe(404);
    expect(await statusFor({ 'x-account-id': 'another' })).toBeUndefined();
  });
});
