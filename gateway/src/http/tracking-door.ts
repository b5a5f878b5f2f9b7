import { systemViewer } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import { Hono } from 'hono';
import type { Graph } from '../graph.ts';
import type { OperationStore } from '../operations.ts';
import { loadPageParts, type PageParts } from '../tracking-page/page-parts.ts';
import { renderTrackingPage, type TrackingAnswer } from '../tracking-page/render.ts';
import { objection, type RequestVariables } from './answers.ts';
import { addressOf, type CallerDeps, originOf } from './caller.ts';
import { RateLimit } from './rate-limit.ts';

export interface TrackingDoorDeps extends CallerDeps {
  readonly graph: Graph;
  readonly operations: OperationStore;
  readonly portalDir: string;
  readonly log: Log;
  readonly now: () => number;
}

/** Phones behind one carrier share an address. */
const LOOKUPS_PER_MINUTE = 120;

/** `/t/TOKEN`: the page of one shipment for whoever holds the link. */
export function trackingDoor(deps: TrackingDoorDeps): Hono<RequestVariables> {
  const door = new Hono<RequestVariables>();
  const limit = new RateLimit(LOOKUPS_PER_MINUTE);
  let loading: Promise<PageParts> | null = null;
  door.get('/:token', async (c) => {
    loading ??= loadPageParts(deps.portalDir);
    const parts = await loading.catch((error: unknown) => {
      deps.log.error({ err: error }, 'the tracking page is not built');
      loading = null;
      return null;
    });
    if (!parts) return objection(c, 503, 'UNAVAILABLE', 'The tracking page is not built. Run: npm run build');
    const page = await renderTrackingPage(
      {
        ask: (token, query) => askAsHolder(deps, token, query, c.get('correlationId')),
        parts,
        limit,
        log: deps.log,
        now: deps.now,
      },
      c.req.param('token'),
      {
        address: addressOf(c, deps.tls),
        origin: originOf(c, deps.tls),
        language: c.req.query('lang') ?? null,
        acceptLanguage: c.req.header('accept-language') ?? null,
      },
    );
    return c.body(page.body, page.status, page.headers);
  });
  return door;
}

async function askAsHolder(
  deps: TrackingDoorDeps,
  token: string,
  query: string,
  correlationId: string,
): Promise<TrackingAnswer> {
  const credential = await deps.credentials.verify('link', token);
  if (!credential) return (await hasEnded(deps.graph, token, correlationId)) ? 'gone' : null;
  const prepared = deps.operations.prepare({ query });
  if (!prepared.ok) throw new TypeError(prepared.errors.map((error) => error.message).join('\n'));
  const { operation } = prepared;
  return deps.graph.execute({ operation, variables: {}, viewer: credential.viewer, correlationId });
}

/** Who held a link is told that it ended; who guesses learns nothing. */
async function hasEnded(graph: Graph, token: string, correlationId: string): Promise<boolean> {
  const text = 'query ($token: String!) { trackingLinkEnded(token: $token) }';
  const request = { text, variables: { token } };
  const answer = await graph.links.get('shipment')?.execute(request, systemViewer('gateway'), correlationId);
  return answer?.data?.['trackingLinkEnded'] === true;
}
