import { AppError } from '@quayside/shared/errors';
import { VIEWER_HEADER, type Viewer, verifyViewer } from '@quayside/shared/identity';
import type { Context } from 'hono';
import { bearerKind, type Credential, type Credentials } from '../credentials.ts';

/** What a door must know to tell who calls. */
export interface CallerDeps {
  readonly credentials: Credentials;
  /** Behind TLS the cookie has the `__Host-` prefix. */
  readonly tls: boolean;
  /** Signs the viewer header of our own processes. */
  readonly secret: string;
}

/** Who calls. A browser's cookie travels by itself, so what it may cause needs proof of the page's own intent. */
export interface Caller {
  readonly viewer: Viewer;
  readonly credential: Credential | null;
  readonly byCookie: boolean;
}

/** A request's header by its lower-case name, whatever carries the request. */
export type HeaderOf = (name: string) => string | undefined;

/** The headers of a request that came through Hono. */
export const headerOf =
  (c: Context): HeaderOf =>
  (name) =>
    c.req.header(name);

export const cookieName = (tls: boolean): string => (tls ? '__Host-quayside' : 'quayside');

/** Null when nothing was presented. @throws AppError UNAUTHENTICATED when what was presented is not valid. */
export async function callerOf(header: HeaderOf, deps: CallerDeps): Promise<Caller | null> {
  const signed = header(VIEWER_HEADER);
  if (signed) return { viewer: await verifyViewer(signed, deps.secret), credential: null, byCookie: false };
  const bearer = bearerOf(header('authorization'));
  if (bearer !== null) return callerBy(await verifyBearer(bearer, deps.credentials), false);
  const token = cookieOf(header('cookie'), cookieName(deps.tls));
  if (!token) return null;
  return callerBy(await deps.credentials.verify('session', token), true);
}

/** The credential of a bearer secret. */
export async function verifyBearer(
  secret: string,
  credentials: Credentials,
  newerThanMs?: number,
): Promise<Credential | null> {
  const kind = bearerKind(secret);
  return kind ? credentials.verify(kind, secret, newerThanMs) : null;
}

/** The secret of an `Authorization: Bearer …` value; null when there is none. */
export const bearerOf = (header: string | undefined): string | null =>
  header === undefined ? null : (/^Bearer\s+(\S+)$/i.exec(header)?.[1] ?? '');

const callerBy = (credential: Credential | null, byCookie: boolean): Caller => {
  if (!credential) throw new AppError('UNAUTHENTICATED', 'The session, key or link is not valid any more.');
  return { viewer: credential.viewer, credential, byCookie };
};

/** As a page of this very site would send it: a foreign page can set neither of these headers without asking first. */
const INTENT_HEADERS = ['x-quayside-csrf', 'apollo-require-preflight', 'x-apollo-operation-name'];

/** @throws AppError FORBIDDEN when a request that carries the cookie may come from somebody else's page. */
export function refuseForgery(header: HeaderOf): void {
  if (!INTENT_HEADERS.some((name) => header(name)))
    throw new AppError('FORBIDDEN', 'Send the header "x-quayside-csrf: 1" with requests that use the cookie.');
  if (!isOwnOrigin(header('origin'), header('host')))
    throw new AppError('FORBIDDEN', 'Requests from other sites are not accepted.');
}

/** True for no origin (no browser) and for the origin that the request went to. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** The address to count by. Behind TLS there is a proxy of ours, and the last hop it names is the client. */
export function addressOf(c: Context, tls: boolean): string {
  const forwarded = tls ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const { incoming } = c.env as { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } };
  return forwarded || incoming?.socket.remoteAddress || 'unknown';
}

const HOST = /^[\w.:[\]-]+$/;

/** The origin of this site as the browser sees it. */
export function originOf(c: Context, tls: boolean): string {
  const host = c.req.header('host');
  // The header is the caller's: it is repeated in a policy only when it can be nothing but a host.
  return `${tls ? 'https' : 'http'}://${host && HOST.test(host) ? host : 'localhost'}`;
}

/** One cookie of a raw header; its value is never decoded, as ours needs no encoding. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}
