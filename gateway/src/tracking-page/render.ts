import type { Log } from '@quayside/shared/log';
import { chooseLanguage, type Language } from './language.ts';
import type { PageParts, Problem, Rendered } from './page-parts.ts';
import { writeDocument } from './write-document.ts';

/** What the graph says to the holder of a token. `null`: nobody holds it. `'gone'`: it has ended. */
export type TrackingAnswer =
  | { readonly data?: { readonly tracking?: object | null } | null; readonly errors?: readonly object[] }
  | 'gone'
  | null;

export interface TrackingPageDeps {
  /** Asks the graph as the holder of the token; partial answers are welcome. */
  ask(token: string, query: string): Promise<TrackingAnswer>;
  readonly parts: PageParts;
  /** Look-ups per client: guessing 128 bits is hopeless, but need not be free. */
  readonly limit: { take(address: string, now: number): boolean };
  readonly log: Log;
  readonly now: () => number;
}

export interface TrackingPageRequest {
  /** Of the client, for the limit. */
  readonly address: string;
  /** As the browser sees it: `https://quayside.example:8443`. */
  readonly origin: string;
  /** The value of `?lang=`. */
  readonly language: string | null;
  readonly acceptLanguage: string | null;
}

export interface TrackingPageAnswer {
  readonly status: 200 | 404 | 410 | 429 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const STATUS = { unknown: 404, gone: 410, busy: 429, failed: 503 } as const satisfies Record<Problem, number>;
/** As the shipment service makes them: 128 bits in base64url. */
const TOKEN = /^qt_[\w-]{22,64}$/;

/** The public page of one shipment, or a page that says why there is none and what to do next. */
export async function renderTrackingPage(
  deps: TrackingPageDeps,
  token: string,
  request: TrackingPageRequest,
): Promise<TrackingPageAnswer> {
  const language = chooseLanguage(request.language, request.acceptLanguage);
  const now = deps.now();
  const found = await lookUp(deps, token, request.address, now);
  if (typeof found === 'string') {
    const rendered = deps.parts.renderer.renderProblem(found, language);
    return answer(deps, STATUS[found], rendered, language, request.origin);
  }
  return answer(deps, 200, deps.parts.renderer.renderPage(found, language, now), language, request.origin);
}

async function lookUp(deps: TrackingPageDeps, token: string, address: string, now: number): Promise<object | Problem> {
  if (!deps.limit.take(address, now)) return 'busy';
  if (!TOKEN.test(token)) return 'unknown';
  try {
    const found = await deps.ask(token, deps.parts.renderer.trackingQuery);
    if (found === null) return 'unknown';
    if (found === 'gone') return 'gone';
    if (found.data?.tracking) return found.data.tracking;
    // A shipment that cannot be read is our fault, not a wrong link.
    if (!found.errors?.length) return 'unknown';
    deps.log.error({ errors: found.errors }, 'the tracking page could not be read');
  } catch (error) {
    deps.log.error({ err: error }, 'the tracking page could not be read');
  }
  return 'failed';
}

function answer(
  deps: TrackingPageDeps,
  status: TrackingPageAnswer['status'],
  rendered: Rendered,
  language: Language,
  origin: string,
): TrackingPageAnswer {
  return {
    status,
    headers: { ...headers(origin), 'content-language': language, ...(status === 429 ? { 'retry-after': '60' } : {}) },
    body: writeDocument(rendered, deps.parts, language),
  };
}

/** Which of its sources a browser allows is told apart by scheme, so the socket is named beside 'self'. */
const socketOf = (origin: string): string =>
  /^https?:\/\/[\w.:[\]-]+$/.test(origin) ? ` ${origin.replace(/^http/, 'ws')}` : '';

const headers = (origin: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${socketOf(origin)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; '),
  // The address is the capability: it goes to nobody, and no search engine keeps it.
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  vary: 'accept-language',
});
