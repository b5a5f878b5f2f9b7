import { aKey, aLinkHolder, aShipper } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../src/limits.ts';
import { type Answer, type Edge, follow, METRICS_TOKEN, openEdge } from './edge.ts';

describe('the edge of the product', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge();
    edge.admit('qk_one', aKey('acme'));
    edge.admit('qk_reader', aKey('acme', ['read']));
    edge.admit('qk_sender', aKey('acme', ['edi']));
    edge.admit('qt_link', aLinkHolder('acme', 's1'));
    edge.admit('session-sam', aShipper('acme'));
  });
  afterAll(() => edge.stop());

  const asKey = { authorization: 'Bearer qk_one' };
  const asSam = { cookie: 'quayside=session-sam' };
  const codeOf = async (response: Response): Promise<unknown> => {
    const answer: Answer = await response.json();
    return (answer.errors?.[0].extensions ?? answer).code;
  };

  describe('credentials', () => {
    it.each([{}, { authorization: 'Bearer qk_wrong' }, { authorization: 'Basic c2Ft' }, { cookie: 'quayside=old' }])(
      'refuse %o',
      async (headers) => {
        const response = await edge.post({ query: '{ claimCount }' }, headers as Record<string, string>);
        expect(response.status).toBe(401);
        expect(await codeOf(response)).toBe('UNAUTHENTICATED');
      },
    );

    it('refuse a key at once when it is revoked', async () => {
      edge.admit('qk_short', aKey('acme'));
      expect((await edge.ask('qk_short', '{ claimCount }')).data).toEqual({ claimCount: 3 });
      await edge.harbour.revoke('qk_short');
      await expect
        .poll(async () => (await edge.ask('qk_short', '{ claimCount }')).errors?.[0].extensions.code)
        .toBe('UNAUTHENTICATED');
    });

    it.each([
      ['qk_reader', 'mutation { move(id: "s1", state: "PICKED") { id } }'],
      ['qk_sender', '{ claimCount }'],
    ])('keep %s to its scopes', async (secret, query) => {
      expect((await edge.ask(secret, query)).errors[0].extensions.code).toBe('FORBIDDEN');
    });

    it.each([
      ['qk_one', true],
      ['qt_link', false],
    ])('let %s introspect: %s', async (secret, allowed) => {
      const answer = await edge.ask(secret, '{ __schema { queryType { name } } }');
      expect(answer.errors === undefined).toBe(allowed);
    });
  });

  describe('a request with the cookie', () => {
    const query = { query: '{ claimCount }' };
    it('needs the header that a foreign page cannot send', async () => {
      expect((await edge.post(query, asSam)).status).toBe(403);
      expect((await edge.post(query, { ...asSam, 'x-quayside-csrf': '1' })).status).toBe(200);
    });

    it('is refused when it comes from another site', async () => {
      const headers = { ...asSam, 'x-quayside-csrf': '1', origin: 'https://evil.example' };
      expect((await edge.post(query, headers)).status).toBe(403);
    });

    it('may come from a page of this site', async () => {
      const headers = { ...asSam, 'x-quayside-csrf': '1', origin: edge.gateway.url };
      expect((await edge.post(query, headers)).status).toBe(200);
    });
  });

  describe('limits', () => {
    const ordinary = '{ shipments { id account { id name } openClaimCount } }';
    const nested = (levels: number): string =>
      levels === 0 ? '{ id }' : `{ shipment(id: "s") ${nested(levels - 1)} }`;
    const tooLarge: [string, string, Record<string, unknown>?][] = [
      ['depth', nested(LIMITS.depth + 1)],
      ['aliases', `{ ${Array.from({ length: LIMITS.aliases + 1 }, (_, n) => `a${n}: claimCount`).join(' ')} }`],
      ['directives', `{ claimCount ${'@include(if: true) '.repeat(LIMITS.directives + 1)} }`],
      ['tokens', `{ ${'claimCount '.repeat(LIMITS.tokens + 1)} }`],
      ['characters', `{ claimCount } # ${'x'.repeat(LIMITS.characters)}`],
      ['cost', 'query ($n: Int!) { shipments(first: $n) { id state seq } }', { n: 1_000_000 }],
      ['cost', 'query ($n: Int = 900000) { shipments(first: $n) { ...f } } fragment f on Shipment { id }'],
    ];

    it('let ordinary operations through', async () => {
      expect((await edge.ask('qk_one', ordinary)).errors).toBeUndefined();
    });

    it.each(tooLarge)('refuse too much %s over HTTP', async (what, query, variables) => {
      const response = await edge.post({ query, variables }, asKey);
      const answer: Answer = await response.json();
      expect(response.status).toBe(400);
      expect(answer.errors[0].extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: { what } });
    });

    it.each(tooLarge)('refuse too much %s over WebSocket', async (what, query, variables) => {
      const received = follow(edge.connect('qk_one'), query, variables);
      await expect.poll(() => received.errors).toHaveLength(1);
      expect(received.errors[0]).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit: { what } } }]);
    });

    it('survive fragments that double at every level', async () => {
      const fragments = Array.from({ length: 60 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`);
      const query = `{ ...f0 } ${fragments.join(' ')} fragment f60 on Query { a: claimCount }`;
      const response = await edge.post({ query }, asKey);
      expect(await codeOf(response)).toBe('LIMIT_EXCEEDED');
    });

    it.each(['Missing', 'f0'])('survive doubling fragments that end in %s', async (end) => {
      const spreads = Array.from(
        { length: 60 },
        (_, n) => `fragment f${n} on Subscription { ...f${n + 1} ...f${n + 1} }`,
      );
      const query = `subscription { ...f0 } ${spreads.join(' ')} fragment f60 on Subscription { ...${end} }`;
      expect(await codeOf(await edge.post({ query }, asKey))).toBe('GRAPHQL_VALIDATION_FAILED');
    });

    it('refuse a body over one mebibyte', async () => {
      const response = await edge.post({ query: '{ claimCount }', padding: 'x'.repeat(1_100_000) }, asKey);
      expect(response.status).toBe(413);
    });
  });

  describe('errors', () => {
    it('are masked, with the number that support asks for', async () => {
      const response = await edge.post({ query: '{ shipment(id: "s1") { account { name fault } } }' }, asKey);
      const text = await response.text();
      const [error] = (JSON.parse(text) as Answer).errors;
      expect(error.path).toEqual(['shipment', 'account', 'fault']);
      expect(error.extensions).toEqual({
        code: 'INTERNAL_SERVER_ERROR',
        correlationId: response.headers.get('x-correlation-id'),
      });
      expect(text).not.toMatch(/hunter2|serviceName|customer/);
    });

    it('keep the number that the client gave', async () => {
      const id = '01KC2ZJ9N4QY5T8W3X7V6B1D0F';
      const response = await edge.post({ query: '{ secretFault }' }, { ...asKey, 'x-correlation-id': id });
      const answer: Answer = await response.json();
      expect(answer.errors[0].extensions.correlationId).toBe(id);
      expect(response.headers.get('x-correlation-id')).toBe(id);
    });

    it.each([
      [{ query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
      [{ query: '{ claimCount' }, 'GRAPHQL_PARSE_FAILED'],
      [{ query: 'query ($n: Int!) { shipments(first: $n) { id } }' }, 'BAD_USER_INPUT'],
      [{}, 'BAD_REQUEST'],
      [[], 'BAD_USER_INPUT'],
      [{ query: 'subscription { shipmentsUpdated { cursor } }' }, 'BAD_REQUEST'],
    ])('name what is wrong with %j', async (body, code) => {
      const response = await edge.post(body, asKey);
      expect([response.status, await codeOf(response)]).toEqual([400, code]);
    });

    it('refuse to read the graph by GET', async () => {
      const response = await fetch(`${edge.gateway.url}/graphql?query={claimCount}`, { headers: asKey });
      expect(response.status).toBe(405);
    });
  });

  describe('the session door', () => {
    const door = (method: string, body: object | null, headers: Record<string, string> = {}) =>
      fetch(`${edge.gateway.url}/session`, {
        method,
        headers: { 'content-type': 'application/json', 'x-quayside-csrf': '1', ...headers },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });

    it('gives a cookie that scripts cannot read', async () => {
      const response = await door('POST', { email: 'sam', password: 'right' });
      expect(response.status).toBe(200);
      expect(response.headers.get('set-cookie')).toMatch(/^quayside=session-sam; .*HttpOnly; SameSite=Lax/);
      expect(await response.json()).toMatchObject({ viewer: { kind: 'member', role: 'SHIPPER_USER' } });
    });

    it('gives a host-only, secure cookie behind TLS', async () => {
      const secure = await openEdge({ tls: true });
      secure.admit('session-sam', aShipper('acme'));
      const response = await fetch(`${secure.gateway.url}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-quayside-csrf': '1' },
        body: JSON.stringify({ email: 'sam', password: 'right' }),
      });
      expect(response.headers.get('set-cookie')).toMatch(/^__Host-quayside=.*Path=\/.*Secure/);
      await secure.stop();
    });

    it.each([
      [{ email: 'sam', password: 'wrong' }, 401, 'SIGN_IN_FAILED'],
      [{ email: 'locked', password: 'x' }, 423, 'SIGN_IN_LOCKED'],
      [{ email: 'sam' }, 400, 'BAD_USER_INPUT'],
    ])('answers %j with %i', async (login, status, code) => {
      const response = await door('POST', login);
      expect([response.status, await codeOf(response)]).toEqual([status, code]);
    });

    it('refuses a form of another page', async () => {
      const response = await door('POST', { email: 'sam', password: 'right' }, { 'x-quayside-csrf': '' });
      expect(response.status).toBe(403);
    });

    it('tells who is signed in, and nobody after signing out', async () => {
      edge.admit('session-sue', aShipper('acme'));
      const headers = { cookie: 'quayside=session-sue' };
      expect((await door('GET', null, headers)).status).toBe(200);
      expect((await door('DELETE', null, headers)).status).toBe(204);
      await edge.harbour.revoke('session-sue');
      await expect.poll(async () => (await door('GET', null, headers)).status).toBe(401);
    });

    it('slows down whoever guesses', async () => {
      const statuses: number[] = [];
      for (let n = 0; n < 12; n++) statuses.push((await door('POST', { email: 'sam', password: `guess${n}` })).status);
      expect(statuses.at(-1)).toBe(429);
    });
  });

  describe('whoever watches', () => {
    it('sees that everything answers', async () => {
      expect((await fetch(`${edge.gateway.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${edge.gateway.url}/readyz`)).status).toBe(200);
    });

    it('reads no figures from elsewhere without the token', async () => {
      const read = async (headers: Record<string, string>) =>
        (await fetch(`${edge.gateway.url}/metrics`, { headers })).status;
      expect(await read({ 'x-forwarded-for': '203.0.113.9' })).toBe(401);
      expect(await read({ authorization: 'Bearer guess' })).toBe(401);
      const figures = { 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${METRICS_TOKEN}` };
      expect(await read(figures)).toBe(200);
    });

    it('reads figures in the form of Prometheus', async () => {
      const text = await (await fetch(`${edge.gateway.url}/metrics`)).text();
      expect(text).toMatch(/quayside_requests_total\{door="http",outcome="ok"\} [1-9]/);
      expect(text).toContain('process_resident_memory_bytes');
    });
  });
});
