import { AppError } from '@quayside/shared/errors';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { SubgraphLink } from '../subgraph-link.ts';
import { objection, type RequestVariables } from './answers.ts';
import { addressOf, type CallerDeps, callerOf, cookieName, headerOf, refuseForgery } from './caller.ts';
import { RateLimit } from './rate-limit.ts';

export interface SessionDoorDeps extends CallerDeps {
  /** The link to the customer subgraph, which keeps members and sessions. */
  readonly customer: SubgraphLink;
}

const TRIES_PER_MINUTE = 10;
const BODY_LIMIT = 4 * 1024;
const OPEN_SESSION = `mutation ($email: String!, $password: String!, $userAgent: String) {
  openSession(email: $email, password: $password, userAgent: $userAgent) {
    __typename
    ... on OpenedSession { token viewer expiresAt }
    ... on Refusal { code message }
  }
}`;
const OPEN_VIEW = `mutation ($token: String!, $accountId: ID!, $reason: String!) {
  openCustomerView(token: $token, accountId: $accountId, reason: $reason) {
    __typename
    ... on OpenedView { id until }
    ... on Refusal { code message }
  }
}`;
const END_VIEW = 'mutation ($token: String!) { endCustomerView(token: $token) }';
const CLOSE_SESSION = 'mutation ($token: String!) { closeSession(token: $token) }';

type OpenedView =
  | { readonly __typename: 'OpenedView'; readonly id: string; readonly until: string }
  | { readonly __typename: 'Refusal'; readonly code: string; readonly message: string };

type Opened =
  | {
      readonly __typename: 'OpenedSession';
      readonly token: string;
      readonly viewer: string;
      readonly expiresAt: string;
    }
  | { readonly __typename: 'Refusal'; readonly code: string; readonly message: string };

/** Signs in and out: the token goes into a cookie that scripts cannot read. */
export function sessionDoor(deps: SessionDoorDeps): Hono<RequestVariables> {
  const door = new Hono<RequestVariables>();
  const tries = new RateLimit(TRIES_PER_MINUTE);

  door.get('/', async (c) => {
    const caller = await callerOf(headerOf(c), deps);
    if (!caller) throw new AppError('UNAUTHENTICATED', 'Nobody is signed in.');
    return c.json({ viewer: shown(caller.viewer) });
  });

  door.post('/', bodyLimit({ maxSize: BODY_LIMIT }), async (c) => {
    refuseForgery(headerOf(c));
    if (!tries.take(addressOf(c, deps.tls))) {
      c.header('retry-after', '60');
      return objection(c, 429, 'TOO_MANY_TRIES', 'Too many tries from this address. Wait a minute.');
    }
    const login = await readLogin(c);
    const opened = await ask<Opened>(deps.customer, OPEN_SESSION, login, 'openSession', c.get('correlationId'));
    if (opened.__typename === 'Refusal') {
      const status = opened.code.includes('LOCKED') ? 423 : 401;
      return objection(c, status, opened.code, opened.message);
    }
    setCookie(c, cookieName(deps.tls), opened.token, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: deps.tls,
      expires: new Date(opened.expiresAt),
    });
    return c.json({ viewer: shown(JSON.parse(opened.viewer) as Viewer) });
  });

  door.delete('/', async (c) => {
    refuseForgery(headerOf(c));
    const token = getCookie(c, cookieName(deps.tls));
    if (token) await ask<boolean>(deps.customer, CLOSE_SESSION, { token }, 'closeSession', c.get('correlationId'));
    deleteCookie(c, cookieName(deps.tls), { path: '/', secure: deps.tls });
    return c.body(null, 204);
  });
  viewDoor(door, deps);
  return door;
}

/** Lets staff see the portal as a customer does, and ends that: a change of the session, so no mutation of the graph. */
function viewDoor(door: Hono<RequestVariables>, deps: SessionDoorDeps): void {
  door.post('/view', bodyLimit({ maxSize: BODY_LIMIT }), async (c) => {
    const { token, hash } = await sessionOf(c, deps);
    const body = (await c.req.json().catch(() => null)) as { accountId?: unknown; reason?: unknown } | null;
    const { accountId, reason } = body ?? {};
    if (typeof accountId !== 'string' || typeof reason !== 'string')
      throw new AppError('BAD_USER_INPUT', 'Send JSON with "accountId" and "reason".');
    const asked = { token, accountId, reason };
    const opened = await ask<OpenedView>(deps.customer, OPEN_VIEW, asked, 'openCustomerView', c.get('correlationId'));
    if (opened.__typename === 'Refusal')
      return objection(c, opened.code === 'VIEW_NOT_ALLOWED' ? 403 : 400, opened.code, opened.message);
    // Other gateways hear of it by an event; whoever asked must not wait for that.
    deps.credentials.refresh(hash);
    return c.json({ until: opened.until });
  });

  door.delete('/view', async (c) => {
    const { token, hash } = await sessionOf(c, deps);
    await ask<boolean>(deps.customer, END_VIEW, { token }, 'endCustomerView', c.get('correlationId'));
    deps.credentials.refresh(hash);
    return c.body(null, 204);
  });
}

/** The session of the cookie, with proof of the page's own intent. @throws AppError UNAUTHENTICATED, FORBIDDEN. */
async function sessionOf(c: Context, deps: SessionDoorDeps): Promise<{ token: string; hash: string }> {
  refuseForgery(headerOf(c));
  const caller = await callerOf(headerOf(c), deps);
  const token = getCookie(c, cookieName(deps.tls));
  if (!token || !caller?.byCookie || !caller.credential) throw new AppError('UNAUTHENTICATED', 'Nobody is signed in.');
  return { token, hash: caller.credential.hash };
}

async function readLogin(c: Context): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => null);
  const { email, password } = (body ?? {}) as { readonly email?: unknown; readonly password?: unknown };
  if (typeof email !== 'string' || typeof password !== 'string')
    throw new AppError('BAD_USER_INPUT', 'Send JSON with "email" and "password".');
  return { email, password, userAgent: c.req.header('user-agent')?.slice(0, 255) ?? null };
}

/** Asks for a field that clients cannot see, as the product itself. */
async function ask<Value>(
  link: SubgraphLink,
  text: string,
  variables: Record<string, unknown>,
  root: string,
  correlationId: string,
): Promise<Value> {
  const response = await link.execute({ text, variables }, systemViewer('gateway'), correlationId);
  if (response.errors || !response.data) throw new AppError('UNAVAILABLE', 'Signing in is not possible at the moment.');
  return response.data[root] as Value;
}

/** What is withheld from somebody is not told to them by name. */
const shown = ({ kind, name, role, reach, scopes }: Viewer) => ({
  ...{ kind, name, role, scopes },
  reach: reach.kind === 'organization' ? { kind: reach.kind, path: reach.path } : reach,
});
